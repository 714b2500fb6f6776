-- case: type of a column that references a sub-partitioned table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE k3 PARTITION OF k FOR VALUES IN (3);
-- setup: CREATE TABLE f (a int REFERENCES k, b int);
ALTER TABLE f ALTER a TYPE bigint;

-- case: drop a foreign key onto a sub-partitioned table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k, b int);
ALTER TABLE f DROP CONSTRAINT f_a_fkey;

-- case: drop a table with a foreign key onto a sub-partitioned table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k, b int);
DROP TABLE f;

-- case: drop a column with a foreign key onto a sub-partitioned table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k, b int);
ALTER TABLE f DROP COLUMN a;

-- case: type of a column whose foreign key onto a partitioned table is not enforced
-- postgres: 18
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k NOT ENFORCED, b int);
ALTER TABLE f ALTER a TYPE bigint;

-- case: drop a foreign key onto a partitioned table that is not enforced
-- postgres: 18
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k NOT ENFORCED, b int);
ALTER TABLE f DROP CONSTRAINT f_a_fkey;

-- case: drop a column of a referenced partitioned table
-- setup: CREATE TABLE k (a int PRIMARY KEY, b int) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k, b int);
ALTER TABLE k DROP COLUMN b;

-- case: type of a key column of a referenced partitioned table
-- setup: CREATE TABLE k (id int, a int, PRIMARY KEY (id, a)) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (id int, a int, FOREIGN KEY (id, a) REFERENCES k);
ALTER TABLE k ALTER id TYPE bigint;

-- case: type of a key column that a partitioned table references
-- setup: CREATE TABLE k (id int, a int, PRIMARY KEY (id, a)) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (id int, a int, FOREIGN KEY (id, a) REFERENCES k) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
ALTER TABLE k ALTER id TYPE bigint;

-- case: type of a column of a partitioned table that references another
-- setup: CREATE TABLE k (id int, a int, PRIMARY KEY (id, a)) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (id int, a int, FOREIGN KEY (id, a) REFERENCES k) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
ALTER TABLE f ALTER id TYPE bigint;

-- case: drop a foreign key between partitioned tables
-- setup: CREATE TABLE k (id int, a int, PRIMARY KEY (id, a)) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (id int, a int, FOREIGN KEY (id, a) REFERENCES k) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
ALTER TABLE f DROP CONSTRAINT f_id_a_fkey;

-- case: drop a foreign key of only the partitioned table
-- setup: CREATE TABLE k (id int, a int, PRIMARY KEY (id, a)) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (id int, a int, FOREIGN KEY (id, a) REFERENCES k) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
ALTER TABLE ONLY f DROP CONSTRAINT f_id_a_fkey;

-- case: drop the key of only the partitioned table
-- setup: CREATE TABLE k (id int, a int, PRIMARY KEY (id, a)) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
ALTER TABLE ONLY k DROP CONSTRAINT k_pkey;

-- case: drop a check of only the partitioned table
-- setup: CREATE TABLE k (id int, a int, CHECK (id > 0)) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
ALTER TABLE ONLY k DROP CONSTRAINT k_id_check;

