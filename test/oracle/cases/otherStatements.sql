-- case: enable always trigger
-- doc: table-options: ENABLE ALWAYS TRIGGER
ALTER TABLE t ENABLE ALWAYS TRIGGER trg1;

-- case: enable replica trigger
-- doc: table-options: ENABLE REPLICA TRIGGER
ALTER TABLE t ENABLE REPLICA TRIGGER trg1;

-- case: enable trigger all
-- doc: table-options: ENABLE TRIGGER ALL
ALTER TABLE t ENABLE TRIGGER ALL;

-- case: enable trigger user
-- doc: table-options: ENABLE TRIGGER USER
ALTER TABLE t ENABLE TRIGGER USER;

-- case: enable always rule
-- doc: table-options: ENABLE ALWAYS RULE
ALTER TABLE child ENABLE ALWAYS RULE rule1;

-- case: enable replica rule
-- doc: table-options: ENABLE REPLICA RULE
ALTER TABLE child ENABLE REPLICA RULE rule1;

-- case: disable rule
-- doc: table-options: DISABLE RULE
ALTER TABLE child DISABLE RULE rule1;

-- case: no force row level security
-- doc: table-options: NO FORCE ROW LEVEL SECURITY
ALTER TABLE t NO FORCE ROW LEVEL SECURITY;

-- case: foreign table
-- doc: tables: CREATE FOREIGN TABLE
CREATE FOREIGN DATA WRAPPER fdw0;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
CREATE FOREIGN TABLE ft (id int) SERVER srv;

-- case: options of a foreign table
-- doc: table-options: ALTER FOREIGN TABLE … OPTIONS
-- setup: CREATE FOREIGN DATA WRAPPER fdw0; CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
-- setup: CREATE FOREIGN TABLE ft (id int) SERVER srv;
ALTER FOREIGN TABLE ft OPTIONS (ADD a 'b');

-- case: options of a foreign table's column
-- doc: table-options: ALTER FOREIGN TABLE … ALTER COLUMN … OPTIONS
-- setup: CREATE FOREIGN DATA WRAPPER fdw0; CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
-- setup: CREATE FOREIGN TABLE ft (id int) SERVER srv;
ALTER FOREIGN TABLE ft ALTER COLUMN id OPTIONS (ADD a 'b');

-- case: options of a table that is not foreign
ALTER TABLE t OPTIONS (ADD a 'b');

-- case: options of a column of a table that is not foreign
ALTER TABLE t ALTER COLUMN a OPTIONS (ADD a 'b');

-- case: options of a column that is not there
-- setup: CREATE FOREIGN DATA WRAPPER fdw0; CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
-- setup: CREATE FOREIGN TABLE ft (id int) SERVER srv;
ALTER FOREIGN TABLE ft ALTER COLUMN nope OPTIONS (ADD a 'b');

-- case: set without oids
-- doc: table-options: SET WITHOUT OIDS (does nothing)
ALTER TABLE t SET WITHOUT OIDS;

-- case: finalize a detach that was not begun
-- doc: partitions: DETACH PARTITION … FINALIZE where no detach was interrupted
ALTER TABLE pt DETACH PARTITION pt1 FINALIZE;

-- case: create an enum
-- doc: types: CREATE TYPE … AS ENUM
CREATE TYPE e9 AS ENUM ('a', 'b');

-- case: create a composite type
-- doc: types: CREATE TYPE … AS (…)
CREATE TYPE c9 AS (a int, b text);

-- case: create a domain
-- doc: types: CREATE DOMAIN
CREATE DOMAIN d9 AS int CHECK (VALUE > 0);

-- case: drop a domain that nothing uses
-- doc: types: DROP DOMAIN that nothing uses
DROP DOMAIN domc;

-- case: alter a base type
-- doc: types: ALTER TYPE … SET (…) of a base type
ALTER TYPE pg_catalog.box SET (SEND = box_send);

-- case: function made immutable
-- doc: functions: ALTER FUNCTION … IMMUTABLE, SET, COST …
ALTER FUNCTION stab() IMMUTABLE;

