-- Writing through views, and what rules put beside or in the place of a statement.

-- case: insert into a view
-- doc: data: INSERT into a view
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
INSERT INTO vw VALUES (1, 1);

-- case: update of a view whose columns are called otherwise
-- doc: data: UPDATE through a view
-- setup: CREATE VIEW vw AS SELECT id AS i, a AS b FROM tgen WHERE id > 0;
UPDATE vw SET b = 2 WHERE i = 1;

-- case: delete from a view over a view
-- doc: data: DELETE through a view of a view
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
-- setup: CREATE VIEW vx AS SELECT a FROM vw WHERE id > 5;
DELETE FROM vx WHERE a = 1;

-- case: update of a view whose condition looks at another table
-- doc: data: UPDATE through a view whose condition reads another table
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen WHERE id IN (SELECT v FROM trep);
UPDATE vw SET a = 2;

-- case: insert into a view whose condition looks at another table
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen WHERE id IN (SELECT v FROM trep);
INSERT INTO vw VALUES (1, 1);

-- case: update of a view of a partitioned table
-- doc: data: UPDATE through a view of a partitioned table
-- setup: CREATE VIEW vw AS SELECT * FROM pt;
UPDATE vw SET v = 1;

-- case: insert into a view of a partitioned table
-- setup: CREATE VIEW vw AS SELECT * FROM pt;
INSERT INTO vw VALUES (5, 5);

-- case: update of a view of a table without its children
-- setup: CREATE TABLE mum (id int); CREATE TABLE kid () INHERITS (mum);
-- setup: CREATE VIEW vw AS SELECT * FROM ONLY mum;
UPDATE vw SET id = 1;

-- case: update of a column that is computed
-- setup: CREATE VIEW vw AS SELECT id, a + 1 AS b FROM tgen;
UPDATE vw SET b = 2;

-- case: update of a column beside one that is computed
-- setup: CREATE VIEW vw AS SELECT id, a + 1 AS b FROM tgen;
UPDATE vw SET id = 2 WHERE b = 1;

-- case: insert into a view with distinct rows
-- setup: CREATE VIEW vw AS SELECT DISTINCT id FROM tgen;
INSERT INTO vw VALUES (1);

-- case: update of a view with a group
-- setup: CREATE VIEW vw AS SELECT id, count(*) AS n FROM tgen GROUP BY id;
UPDATE vw SET id = 1;

-- case: delete from a view with an aggregate
-- setup: CREATE VIEW vw AS SELECT max(id) AS m FROM tgen;
DELETE FROM vw;

-- case: delete from a join
-- setup: CREATE VIEW vw AS SELECT tgen.id FROM tgen JOIN trep USING (id);
DELETE FROM vw;

-- case: delete from a view with a limit
-- setup: CREATE VIEW vw AS SELECT id FROM tgen LIMIT 5;
DELETE FROM vw;

-- case: update through a view looks foreign keys up
-- setup: CREATE VIEW vw AS SELECT id, pid AS p FROM child;
UPDATE vw SET p = 1;

-- case: insert that gives a view's column twice
-- setup: CREATE VIEW vw AS SELECT id, id AS same FROM tgen;
INSERT INTO vw VALUES (1, 1);

-- case: merge into a view
-- doc: data: MERGE into a view
-- postgres: 15
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
MERGE INTO vw USING trep ON vw.id = trep.id WHEN MATCHED THEN UPDATE SET a = trep.v;

-- case: merge into a view that does nothing
-- postgres: 17
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
MERGE INTO vw USING trep ON vw.id = trep.id WHEN MATCHED THEN DO NOTHING;

-- case: merge names its own side alone where the other is missing
-- postgres: 15
MERGE INTO tgen USING trep ON tgen.id = trep.id WHEN NOT MATCHED AND id > 5 THEN INSERT VALUES (id, v);

-- case: upsert through a view
-- doc: data: INSERT … ON CONFLICT into a view
-- setup: CREATE VIEW vw AS SELECT id AS i, v AS w FROM trep;
INSERT INTO vw VALUES (1, 1) ON CONFLICT (i) DO UPDATE SET w = 2;

-- case: lock table of a view
-- setup: CREATE VIEW vw AS SELECT id FROM tgen WHERE a IN (SELECT v FROM trep);
LOCK TABLE vw IN SHARE MODE;

