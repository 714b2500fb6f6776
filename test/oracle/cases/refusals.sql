-- What the server refuses before it does anything: expressions, persistence, counts, names.

-- case: a default with an aggregate
ALTER TABLE tgen ALTER COLUMN a SET DEFAULT avg(1);

-- case: a default with a set
ALTER TABLE tgen ADD COLUMN z int DEFAULT generate_series(1, 3);

-- case: a default with a window function
ALTER TABLE tgen ADD COLUMN z int DEFAULT row_number() OVER ();

-- case: an index over an aggregate
CREATE INDEX ON tgen (max(a));

-- case: an index over a subquery
CREATE INDEX ON tgen ((SELECT 1));

-- case: an index where a subquery is true
CREATE INDEX ON tgen (a) WHERE a > (SELECT 1);

-- case: a check with an aggregate
ALTER TABLE tgen ADD CHECK (sum(a) > 0);

-- case: a generated column with an aggregate
ALTER TABLE tgen ADD COLUMN z int GENERATED ALWAYS AS (max(a)) STORED;

-- case: a partition key with an aggregate
CREATE TABLE tn (id int) PARTITION BY RANGE ((avg(id)));

-- case: a partition key with a subquery
CREATE TABLE tn (id int) PARTITION BY LIST ((id = (SELECT 1)));

-- case: a partition key that is constant
CREATE TABLE tn (id int) PARTITION BY RANGE ((42));

-- case: a partition key of a system column
CREATE TABLE tn (id int) PARTITION BY RANGE (xmin);

-- case: a partition key without an order
CREATE TABLE tn (id point) PARTITION BY RANGE (id);

-- case: a partitioned table that inherits
CREATE TABLE tn (id int) INHERITS (inh) PARTITION BY RANGE (id);

-- case: a partitioned table that is unlogged
CREATE UNLOGGED TABLE tn (id int) PARTITION BY RANGE (id);

-- case: a temporary table in a schema
CREATE TEMP TABLE public.tn (id int);

-- case: an unlogged table in the temporary schema
CREATE UNLOGGED TABLE pg_temp.tn (id int);

-- case: a table in the temporary schema
CREATE TABLE pg_temp.tn (id int);

-- case: a table that follows a temporary one
CREATE TEMP TABLE mum (id int);
CREATE TABLE tn () INHERITS (mum);

-- case: a temporary table that follows one that is not
CREATE TEMP TABLE tn () INHERITS (inh);

-- case: a partition of a temporary table
CREATE TEMP TABLE mum (id int) PARTITION BY RANGE (id);
CREATE TABLE tn PARTITION OF mum DEFAULT;

-- case: a temporary partition
CREATE TEMP TABLE tn PARTITION OF pt DEFAULT;

-- case: on commit of a table that is not temporary
CREATE TABLE tn (id int) ON COMMIT DROP;

-- case: a view of a temporary table in a schema
CREATE TEMP TABLE mum (id int);
CREATE VIEW public.vn AS SELECT * FROM mum;

-- case: more values than columns
INSERT INTO tgen VALUES (1, 2, 3);

-- case: more values than the columns named
INSERT INTO tgen (id) VALUES (1, 2);

-- case: more columns named than values
INSERT INTO tgen (id, a) VALUES (1);

-- case: fewer values than columns
INSERT INTO tgen VALUES (1);

-- case: analyze a column that is not there
ANALYZE tgen (nope);

-- case: analyze a column twice
ANALYZE tgen (a, a);

-- case: analyze a column
ANALYZE tgen (a);

-- case: a key with the name of a relation
ALTER TABLE tgen ADD CONSTRAINT trep UNIQUE (id);

-- case: a key with the name of an index of the table
-- setup: ALTER TABLE tgen ADD CONSTRAINT uq UNIQUE (id);
ALTER TABLE tgen ADD CONSTRAINT uq UNIQUE (a);

-- case: a key with the name of another constraint
-- setup: ALTER TABLE tgen ADD CONSTRAINT ck CHECK (id > 0);
ALTER TABLE tgen ADD CONSTRAINT ck UNIQUE (a);

-- case: a not-null constraint beside a serial
-- postgres: 18
CREATE TABLE tn (a serial, CONSTRAINT foo NOT NULL a);

-- case: a named not-null constraint keeps its name
-- postgres: 18
-- setup: CREATE TABLE tn (a serial, CONSTRAINT foo NOT NULL a);
ALTER TABLE tn DROP CONSTRAINT foo;

-- case: two names for a not-null constraint
-- postgres: 18
CREATE TABLE tn (a int CONSTRAINT foo NOT NULL, CONSTRAINT bar NOT NULL a);

