-- case: select
SELECT count(*) FROM t;

-- case: select for update
SELECT * FROM t WHERE id=1 FOR UPDATE;

-- case: insert
INSERT INTO child(id,tid,pid) VALUES (1000,5,5);

-- case: update
UPDATE t SET a=-id WHERE id=1;

-- case: delete
DELETE FROM tgen;

-- case: merge
MERGE INTO trep USING tgen ON trep.id=tgen.id WHEN MATCHED THEN UPDATE SET v=1;

-- case: copy from
COPY trep FROM PROGRAM 'true';

-- case: lock table
LOCK TABLE t;

-- case: update ... limit
UPDATE t SET a=1 LIMIT 10;