-- case: drop a function that nothing uses
-- doc: functions: DROP FUNCTION
DROP FUNCTION vol();

-- case: function of another extension
-- doc: functions: ALTER FUNCTION … DEPENDS ON EXTENSION
ALTER FUNCTION vol() DEPENDS ON EXTENSION plpgsql;

-- case: index depends on an extension
-- doc: indexes: ALTER INDEX … DEPENDS ON EXTENSION
ALTER INDEX t_a_idx DEPENDS ON EXTENSION plpgsql;

-- case: trigger depends on an extension
-- doc: triggers: ALTER TRIGGER … DEPENDS ON EXTENSION
ALTER TRIGGER trg1 ON t DEPENDS ON EXTENSION plpgsql;

-- case: materialized view depends on an extension
-- doc: views: ALTER MATERIALIZED VIEW … DEPENDS ON EXTENSION
ALTER MATERIALIZED VIEW mv DEPENDS ON EXTENSION plpgsql;

-- case: a body with ddl
-- doc: functions: DO with DDL in it: what the DDL takes
DO $$ BEGIN ALTER TABLE t ADD COLUMN z int; END $$;

-- case: a body with dml
-- doc: functions: DO with queries in it: what they take
DO $$ BEGIN UPDATE tgen SET a = 1 WHERE id = 1; END $$;

-- case: create an aggregate
-- doc: functions: CREATE AGGREGATE
CREATE AGGREGATE ag (int) (sfunc = int4pl, stype = int);

-- case: create an operator
-- doc: functions: CREATE OPERATOR
CREATE OPERATOR === (leftarg = int, rightarg = int, procedure = int4eq);

-- case: create a schema
-- doc: schemas: CREATE SCHEMA
CREATE SCHEMA s9;

-- case: drop an empty schema
-- doc: schemas: DROP SCHEMA that is empty
DROP SCHEMA s2;

-- case: drop an extension that nothing uses
-- doc: schemas: DROP EXTENSION that nothing uses
-- setup: CREATE EXTENSION citext;
DROP EXTENSION citext;