-- case: lock table of views that read each other
-- setup: CREATE VIEW v1 AS SELECT id FROM tgen; CREATE VIEW v2 AS SELECT id FROM v1; CREATE OR REPLACE VIEW v1 AS SELECT id FROM v2;
LOCK TABLE v1 IN EXCLUSIVE MODE;

-- case: select from views that read each other
-- setup: CREATE VIEW v1 AS SELECT id FROM tgen; CREATE VIEW v2 AS SELECT id FROM v1; CREATE OR REPLACE VIEW v1 AS SELECT id FROM v2;
SELECT * FROM v1;

-- case: a rule beside an insert
-- doc: data: INSERT into a table with a rule DO ALSO
-- setup: CREATE RULE r AS ON INSERT TO tgen DO ALSO INSERT INTO ul VALUES (NEW.id, NEW.a);
INSERT INTO tgen VALUES (1, 1);

-- case: a rule in the place of an insert
-- doc: data: INSERT into a table with a rule DO INSTEAD
-- setup: CREATE RULE r AS ON INSERT TO child DO INSTEAD INSERT INTO ul VALUES (NEW.id, 1);
INSERT INTO child VALUES (100000, 1);

-- case: a rule in the place of a delete does nothing
-- setup: CREATE RULE r AS ON DELETE TO parent DO INSTEAD NOTHING;
DELETE FROM parent;

-- case: a rule with a condition, in the place of an insert
-- setup: CREATE RULE r AS ON INSERT TO tgen WHERE a > 5 DO INSTEAD INSERT INTO ul VALUES (NEW.id, 1);
INSERT INTO tgen VALUES (1, 1);

-- case: a rule with a condition that asks another table
-- setup: CREATE RULE r AS ON UPDATE TO tgen WHERE EXISTS (SELECT FROM trep WHERE v = NEW.a) DO ALSO DELETE FROM ul WHERE id = OLD.id;
UPDATE tgen SET a = 1 WHERE id = 1;

-- case: a rule whose action fires triggers
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE trep SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON ul FOR EACH STATEMENT EXECUTE FUNCTION wr();
-- setup: CREATE RULE r AS ON DELETE TO tgen DO ALSO INSERT INTO ul VALUES (OLD.id, 1);
DELETE FROM tgen WHERE id = 1;

-- case: a view that is written by rules, insert
-- setup: CREATE VIEW vw AS SELECT tgen.id, v FROM tgen JOIN trep ON trep.id = tgen.a;
-- setup: CREATE RULE r AS ON INSERT TO vw DO INSTEAD (INSERT INTO tgen VALUES (NEW.id, 1); INSERT INTO ul VALUES (NEW.id, NEW.v));
INSERT INTO vw VALUES (1, 1);

-- case: a view that is written by rules, update
-- setup: CREATE VIEW vw AS SELECT tgen.id, v FROM tgen JOIN trep ON trep.id = tgen.a;
-- setup: CREATE RULE r AS ON UPDATE TO vw DO INSTEAD UPDATE ul SET v = NEW.v WHERE id = OLD.id;
UPDATE vw SET v = 1 WHERE id = 1;

-- case: a view that is written by rules, returning
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
-- setup: CREATE RULE r AS ON INSERT TO vw DO INSTEAD INSERT INTO ul VALUES (NEW.id, 1);
INSERT INTO vw VALUES (1, 1) RETURNING id;

-- case: a view with nothing but a rule with a condition
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
-- setup: CREATE RULE r AS ON INSERT TO vw WHERE NEW.id > 5 DO INSTEAD INSERT INTO ul VALUES (NEW.id, 1);
INSERT INTO vw VALUES (1, 1);

-- case: rules that lead to themselves
-- setup: CREATE RULE r AS ON INSERT TO tgen DO ALSO INSERT INTO tgen VALUES (NEW.id + 1, 1);
INSERT INTO tgen VALUES (1, 1);

-- case: a disabled rule
-- setup: CREATE RULE r AS ON INSERT TO tgen DO INSTEAD NOTHING;
-- setup: ALTER TABLE tgen DISABLE RULE r;
INSERT INTO tgen VALUES (1, 1);

-- case: upsert into a table with rules
-- setup: CREATE RULE r AS ON UPDATE TO trep DO ALSO NOTIFY n;
INSERT INTO trep VALUES (1, 1) ON CONFLICT (id) DO NOTHING;

