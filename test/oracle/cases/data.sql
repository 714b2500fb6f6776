-- case: select
-- doc: data: SELECT
SELECT count(*) FROM t;

-- case: select for update
-- doc: data: SELECT … FOR UPDATE, FOR SHARE
SELECT * FROM t WHERE id=1 FOR UPDATE;

-- case: insert
-- doc: data: INSERT into a table with foreign keys
INSERT INTO child(id,tid,pid) VALUES (1000,5,5);

-- case: update
-- doc: data: UPDATE
UPDATE t SET a=-id WHERE id=1;

-- case: delete
-- doc: data: DELETE
DELETE FROM tgen;

-- case: merge
-- doc: data: MERGE
MERGE INTO trep USING tgen ON trep.id=tgen.id WHEN MATCHED THEN UPDATE SET v=1;

-- case: copy from
-- doc: data: COPY … FROM
COPY trep FROM PROGRAM 'true';

-- case: lock table
-- doc: maintenance: LOCK TABLE
LOCK TABLE t;

-- case: update ... limit
UPDATE t SET a=1 LIMIT 10;