-- case: update an extension
-- doc: schemas: ALTER EXTENSION … UPDATE (the extension's own script is not followed)
ALTER EXTENSION plpgsql UPDATE;

-- case: add to an extension
-- doc: schemas: ALTER EXTENSION … ADD
ALTER EXTENSION plpgsql ADD FUNCTION vol();

-- case: drop what a role owns
-- doc: schemas: DROP OWNED
-- setup: CREATE TABLE owned (id int);
-- setup: ALTER TABLE owned OWNER TO lockkeeper_oracle;
DROP OWNED BY lockkeeper_oracle;

-- case: event trigger
-- doc: triggers: CREATE EVENT TRIGGER
-- setup: CREATE FUNCTION etf() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end';
CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION etf();

-- case: switch an event trigger off
-- doc: triggers: ALTER EVENT TRIGGER … DISABLE
-- setup: CREATE FUNCTION etf() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end';
CREATE EVENT TRIGGER et ON sql_drop EXECUTE FUNCTION etf();
ALTER EVENT TRIGGER et DISABLE;

-- case: comment on a schema
-- doc: remarks: COMMENT ON SCHEMA
COMMENT ON SCHEMA s2 IS 'x';

-- case: comment on a function
-- doc: remarks: COMMENT ON FUNCTION
COMMENT ON FUNCTION vol() IS 'x';

-- case: comment on a view
-- doc: remarks: COMMENT ON VIEW
COMMENT ON VIEW v IS 'x';

-- case: comment on a policy
-- doc: remarks: COMMENT ON POLICY
COMMENT ON POLICY pol1 ON t IS 'x';

-- case: default privileges
-- doc: remarks: ALTER DEFAULT PRIVILEGES
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;

-- case: grant on everything in a schema
-- doc: remarks: GRANT on a schema
GRANT USAGE ON SCHEMA s2 TO PUBLIC;

-- case: grant on a function
-- doc: remarks: GRANT on a function
GRANT EXECUTE ON FUNCTION vol() TO PUBLIC;

-- case: publication of all tables
-- doc: remarks: CREATE PUBLICATION … FOR ALL TABLES
CREATE PUBLICATION puball FOR ALL TABLES;

-- case: set what a publication publishes
-- doc: remarks: ALTER PUBLICATION … SET (…)
ALTER PUBLICATION pub SET (publish = 'insert');

-- case: set a publication's tables
-- doc: remarks: ALTER PUBLICATION … SET TABLE
ALTER PUBLICATION pub SET TABLE t;

-- case: drop a publication
-- doc: remarks: DROP PUBLICATION
DROP PUBLICATION pub;

-- case: subscription
-- doc: remarks: CREATE SUBSCRIPTION without connecting
CREATE SUBSCRIPTION sub0 CONNECTION 'dbname=nowhere' PUBLICATION pub WITH (connect = false);

-- case: alter a subscription
-- doc: remarks: ALTER SUBSCRIPTION … SET (…)
CREATE SUBSCRIPTION sub0 CONNECTION 'dbname=nowhere' PUBLICATION pub WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION sub0 SET (binary = true);

-- case: drop a subscription
-- doc: remarks: DROP SUBSCRIPTION without a slot
CREATE SUBSCRIPTION sub0 CONNECTION 'dbname=nowhere' PUBLICATION pub WITH (connect = false, slot_name = NONE);
DROP SUBSCRIPTION sub0;

-- case: lock a table in share mode
-- doc: maintenance: LOCK TABLE … IN SHARE MODE
LOCK TABLE t IN SHARE MODE;

-- case: lock a view
-- doc: maintenance: LOCK TABLE of a view
LOCK TABLE v;

-- case: lock a partitioned table
-- doc: maintenance: LOCK TABLE of a partitioned table
LOCK TABLE pt;

-- case: analyze a partitioned table
-- doc: maintenance: ANALYZE of a partitioned table
ANALYZE pt;

-- case: cluster a partitioned table's partition
-- doc: maintenance: CLUSTER of a table clustered before
-- setup: ALTER TABLE trep CLUSTER ON trep_pkey;
CLUSTER trep;

-- case: plain insert
-- doc: data: INSERT
INSERT INTO tgen VALUES (2000, 1);

-- case: insert into a table with a serial column
-- doc: data: INSERT that draws from a sequence
INSERT INTO tserial (v) VALUES (1);

-- case: insert or update
-- doc: data: INSERT … ON CONFLICT DO UPDATE
INSERT INTO trep VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET v = 2;

-- case: insert into a partitioned table
-- doc: data: INSERT into a partitioned table
INSERT INTO pt VALUES (5, 5);

-- case: read a partitioned table by its key
-- doc: data: SELECT from a partitioned table by its key
SELECT * FROM pt WHERE id = 5;

-- case: read a view
-- doc: data: SELECT from a view
SELECT * FROM v;

-- case: delete from a referenced table
-- doc: data: DELETE from a table that others reference
DELETE FROM parent WHERE id = 1000;

-- case: update a referenced key
-- doc: data: UPDATE of a key that others reference
UPDATE parent SET id = 5000 WHERE id = 1000;

-- case: update the column of a foreign key
-- doc: data: UPDATE of a column with a foreign key
UPDATE child SET pid = 2 WHERE id = 1;

-- case: copy to
-- doc: data: COPY … TO
COPY (SELECT * FROM tgen) TO PROGRAM 'cat > /dev/null';

-- case: explain
-- doc: data: EXPLAIN: what the statement itself takes
EXPLAIN UPDATE tgen SET a = 1;

-- case: prepare
-- doc: data: PREPARE
PREPARE px AS SELECT * FROM tgen;

-- case: declare a cursor
-- doc: data: DECLARE … CURSOR
DECLARE cx CURSOR FOR SELECT * FROM tgen;

-- case: fetch
-- doc: data: FETCH (the cursor holds its locks already)
DECLARE cx CURSOR FOR SELECT * FROM tgen;
FETCH 1 FROM cx;

-- case: close a cursor
-- doc: without-locks: CLOSE
DECLARE cx CURSOR FOR SELECT 1;
CLOSE cx;

-- case: deallocate
-- doc: without-locks: DEALLOCATE
DEALLOCATE ALL;

-- case: discard plans
-- doc: without-locks: DISCARD PLANS
DISCARD PLANS;

-- case: set
-- doc: without-locks: SET
SET LOCAL lock_timeout = '2s';

-- case: show
-- doc: without-locks: SHOW
SHOW lock_timeout;

-- case: set constraints
-- doc: without-locks: SET CONSTRAINTS ALL
SET CONSTRAINTS ALL IMMEDIATE;

-- case: a savepoint
-- doc: without-locks: BEGIN, COMMIT, ROLLBACK, SAVEPOINT
SAVEPOINT s;

-- case: listen
-- doc: without-locks: LISTEN
LISTEN c;

-- case: unlisten
-- doc: without-locks: UNLISTEN
UNLISTEN c;

-- case: notify
-- doc: without-locks: NOTIFY
NOTIFY c, 'x';

-- case: checkpoint
-- doc: without-locks: CHECKPOINT
CHECKPOINT;

-- case: load
-- doc: without-locks: LOAD
LOAD '$libdir/plpgsql';

-- case: drop a database
-- doc: without-locks: DROP DATABASE
DROP DATABASE zz;

-- case: alter a database
-- doc: without-locks: ALTER DATABASE
ALTER DATABASE postgres CONNECTION LIMIT 10;

-- case: set a variable of a database
-- doc: without-locks: ALTER DATABASE … SET
ALTER DATABASE postgres SET lock_timeout = '2s';

-- case: refresh a database's collation version
-- doc: without-locks: ALTER DATABASE … REFRESH COLLATION VERSION
ALTER DATABASE postgres REFRESH COLLATION VERSION;

-- case: create a tablespace
-- doc: without-locks: CREATE TABLESPACE
CREATE TABLESPACE ts9 LOCATION '/nowhere';

-- case: drop a tablespace
-- doc: without-locks: DROP TABLESPACE
DROP TABLESPACE ts9;

-- case: options of a tablespace
-- doc: without-locks: ALTER TABLESPACE … SET (…)
ALTER TABLESPACE pg_default SET (seq_page_cost = 1);

-- case: create a role
-- doc: without-locks: CREATE ROLE, CREATE USER
CREATE ROLE lockkeeper_other;

-- case: alter a role
-- doc: without-locks: ALTER ROLE
ALTER ROLE lockkeeper_oracle NOLOGIN;

-- case: set a variable of a role
-- doc: without-locks: ALTER ROLE … SET
ALTER ROLE lockkeeper_oracle SET lock_timeout = '2s';

-- case: drop a role
-- doc: without-locks: DROP ROLE
CREATE ROLE lockkeeper_other;
DROP ROLE lockkeeper_other;

-- case: grant a role
-- doc: without-locks: GRANT of a role
GRANT pg_read_all_data TO lockkeeper_oracle;

-- case: create a language
-- doc: without-locks: CREATE LANGUAGE
CREATE LANGUAGE plx HANDLER plpgsql_call_handler;

-- case: create an access method
-- doc: without-locks: CREATE ACCESS METHOD
CREATE ACCESS METHOD am0 TYPE INDEX HANDLER bthandler;

-- case: create a cast
-- doc: without-locks: CREATE CAST
CREATE CAST (en AS int) WITH INOUT;

-- case: create a conversion
-- doc: without-locks: CREATE CONVERSION
CREATE CONVERSION cv FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;

-- case: create an operator class
-- doc: without-locks: CREATE OPERATOR CLASS
CREATE OPERATOR CLASS oc FOR TYPE int4 USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int4, int4);

