-- case: 61 create index concurrently in a body
DO $$ BEGIN CREATE INDEX CONCURRENTLY i1 ON tgen (id); END $$;

-- case: 62 create index concurrently if not exists
-- blocked-by: LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE;
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a_idx ON t (a);

-- case: 66 drop index of a constraint
DROP INDEX parent_u_key;

-- case: 67 drop two indexes concurrently
-- blocked-by: SELECT 1;
DROP INDEX CONCURRENTLY t_a_idx, t_c_idx;

-- case: 67 drop an index concurrently, cascade
-- blocked-by: SELECT 1;
DROP INDEX CONCURRENTLY t_a_idx CASCADE;

-- case: 67 drop a constraint's index concurrently
-- blocked-by: SELECT 1;
DROP INDEX CONCURRENTLY parent_u_key;

-- case: 67 drop a partitioned index concurrently
-- setup: CREATE INDEX pti ON pt (id);
-- blocked-by: SELECT 1;
DROP INDEX CONCURRENTLY pti;

-- case: 67 drop an index concurrently that is not there, in a transaction
DROP INDEX CONCURRENTLY IF EXISTS nope;

-- case: 69 reindex a table
REINDEX TABLE t;

-- case: 69 reindex a partitioned table in a transaction
REINDEX TABLE pt;

-- case: 69 reindex a schema concurrently
-- blocked-by: SELECT 1;
REINDEX SCHEMA CONCURRENTLY nope;

-- case: 69 reindex an index of a partitioned table
-- setup: CREATE INDEX pti ON pt (id);
REINDEX INDEX pt1_id_idx;

-- case: 71 dropped, then created
DROP INDEX t_a_idx;
CREATE INDEX t_a_idx ON t (a, bi);

-- case: 72 drop the index of the replica identity
-- setup: ALTER TABLE t REPLICA IDENTITY USING INDEX t_nnuq_idx;
DROP INDEX t_nnuq_idx;

-- case: 72 drop the index that a foreign key needs
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
-- setup: CREATE TABLE wc (id int REFERENCES tgen (id));
DROP INDEX wi;

-- case: 72 on conflict without its index
DROP INDEX t_nnuq_idx;
INSERT INTO t (id, nn) VALUES (1, 1) ON CONFLICT (nn) DO NOTHING;

-- case: 73 hash index
CREATE INDEX wh ON tgen USING hash (id);

-- case: 73 unique hash index
CREATE UNIQUE INDEX wh ON tgen USING hash (id);

-- case: 90 refresh concurrently without a unique index
-- setup: CREATE MATERIALIZED VIEW mv2 AS SELECT id FROM tgen;
REFRESH MATERIALIZED VIEW CONCURRENTLY mv2;

-- case: 90 refresh concurrently what is not populated
-- setup: REFRESH MATERIALIZED VIEW mv WITH NO DATA;
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;

-- case: 90 read a view that is not populated
-- setup: REFRESH MATERIALIZED VIEW mv WITH NO DATA;
SELECT * FROM mv;

-- case: 91 replace a view without a column
CREATE OR REPLACE VIEW v AS SELECT id FROM t;

-- case: 91 replace a view with a renamed column
CREATE OR REPLACE VIEW v AS SELECT id AS key, a FROM t;

-- case: 91 replace a view with another order
CREATE OR REPLACE VIEW v AS SELECT a, id FROM t;

-- case: 91 replace a view with another type
CREATE OR REPLACE VIEW v AS SELECT id, a::bigint AS a FROM t;

-- case: 91 replace a view with one column more
CREATE OR REPLACE VIEW v AS SELECT id, a, nn FROM t;

-- case: 92 a view keeps the old name of a renamed column
ALTER TABLE t RENAME COLUMN a TO aa;
SELECT a FROM v;

-- case: 92 a view of all columns does not get the new one
-- setup: CREATE VIEW vt AS SELECT * FROM tgen;
ALTER TABLE tgen ADD COLUMN z int;
SELECT z FROM vt;

-- case: 93 sequence restart, and nextval
ALTER SEQUENCE sq RESTART WITH 5;
SELECT nextval('sq');

-- case: 93 sequence without a change
ALTER SEQUENCE sq OWNED BY NONE;

-- case: 93 sequence unlogged
ALTER SEQUENCE sq SET UNLOGGED;

-- case: 94 sequence to smallint
ALTER SEQUENCE tserial_id_seq AS smallint;