-- case: merge into a table with rules
-- postgres: 15
-- setup: CREATE RULE r AS ON DELETE TO tgen DO ALSO NOTIFY n;
MERGE INTO tgen USING trep ON tgen.id = trep.id WHEN MATCHED THEN UPDATE SET a = 1;

-- case: a rule of the table behind a view
-- setup: CREATE RULE r AS ON INSERT TO tgen DO ALSO INSERT INTO ul VALUES (NEW.id, 1);
-- setup: CREATE VIEW vw AS SELECT id FROM tgen;
INSERT INTO vw VALUES (1);

-- case: a rule of an insert whose condition names a column
CREATE RULE r AS ON INSERT TO tgen WHERE a > 5 DO INSTEAD NOTHING;

-- case: a rule of an update whose condition names a column
CREATE RULE r AS ON UPDATE TO tgen WHERE a > 5 DO INSTEAD NOTHING;

-- case: drop of a table takes a view with rules that write it
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
-- setup: CREATE RULE r AS ON INSERT TO vw DO INSTEAD INSERT INTO tgen VALUES (NEW.id, 1);
DROP TABLE tgen CASCADE;

-- case: a view with a check option
CREATE VIEW vw AS SELECT * FROM tgen WHERE a > 0 WITH LOCAL CHECK OPTION;

-- case: a view with a check option that cannot be written
CREATE VIEW vw AS SELECT a, count(*) FROM tgen GROUP BY a WITH CHECK OPTION;

-- case: a view that is replaced by one that cannot be written, with a check option
-- setup: CREATE VIEW vw AS SELECT a FROM tgen;
CREATE OR REPLACE VIEW vw AS SELECT DISTINCT a FROM tgen WITH CASCADED CHECK OPTION;

-- case: on conflict do nothing beside a constraint that can be deferred
-- setup: CREATE TABLE od (a int UNIQUE DEFERRABLE);
INSERT INTO od VALUES (1) ON CONFLICT DO NOTHING;

-- case: on conflict do nothing beside a constraint that can be deferred, of no rows
-- setup: CREATE TABLE od (a int UNIQUE DEFERRABLE);
INSERT INTO od SELECT a FROM tgen WHERE a < -1 ON CONFLICT DO NOTHING;

-- case: on conflict with a target beside a constraint that can be deferred
-- setup: CREATE TABLE od (a int UNIQUE DEFERRABLE, b int UNIQUE);
INSERT INTO od VALUES (1, 1) ON CONFLICT (b) DO NOTHING;

-- case: write a view of which no column can be written
-- setup: CREATE VIEW vu AS SELECT upper(b) AS x FROM t;
UPDATE vu SET x = DEFAULT;

-- case: insert into a view of which no column can be written
-- setup: CREATE VIEW vu AS SELECT upper(b) AS x FROM t;
INSERT INTO vu VALUES ('x');

-- case: insert defaults into a view of which no column can be written
-- setup: CREATE VIEW vu AS SELECT upper(b) AS x FROM t;
INSERT INTO vu DEFAULT VALUES;

-- case: delete from a view of which no column can be written
-- setup: CREATE VIEW vu AS SELECT upper(b) AS x FROM child, LATERAL (SELECT 'x'::text AS b) y;
DELETE FROM vu;

-- case: delete from a view of one expression
-- setup: CREATE VIEW vu AS SELECT id + 1 AS x FROM trep;
DELETE FROM vu;

-- case: check option on a view of which no column can be written
CREATE VIEW vu AS SELECT id + 1 AS x FROM trep WITH CHECK OPTION;

-- case: update one of a view with some written
-- setup: CREATE VIEW vu AS SELECT id + 1 AS x, id FROM trep;
UPDATE vu SET x = 1;

-- case: merge into a view of which no column can be written
-- postgres: 17
-- setup: CREATE VIEW vu AS SELECT id + 1 AS x FROM trep;
MERGE INTO vu USING t ON x = t.id WHEN MATCHED THEN DELETE;

-- case: merge insert into a view of which no column can be written
-- postgres: 17
-- setup: CREATE VIEW vu AS SELECT id + 1 AS x FROM trep;
MERGE INTO vu USING t ON x = t.id WHEN NOT MATCHED THEN INSERT VALUES (1);