-- case: create an operator family
-- doc: without-locks: CREATE OPERATOR FAMILY
CREATE OPERATOR FAMILY of0 USING btree;

-- case: alter an operator family
-- doc: without-locks: ALTER OPERATOR FAMILY
CREATE OPERATOR FAMILY of0 USING btree;
ALTER OPERATOR FAMILY of0 USING btree ADD OPERATOR 1 < (int4, int8);

-- case: alter an operator
-- doc: without-locks: ALTER OPERATOR … SET (…)
ALTER OPERATOR < (int4, int4) SET (JOIN = scalarltjoinsel);

-- case: create a transform
-- doc: without-locks: CREATE TRANSFORM
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));

-- case: create a collation
-- doc: without-locks: CREATE COLLATION, TEXT SEARCH CONFIGURATION …
CREATE COLLATION co FROM "C";

-- case: refresh a collation's version
-- doc: without-locks: ALTER COLLATION … REFRESH VERSION
ALTER COLLATION "C" REFRESH VERSION;

-- case: alter a text search configuration
-- doc: without-locks: ALTER TEXT SEARCH CONFIGURATION
ALTER TEXT SEARCH CONFIGURATION english ALTER MAPPING FOR asciiword WITH simple;

-- case: alter a text search dictionary
-- doc: without-locks: ALTER TEXT SEARCH DICTIONARY
ALTER TEXT SEARCH DICTIONARY english_stem (StopWords = english);