-- case: a not-null constraint that is inherited and is not
-- postgres: 18
CREATE TABLE tn (a int NOT NULL NO INHERIT, NOT NULL a);

-- case: a not-null constraint of a partitioned table that is not inherited
-- postgres: 18
CREATE TABLE tn (a int, NOT NULL a NO INHERIT) PARTITION BY RANGE (a);

-- case: move a table to the schema it is in
ALTER TABLE tserial SET SCHEMA public;

-- case: prepare a query of a partitioned table
PREPARE q1 AS SELECT * FROM pt WHERE id = 5;

-- case: prepare a query of a view
PREPARE q2 AS SELECT * FROM v;

-- case: prepare an insert
PREPARE q3 AS INSERT INTO tserial (v) VALUES ($1);

-- case: prepare an update of a parent
PREPARE q4 AS UPDATE inh SET v = 1;

-- case: when a remote server has applied it
SET synchronous_commit = remote_apply;

-- case: plans for all values
SET plan_cache_mode = force_generic_plan;

-- case: an isolation level
SET default_transaction_isolation = 'repeatable read';

-- case: a plan cache mode that there is not
SET plan_cache_mode = force_something;

-- case: a row trigger on TRUNCATE
CREATE TRIGGER tr BEFORE TRUNCATE ON tgen FOR EACH ROW EXECUTE FUNCTION trg();

-- case: a trigger in the place of a statement
CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: a trigger in the place of an insert where a condition holds
CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION trg();

-- case: a trigger on TRUNCATE of a view
CREATE TRIGGER tr BEFORE TRUNCATE ON v FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: transition tables of a trigger before
CREATE TRIGGER tr BEFORE INSERT ON tgen REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: transition tables of two events
CREATE TRIGGER tr AFTER INSERT OR UPDATE ON tgen REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: the old rows of an insert
CREATE TRIGGER tr AFTER INSERT ON tgen REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: transition tables of some columns
CREATE TRIGGER tr AFTER UPDATE OF a ON tgen REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: transition tables by row of a partitioned table
CREATE TRIGGER tr AFTER UPDATE ON pt REFERENCING NEW TABLE AS n FOR EACH ROW EXECUTE FUNCTION trg();

-- case: transition tables by row of a partition
CREATE TRIGGER tr AFTER UPDATE ON pt1 REFERENCING NEW TABLE AS n FOR EACH ROW EXECUTE FUNCTION trg();

-- case: transition tables with one name
CREATE TRIGGER tr AFTER UPDATE ON tgen REFERENCING OLD TABLE AS n NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: transition tables
CREATE TRIGGER tr AFTER UPDATE ON tgen REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: a trigger on INSERT that looks at old values
CREATE TRIGGER tr BEFORE INSERT OR UPDATE ON tgen FOR EACH ROW WHEN (old.a IS DISTINCT FROM new.a) EXECUTE FUNCTION trg();

-- case: a trigger on DELETE that looks at new values
CREATE TRIGGER tr AFTER DELETE ON tgen FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION trg();

-- case: a trigger by statement that looks at values
CREATE TRIGGER tr AFTER UPDATE ON tgen FOR EACH STATEMENT WHEN (old.a > 0) EXECUTE FUNCTION trg();

-- case: a trigger that looks into another table
CREATE TRIGGER tr AFTER UPDATE ON tgen FOR EACH ROW WHEN (old.a > (SELECT max(v) FROM trep)) EXECUTE FUNCTION trg();

-- case: a trigger before that looks at a generated column
-- setup: CREATE TABLE gt (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
CREATE TRIGGER tr BEFORE UPDATE ON gt FOR EACH ROW WHEN (new.b > 0) EXECUTE FUNCTION trg();

-- case: a trigger that would replace a constraint trigger
-- setup: CREATE CONSTRAINT TRIGGER tr AFTER UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION trg();
CREATE OR REPLACE TRIGGER tr AFTER UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION trg();

-- case: a new column that is not null reaches the child that has it
-- setup: CREATE TABLE mum (id int); CREATE TABLE kid (z int) INHERITS (mum);
ALTER TABLE mum ADD COLUMN z int NOT NULL;

-- case: a new column that is not null and has a default reaches the child that has it
-- setup: CREATE TABLE mum (id int); CREATE TABLE kid (z int) INHERITS (mum); CREATE TABLE grandkid () INHERITS (kid);
ALTER TABLE mum ADD COLUMN z int NOT NULL DEFAULT 0;