-- case: 97 disable all triggers
ALTER TABLE child DISABLE TRIGGER ALL;

-- case: 98 drop a trigger of a partitioned table
-- setup: CREATE TRIGGER ptt BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
DROP TRIGGER ptt ON pt;

-- case: 100 a policy that reads another table
CREATE POLICY p9 ON t USING (EXISTS (SELECT 1 FROM child WHERE child.tid = t.id));

-- case: 101 view with security_invoker
CREATE VIEW w WITH (security_invoker = true) AS SELECT id FROM tgen;

-- case: 101 view with security_invoker afterwards
ALTER VIEW v SET (security_invoker = true);

-- case: 102 value added and used
ALTER TYPE en ADD VALUE 'z';
INSERT INTO t (id, nn, e) VALUES (2000, 2000, 'z');

-- case: 103 enum made, widened and used in one transaction
CREATE TYPE en9 AS ENUM ('a');
ALTER TYPE en9 ADD VALUE 'b';
CREATE TABLE w (e en9 DEFAULT 'b');

-- case: 103 enum made with all its values and used
CREATE TYPE en9 AS ENUM ('a', 'b');
CREATE TABLE w (e en9 DEFAULT 'b');

-- case: 104 a value renamed and the old one used
ALTER TYPE en RENAME VALUE 'x' TO 'xx';
SELECT id FROM t WHERE e = 'x';

-- case: 105 domain not null
ALTER DOMAIN dom SET NOT NULL;

-- case: 105 domain check, two tables
-- setup: CREATE TABLE w (d dom);
ALTER DOMAIN dom ADD CHECK (VALUE > -5);

-- case: 106 composite attribute dropped
ALTER TYPE comp DROP ATTRIBUTE f2;

-- case: 106 composite attribute of another type, not used
-- setup: CREATE TYPE comp2 AS (a int);
ALTER TYPE comp2 ALTER ATTRIBUTE a TYPE bigint;

-- case: 106 composite attribute with a typed table
-- setup: CREATE TYPE comp2 AS (a int);
-- setup: CREATE TABLE w OF comp2;
ALTER TYPE comp2 ADD ATTRIBUTE b int CASCADE;

-- case: 107 a function that an index uses
-- setup: CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)';
-- setup: CREATE INDEX wl ON t (low(b));
CREATE OR REPLACE FUNCTION low(text) RETURNS text LANGUAGE sql VOLATILE AS 'select lower($1)';

-- case: 107 drop a function that an index uses
-- setup: CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)';
-- setup: CREATE INDEX wl ON t (low(b));
DROP FUNCTION low(text);

-- case: 107 drop a function that an index uses, cascade
-- setup: CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)';
-- setup: CREATE INDEX wl ON t (low(b));
DROP FUNCTION low(text) CASCADE;

-- case: 107 drop a function that a check uses, cascade
-- setup: CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)';
-- setup: ALTER TABLE t ADD CONSTRAINT lowc CHECK (low(b) = b);
DROP FUNCTION low(text) CASCADE;

-- case: 107 drop a function that a trigger uses
DROP FUNCTION trg();

-- case: 108 grant on all tables
GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC;

-- case: 109 update of a published table without a replica identity
-- setup: CREATE PUBLICATION pub9 FOR TABLE tgen;
UPDATE tgen SET a = 1;

-- case: 109 insert into a published table without a replica identity
-- setup: CREATE PUBLICATION pub9 FOR TABLE tgen;
INSERT INTO tgen VALUES (1, 1);

-- case: 109 delete from a published table with a replica identity of all
-- setup: CREATE PUBLICATION pub9 FOR TABLE tgen;
-- setup: ALTER TABLE tgen REPLICA IDENTITY FULL;
DELETE FROM tgen;

-- case: 109 delete where only inserts are published
-- setup: CREATE PUBLICATION pub9 FOR TABLE tgen WITH (publish = 'insert');
DELETE FROM tgen;

-- case: 109 update where all tables are published
-- setup: CREATE PUBLICATION pub9 FOR ALL TABLES;
UPDATE tgen SET a = 1;

-- case: 113 set local lock_timeout
SET LOCAL lock_timeout = '2s';

-- case: 114 a unit that does not exist
SET lock_timeout = '5 seconds';

-- case: 114 a timeout of zero
SET lock_timeout = 0;

-- case: 114 a negative timeout
SET lock_timeout = -2;

-- case: 115 work after an exclusive lock
ALTER TABLE tgen ADD COLUMN z int;
CREATE INDEX wi ON tgen (a);