-- case: disable all triggers of a partitioned table with a foreign key
-- setup: CREATE TABLE c (id int PRIMARY KEY);
-- setup: CREATE TABLE f (id int REFERENCES c, a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
ALTER TABLE f DISABLE TRIGGER ALL;

-- case: enable all triggers of a referenced partitioned table
-- setup: CREATE TABLE k (id int, a int, PRIMARY KEY (id, a)) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: CREATE TABLE f (id int, a int, FOREIGN KEY (id, a) REFERENCES k);
ALTER TABLE k ENABLE TRIGGER ALL;

-- case: disable all triggers of only the partitioned table
-- setup: CREATE TABLE c (id int PRIMARY KEY);
-- setup: CREATE TABLE f (id int REFERENCES c, a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
ALTER TABLE ONLY f DISABLE TRIGGER ALL;

-- case: disable user triggers of a partitioned table with a foreign key
-- setup: CREATE TABLE c (id int PRIMARY KEY);
-- setup: CREATE TABLE f (id int REFERENCES c, a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
ALTER TABLE f DISABLE TRIGGER USER;

-- case: disable all triggers of a partitioned table with a deferrable key
-- setup: CREATE TABLE f (id int, a int, UNIQUE (id, a) DEFERRABLE) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
ALTER TABLE f DISABLE TRIGGER ALL;

-- case: disable all triggers where a partition has one of its own
-- setup: CREATE FUNCTION trgs() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
-- setup: CREATE TRIGGER own AFTER INSERT ON f11 FOR EACH ROW EXECUTE FUNCTION trgs();
-- setup: CREATE TRIGGER tr AFTER INSERT ON f FOR EACH ROW EXECUTE FUNCTION trgs();
ALTER TABLE f DISABLE TRIGGER ALL;

-- case: storage parameter of a partitioned table
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
ALTER TABLE f SET (autovacuum_enabled = false);

-- case: reset a storage parameter of a partitioned table
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
ALTER TABLE f RESET (autovacuum_enabled);

-- case: create a partitioned table with a storage parameter
CREATE TABLE f (id int, a int) PARTITION BY LIST (a) WITH (fillfactor = 70);

-- case: a partitioned table without cluster
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
ALTER TABLE f SET WITHOUT CLUSTER;

-- case: storage parameter of a partitioned index
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
-- setup: CREATE INDEX f_i ON f (id);
ALTER INDEX f_i SET (fillfactor = 70);

-- case: reset a storage parameter of a partitioned index
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
-- setup: CREATE INDEX f_i ON f (id);
ALTER INDEX f_i RESET (fillfactor);

-- case: cluster a partitioned table in a transaction
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
-- setup: CREATE INDEX f_i ON f (id);
CLUSTER f USING f_i;

-- case: cluster a partitioned table that was not clustered
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
CLUSTER f;

-- case: cluster a partitioned table on nothing
-- setup: CREATE TABLE f (id int, a int) PARTITION BY LIST (a);
ALTER TABLE f CLUSTER ON nope;

-- case: unlogged partition of a referenced table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k, b int);
ALTER TABLE k1 SET UNLOGGED;

-- case: unlogged partition that references a partitioned table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k, b int) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
ALTER TABLE f1 SET UNLOGGED;

-- case: alter a foreign key that came from the parent
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE f (a int REFERENCES k, b int) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
ALTER TABLE f1 ALTER CONSTRAINT f_a_fkey DEFERRABLE;

-- case: validate a foreign key that came from the parent
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE f (a int REFERENCES k, b int) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
ALTER TABLE f1 VALIDATE CONSTRAINT f_a_fkey;

-- case: attach a table made from a function's rows
-- setup: CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
-- setup: CREATE TABLE c AS SELECT g, g AS b FROM generate_series(1, 10) g;
-- setup: ALTER TABLE c RENAME COLUMN g TO a;
ALTER TABLE p ATTACH PARTITION c DEFAULT;

-- case: attach a table made from several types
-- setup: CREATE TABLE p (a int, b text, d date) PARTITION BY LIST (a);
-- setup: CREATE TABLE c AS SELECT g AS a, 'x' AS b, current_date AS d FROM generate_series(1, 10) AS g;
ALTER TABLE p ATTACH PARTITION c DEFAULT;

-- case: attach a table made from all that a function gives
-- setup: CREATE TABLE p (generate_series int) PARTITION BY LIST (generate_series);
-- setup: CREATE TABLE c AS SELECT * FROM generate_series(1, 10);
ALTER TABLE p ATTACH PARTITION c DEFAULT;

-- case: attach a table made from a function of the user's
-- setup: CREATE FUNCTION fn() RETURNS TABLE (a int, b text) LANGUAGE sql AS $$ SELECT 1, 'x'::text $$;
-- setup: CREATE TABLE p (a int, b text) PARTITION BY LIST (a);
-- setup: CREATE TABLE c AS SELECT * FROM fn();
ALTER TABLE p ATTACH PARTITION c DEFAULT;

-- case: add a not null column that a child has
-- setup: CREATE TABLE p (id int);
-- setup: CREATE TABLE c (id int, x int) INHERITS (p);
-- setup: CREATE TABLE gc () INHERITS (c);
-- setup: INSERT INTO c VALUES (1, 1);
ALTER TABLE p ADD COLUMN x int NOT NULL DEFAULT 5;

-- case: add a not null column that a child has not null
-- setup: CREATE TABLE p (id int);
-- setup: CREATE TABLE c (id int, x int NOT NULL) INHERITS (p);
-- setup: INSERT INTO c VALUES (1, 1);
ALTER TABLE p ADD COLUMN x int NOT NULL;

-- case: add a not null column that a child has and checks
-- setup: CREATE TABLE p (id int);
-- setup: CREATE TABLE c (id int, x int, CHECK (x IS NOT NULL)) INHERITS (p);
-- setup: CREATE TABLE d () INHERITS (p);
-- setup: INSERT INTO c VALUES (1, 1);
ALTER TABLE p ADD COLUMN x int NOT NULL DEFAULT 1;

-- case: type of an attribute of a type whose table has children
-- setup: CREATE TYPE ty AS (a int, b text);
-- setup: CREATE TABLE ot OF ty;
-- setup: CREATE TABLE tc (c int) INHERITS (ot);
-- setup: INSERT INTO tc VALUES (1, 'x', 2);
ALTER TYPE ty ALTER ATTRIBUTE a TYPE bigint CASCADE;

-- case: add an attribute to a type whose table has children
-- setup: CREATE TYPE ty AS (a int, b text);
-- setup: CREATE TABLE ot OF ty;
-- setup: CREATE TABLE tc (c int) INHERITS (ot);
-- setup: INSERT INTO tc VALUES (1, 'x', 2);
ALTER TYPE ty ADD ATTRIBUTE d int CASCADE;

-- case: drop an attribute of a type whose table has children
-- setup: CREATE TYPE ty AS (a int, b text);
-- setup: CREATE TABLE ot OF ty;
-- setup: CREATE TABLE tc (c int) INHERITS (ot);
-- setup: INSERT INTO tc VALUES (1, 'x', 2);
ALTER TYPE ty DROP ATTRIBUTE b CASCADE;

-- case: rename an attribute of a type whose table has children
-- setup: CREATE TYPE ty AS (a int, b text);
-- setup: CREATE TABLE ot OF ty;
-- setup: CREATE TABLE tc (c int) INHERITS (ot);
-- setup: INSERT INTO tc VALUES (1, 'x', 2);
ALTER TYPE ty RENAME ATTRIBUTE b TO bb CASCADE;

-- case: index where a partition has an invalid one
-- setup: CREATE TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2) PARTITION BY LIST (id);
-- setup: CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1);
-- setup: CREATE INDEX p1_v ON ONLY p1 (v);
CREATE INDEX p_v ON p (v);

