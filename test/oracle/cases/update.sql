-- case: update a set id = 1
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
update a set id = 1;

-- case: update
-- doc: data: UPDATE
UPDATE t SET a=-id WHERE id=1;

-- case: update ... limit
UPDATE t SET a=1 LIMIT 10;

-- case: 109 update of a published table without a replica identity
-- setup: CREATE PUBLICATION pub9 FOR TABLE tgen;
UPDATE tgen SET a = 1;

-- case: 109 update where all tables are published
-- setup: CREATE PUBLICATION pub9 FOR ALL TABLES;
UPDATE tgen SET a = 1;

-- case: 117 update after DDL
ALTER TABLE tgen ADD COLUMN z int;
UPDATE tgen SET z = 1;

-- case: 119 update by ctid
UPDATE tgen SET a = 1 WHERE ctid IN (SELECT ctid FROM tgen LIMIT 10 FOR UPDATE SKIP LOCKED);

-- case: 130 returning old
UPDATE tgen SET a = 1 RETURNING OLD.a;

-- case: 39 update of rows that a check not valid does not allow
-- setup: CREATE TABLE w (id int, z int);
-- setup: INSERT INTO w VALUES (1, -1);
-- setup: ALTER TABLE w ADD CONSTRAINT wz CHECK (z > 0) NOT VALID;
UPDATE w SET id = 2;

-- case: 39 update of rows that a foreign key not valid does not allow
-- setup: CREATE TABLE w (id int, p bigint);
-- setup: INSERT INTO w VALUES (1, -1);
-- setup: ALTER TABLE w ADD FOREIGN KEY (p) REFERENCES parent (id) NOT VALID;
UPDATE w SET id = 2;

-- case: UPDATE in a missing schema
UPDATE nowhere.t SET a = 1;

-- case: update a referenced key
-- doc: data: UPDATE of a key that others reference
UPDATE parent SET id = 5000 WHERE id = 1000;

-- case: update the column of a foreign key
-- doc: data: UPDATE of a column with a foreign key
UPDATE child SET pid = 2 WHERE id = 1;