-- case: create a foreign data wrapper
-- doc: without-locks: CREATE FOREIGN DATA WRAPPER
CREATE FOREIGN DATA WRAPPER fdw0;

-- case: alter a foreign data wrapper
-- doc: without-locks: ALTER FOREIGN DATA WRAPPER
CREATE FOREIGN DATA WRAPPER fdw0;
ALTER FOREIGN DATA WRAPPER fdw0 OPTIONS (ADD a 'b');

-- case: create a server
-- doc: without-locks: CREATE SERVER
CREATE FOREIGN DATA WRAPPER fdw0;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;

-- case: alter a server
-- doc: without-locks: ALTER SERVER
CREATE FOREIGN DATA WRAPPER fdw0;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
ALTER SERVER srv VERSION '2';

-- case: create a user mapping
-- doc: without-locks: CREATE USER MAPPING
CREATE FOREIGN DATA WRAPPER fdw0;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
CREATE USER MAPPING FOR CURRENT_USER SERVER srv;

-- case: alter a user mapping
-- doc: without-locks: ALTER USER MAPPING
CREATE FOREIGN DATA WRAPPER fdw0;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
CREATE USER MAPPING FOR CURRENT_USER SERVER srv;
ALTER USER MAPPING FOR CURRENT_USER SERVER srv OPTIONS (ADD a 'b');

-- case: drop a user mapping
-- doc: without-locks: DROP USER MAPPING
CREATE FOREIGN DATA WRAPPER fdw0;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
CREATE USER MAPPING FOR CURRENT_USER SERVER srv;
DROP USER MAPPING FOR CURRENT_USER SERVER srv;

-- case: import a foreign schema
-- doc: not-followed: IMPORT FOREIGN SCHEMA
CREATE FOREIGN DATA WRAPPER fdw0;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
IMPORT FOREIGN SCHEMA x FROM SERVER srv INTO public;

-- case: reassign what a role owns
-- doc: not-followed: REASSIGN OWNED
REASSIGN OWNED BY lockkeeper_oracle TO CURRENT_USER;

-- case: move all tables of a tablespace
-- doc: table-options: ALTER TABLE ALL IN TABLESPACE
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;

-- case: execute a prepared statement
-- doc: data: EXECUTE (here PREPARE in the same transaction holds its locks already)
PREPARE px AS SELECT * FROM tgen;
EXECUTE px;

-- case: call a procedure
-- doc: functions: CALL
-- setup: CREATE PROCEDURE pr0() LANGUAGE sql AS 'DELETE FROM tgen';
CALL pr0();