-- case: attach with an invalid index
-- setup: CREATE TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE INDEX p_v ON p (v);
-- setup: CREATE TABLE p1 (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1);
-- setup: CREATE INDEX p1_v ON ONLY p1 (v);
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1, 2);

-- case: attach an index to an invalid one
-- setup: CREATE TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
-- setup: CREATE INDEX p_v ON ONLY p (v);
-- setup: CREATE INDEX p1_v ON p1 (v);
ALTER INDEX p_v ATTACH PARTITION p1_v;

-- case: a check that the parent has otherwise
-- setup: CREATE TABLE p (id int, v int, CONSTRAINT ck CHECK (v > 0));
CREATE TABLE c (CONSTRAINT ck CHECK (v > 1)) INHERITS (p);

-- case: a partition with a check of its parent
-- setup: CREATE TABLE p (id int, v int, CONSTRAINT ck CHECK (v > 0)) PARTITION BY LIST (id);
CREATE TABLE c PARTITION OF p (CONSTRAINT ck CHECK (v > 0)) FOR VALUES IN (1);

-- case: a partition with a check that the parent has otherwise
-- setup: CREATE TABLE p (id int, v int, CONSTRAINT ck CHECK (v > 0)) PARTITION BY LIST (id);
CREATE TABLE c PARTITION OF p (CONSTRAINT ck CHECK (v > 1)) FOR VALUES IN (1);

-- case: add a check that the parent has otherwise
-- setup: CREATE TABLE p (id int, v int, CONSTRAINT ck CHECK (v > 0));
-- setup: CREATE TABLE c () INHERITS (p);
ALTER TABLE c ADD CONSTRAINT ck CHECK (v > 1);

-- case: add a check that a partition has
-- setup: CREATE TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: INSERT INTO p VALUES (1, 1);
-- setup: ALTER TABLE c ADD CONSTRAINT ck CHECK (v > 0);
ALTER TABLE p ADD CONSTRAINT ck CHECK (v > 0);

-- case: add a check that a partition has otherwise
-- setup: CREATE TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: INSERT INTO p VALUES (1, 1);
-- setup: ALTER TABLE c ADD CONSTRAINT ck CHECK (v < 10);
ALTER TABLE p ADD CONSTRAINT ck CHECK (v > 0);

