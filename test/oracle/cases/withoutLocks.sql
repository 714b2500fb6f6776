-- case: 130 create database with a locale provider
CREATE DATABASE x LOCALE_PROVIDER icu;

-- case: close a cursor
-- doc: without-locks: CLOSE
DECLARE cx CURSOR FOR SELECT 1;
CLOSE cx;

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

-- case: set a variable of a role
-- doc: without-locks: ALTER ROLE … SET
ALTER ROLE lockkeeper_oracle SET lock_timeout = '2s';

-- case: create a language
-- doc: without-locks: CREATE LANGUAGE
CREATE LANGUAGE plx HANDLER plpgsql_call_handler;

-- case: create an access method
-- doc: without-locks: CREATE ACCESS METHOD
CREATE ACCESS METHOD am0 TYPE INDEX HANDLER bthandler;

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