-- case: 117 update after DDL
ALTER TABLE tgen ADD COLUMN z int;
UPDATE tgen SET z = 1;

-- case: 118 delete without where
DELETE FROM child;

-- case: 119 delete with a limit
DELETE FROM tgen LIMIT 10;

-- case: 119 update by ctid
UPDATE tgen SET a = 1 WHERE ctid IN (SELECT ctid FROM tgen LIMIT 10 FOR UPDATE SKIP LOCKED);

-- case: 120 delete by key, skipping locked rows
WITH batch AS (SELECT id FROM trep ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED)
DELETE FROM trep USING batch WHERE trep.id = batch.id;

-- case: 124 a column that is there already, if not exists
ALTER TABLE tgen ADD COLUMN IF NOT EXISTS a int;

-- case: 129 on conflict where no index fits
INSERT INTO tgen VALUES (1, 1) ON CONFLICT (id) DO NOTHING;

-- case: 130 nulls not distinct
CREATE UNIQUE INDEX wi ON tgen (id) NULLS NOT DISTINCT;

-- case: 130 merge
MERGE INTO trep USING tgen ON trep.id = tgen.id WHEN NOT MATCHED THEN INSERT VALUES (tgen.id, 1);

-- case: 130 merge with not matched by source
MERGE INTO trep USING tgen ON trep.id = tgen.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- case: 130 merge with returning
MERGE INTO trep USING tgen ON trep.id = tgen.id WHEN MATCHED THEN DELETE RETURNING trep.id;

-- case: 130 not enforced
ALTER TABLE tgen ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;

-- case: 130 transaction_timeout
SET transaction_timeout = '5s';

-- case: 130 returning old
UPDATE tgen SET a = 1 RETURNING OLD.a;

-- case: 130 without overlaps
CREATE TABLE w (id int, r int4range, PRIMARY KEY (id, r WITHOUT OVERLAPS));

-- case: 130 copy with on_error
COPY tgen FROM PROGRAM 'true' WITH (ON_ERROR ignore);

-- case: 130 any_value
SELECT any_value(a) FROM tgen;

-- case: 130 uuidv7
SELECT uuidv7();

-- case: 130 default of uuidv7
ALTER TABLE tgen ADD COLUMN u uuid DEFAULT uuidv7();

-- case: 130 json_table
SELECT * FROM json_table('[1]', '$[*]' COLUMNS (a int PATH '$'));

-- case: 130 is json
SELECT a IS JSON FROM (SELECT '1' AS a) x;

-- case: 130 subquery without an alias
SELECT * FROM (SELECT 1);

-- case: 130 publication of a schema
CREATE PUBLICATION pub9 FOR TABLES IN SCHEMA public;

-- case: 130 publication with a row filter
CREATE PUBLICATION pub9 FOR TABLE trep WHERE (id > 0);

-- case: 130 foreign key set null of a column
ALTER TABLE child ADD FOREIGN KEY (id, pid) REFERENCES parent (id, u) ON DELETE SET NULL (pid);

-- case: 130 create database with a locale provider
CREATE DATABASE x LOCALE_PROVIDER icu;

-- case: 130 statistics without a name
CREATE STATISTICS ON id, a FROM tgen;

-- case: 130 reindex database without a name
REINDEX DATABASE;

-- case: 130 analyze only
ANALYZE ONLY t;

-- case: 130 index on only a plain table
CREATE INDEX ON ONLY tgen (id);

-- case: 130 grant maintain
GRANT MAINTAIN ON tgen TO lockkeeper_oracle;

-- case: 130 grant set on parameter
GRANT SET ON PARAMETER log_min_duration_statement TO lockkeeper_oracle;

-- case: 130 alter default privileges on large objects
ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO lockkeeper_oracle;

-- case: 130 grant with inherit false
GRANT pg_monitor TO lockkeeper_oracle WITH INHERIT FALSE;

-- case: 130 set access method default
ALTER TABLE tgen SET ACCESS METHOD DEFAULT;

-- case: 130 partitioned table with an access method
CREATE TABLE w (id int) PARTITION BY RANGE (id) USING heap;

-- case: 130 virtual column in create table
CREATE TABLE w (id int, b int GENERATED ALWAYS AS (id) VIRTUAL);

-- case: 130 storage in create table
CREATE TABLE w (id int, b text STORAGE EXTERNAL);

-- case: 130 unlogged sequence
CREATE UNLOGGED SEQUENCE sq9;