-- case: add a check not valid that a partition has
-- setup: CREATE TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: INSERT INTO p VALUES (1, 1);
-- setup: ALTER TABLE c ADD CONSTRAINT ck CHECK (v > 0);
ALTER TABLE p ADD CONSTRAINT ck CHECK (v > 0) NOT VALID;

-- case: add a column with a default as the key
-- setup: CREATE TABLE nt (a int);
-- setup: INSERT INTO nt VALUES (1);
ALTER TABLE nt ADD COLUMN x int DEFAULT 5, ADD PRIMARY KEY (x);

-- case: add an identity column as the key
-- setup: CREATE TABLE nt (a int);
-- setup: INSERT INTO nt VALUES (1);
ALTER TABLE nt ADD COLUMN x int GENERATED ALWAYS AS IDENTITY, ADD PRIMARY KEY (x);

-- case: add a volatile column as the key
-- setup: CREATE TABLE nt (a int);
-- setup: INSERT INTO nt VALUES (1);
ALTER TABLE nt ADD COLUMN x uuid DEFAULT gen_random_uuid(), ADD PRIMARY KEY (x);

-- case: add two columns as the key
-- setup: CREATE TABLE nt (a int);
-- setup: INSERT INTO nt VALUES (1);
ALTER TABLE nt ADD COLUMN x int DEFAULT 5, ADD COLUMN y int DEFAULT 6, ADD CONSTRAINT pk PRIMARY KEY (x, y);

-- case: add a column with a default and set it not null
-- setup: CREATE TABLE nt (a int);
-- setup: INSERT INTO nt VALUES (1);
ALTER TABLE nt ADD COLUMN x int DEFAULT 5, ALTER COLUMN x SET NOT NULL;

-- case: attach with the same foreign key onto a partitioned one
-- setup: CREATE TABLE k (id int PRIMARY KEY) PARTITION BY LIST (id);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE p (id int REFERENCES k, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c (id int REFERENCES k, v int);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: attach under a trigger that the table has too
-- setup: CREATE FUNCTION trgs() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
-- setup: CREATE TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TRIGGER tr BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION trgs();
-- setup: CREATE TABLE c (id int, v int);
-- setup: CREATE TRIGGER tr BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION trgs();
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: drop a schema that holds statistics
-- setup: CREATE SCHEMA z;
-- setup: CREATE TABLE s (a int, b int);
-- setup: CREATE STATISTICS st ON a, b FROM s;
-- setup: ALTER STATISTICS st SET SCHEMA z;
DROP SCHEMA z CASCADE;

-- case: drop a schema that holds statistics, restricted
-- setup: CREATE SCHEMA z;
-- setup: CREATE TABLE s (a int, b int);
-- setup: CREATE STATISTICS z.st ON a, b FROM s;
DROP SCHEMA z;

-- case: drop statistics under their new name
-- setup: CREATE TABLE s (a int, b int);
-- setup: CREATE STATISTICS st ON a, b FROM s;
-- setup: ALTER STATISTICS st RENAME TO st2;
DROP STATISTICS st2;

-- case: alter statistics that are not there
-- setup: CREATE TABLE s (a int, b int);
-- setup: CREATE STATISTICS st ON a, b FROM s;
ALTER STATISTICS nope SET STATISTICS 100;

-- case: attach to a table with an identity
-- postgres: 17
-- setup: CREATE TABLE p (id bigint GENERATED ALWAYS AS IDENTITY, v int) PARTITION BY LIST (v);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: CREATE TABLE d (id bigint NOT NULL, v int);
ALTER TABLE p ATTACH PARTITION d FOR VALUES IN (2);

-- case: identity for a partitioned table
-- postgres: 17
-- setup: CREATE TABLE p (id bigint NOT NULL, v int) PARTITION BY LIST (v);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
ALTER TABLE p ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;

-- case: drop an identity of a partitioned table
-- postgres: 17
-- setup: CREATE TABLE p (id bigint GENERATED ALWAYS AS IDENTITY, v int) PARTITION BY LIST (v);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
ALTER TABLE p ALTER id DROP IDENTITY;

-- case: attach a table with an identity
-- postgres: 17
-- setup: CREATE TABLE p (id bigint GENERATED ALWAYS AS IDENTITY, v int) PARTITION BY LIST (v);
-- setup: CREATE TABLE d (id bigint GENERATED ALWAYS AS IDENTITY, v int);
ALTER TABLE p ATTACH PARTITION d FOR VALUES IN (2);
