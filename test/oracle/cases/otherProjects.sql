-- What the histories of other projects have shown.

-- case: a primary key over regclass
CREATE TABLE op (a regclass PRIMARY KEY, b regtype UNIQUE, c regproc);

-- case: an index on regclass is built
-- setup: CREATE TABLE op (a regclass);
CREATE INDEX ON op (a);

-- case: xml has no operator class
-- setup: CREATE TABLE op (a xml);
CREATE INDEX ON op (a);

-- case: a hash index on regclass
-- setup: CREATE TABLE op (a regclass);
CREATE INDEX ON op USING hash (a);

-- case: a query of a missing schema
SELECT FROM nowhere.t;

-- case: INSERT into a missing schema
INSERT INTO nowhere.t VALUES (1);

-- case: UPDATE in a missing schema
UPDATE nowhere.t SET a = 1;

-- case: a view over a missing schema
CREATE VIEW op AS SELECT a FROM nowhere.t;

-- case: a common table expression of a missing schema
WITH w AS (SELECT a FROM nowhere.t) INSERT INTO nowhere.s SELECT a FROM w;

-- case: GRANT on a missing schema
GRANT USAGE ON SCHEMA nowhere TO PUBLIC;

-- case: GRANT on all tables of a missing schema
GRANT SELECT ON ALL TABLES IN SCHEMA nowhere TO PUBLIC;

-- case: GRANT on a missing type
GRANT USAGE ON TYPE nothing TO PUBLIC;

-- case: default privileges in a missing schema
ALTER DEFAULT PRIVILEGES IN SCHEMA nowhere GRANT SELECT ON TABLES TO PUBLIC;

-- case: ALTER EXTENSION of one that is not there
ALTER EXTENSION hstore UPDATE;

-- case: ALTER EXTENSION ADD to one that is not there
ALTER EXTENSION hstore ADD TABLE t;

-- case: a new value of an enum in a missing schema
ALTER TYPE nowhere.mood ADD VALUE 'x';

-- case: DROP FUNCTION in a missing schema
DROP FUNCTION nowhere.f(int);

-- case: DROP FUNCTION in a missing schema, by name alone
DROP FUNCTION nowhere.f;

-- case: DROP FUNCTION IF EXISTS in a missing schema
DROP FUNCTION IF EXISTS nowhere.f(int);

-- case: DROP FUNCTION IF EXISTS over a missing type
DROP FUNCTION IF EXISTS f(nothing);

-- case: DROP FUNCTION over a missing type
DROP FUNCTION f(nothing);

-- case: a DEFAULT that names a missing sequence
CREATE TABLE op (a int DEFAULT nextval('op_seq'));

-- case: a DEFAULT that names a missing sequence as text
CREATE TABLE op (a int DEFAULT nextval('op_seq'::text));

-- case: SET DEFAULT that names a missing sequence
ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('op_seq');

-- case: a DEFAULT that names a sequence of a missing schema
ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('nowhere.op_seq');

-- case: setval of a missing sequence
SELECT setval('op_seq', 1);

-- case: regclass of a missing table
SELECT 'nothing'::regclass;

-- case: regclass of a missing schema
SELECT 'nowhere.nothing'::regclass;

-- case: regclass of a system catalog
SELECT 'pg_class'::regclass, 'pg_catalog.pg_class'::regclass;

-- case: the configuration of an extension, outside of it
SELECT pg_catalog.pg_extension_config_dump('nothing', '');

-- case: a primary key that takes the place of another of its name
-- setup: CREATE TABLE op (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a));
ALTER TABLE op DROP CONSTRAINT op_pkey, ADD PRIMARY KEY (a, b);

-- case: a primary key that takes the place of another of its name, with another name
-- setup: CREATE TABLE op (a int NOT NULL, b int NOT NULL, CONSTRAINT op_key PRIMARY KEY (a));
ALTER TABLE op DROP CONSTRAINT op_key, ADD PRIMARY KEY (a, b);

-- case: a primary key that takes the place of another and a rewrite
-- setup: CREATE TABLE op (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a));
ALTER TABLE op DROP CONSTRAINT op_pkey, ADD PRIMARY KEY (a, b), ALTER COLUMN b TYPE bigint;

-- case: an index that takes the place of another in a body
-- setup: CREATE TABLE op (a int, b int); CREATE INDEX opi ON op (a);
DO $$ BEGIN DROP INDEX opi; CREATE INDEX opi ON op (b); END $$;

-- case: an index that takes the place of another in a body that rewrites
-- setup: CREATE TABLE op (a int, b int); CREATE INDEX opi ON op (a);
DO $$ BEGIN DROP INDEX opi; CREATE INDEX opi ON op (b); ALTER TABLE op ALTER COLUMN a TYPE bigint; END $$;

-- case: a function with modifiers in its signature is found without them
-- setup: CREATE FUNCTION op(varchar(10)) RETURNS char(3) LANGUAGE sql AS 'SELECT ''x''::char(3)';
DROP FUNCTION op(varchar);

-- case: CREATE OR REPLACE with other modifiers
-- setup: CREATE FUNCTION op(a varchar(10)) RETURNS char(3) LANGUAGE sql AS 'SELECT ''x''::char(3)';
CREATE OR REPLACE FUNCTION op(a varchar) RETURNS char(5) LANGUAGE sql AS 'SELECT ''x''::char(5)';

-- case: a partial index of an enum's literal, when the column changes to another enum
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b'); CREATE TYPE op_new AS ENUM ('a', 'b', 'c');
-- setup: CREATE TABLE op (s op_old); CREATE INDEX ON op (s) WHERE s = 'a';
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::text::op_new;

-- case: a CHECK of an enum's literal, when the column changes to another enum
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b'); CREATE TYPE op_new AS ENUM ('a', 'b', 'c');
-- setup: CREATE TABLE op (s op_old CHECK (s = 'a'));
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::text::op_new;

-- case: a CHECK of an enum in a list, when the column changes to another enum
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b'); CREATE TYPE op_new AS ENUM ('a', 'b', 'c');
-- setup: CREATE TABLE op (s op_old, CHECK (s IN ('a', 'b')));
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::text::op_new;

-- case: a partial index of an enum's literal, when the column changes to text
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b');
-- setup: CREATE TABLE op (s op_old); CREATE INDEX ON op (s) WHERE s = 'a';
ALTER TABLE op ALTER COLUMN s TYPE text;

-- case: a partial index of a text literal, when the column changes to an enum
-- setup: CREATE TYPE op_new AS ENUM ('a', 'b');
-- setup: CREATE TABLE op (s text); CREATE INDEX ON op (s) WHERE s = 'a';
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::op_new;

-- case: a CHECK of a text literal, when the column changes to an enum
-- setup: CREATE TYPE op_new AS ENUM ('a', 'b');
-- setup: CREATE TABLE op (s text CHECK (s IN ('a', 'b')));
ALTER TABLE op ALTER COLUMN s TYPE op_new USING s::op_new;

-- case: a CHECK of a text literal, when the column changes to a number
-- setup: CREATE TABLE op (s text CHECK (s <> ''));
ALTER TABLE op ALTER COLUMN s TYPE int USING s::int;

-- case: a CHECK of an enum in a list, when the column changes to text
-- setup: CREATE TYPE op_old AS ENUM ('a', 'b');
-- setup: CREATE TABLE op (s op_old, CHECK (s IN ('a', 'b')));
ALTER TABLE op ALTER COLUMN s TYPE text;

-- case: a CHECK of a number, when the column changes to text
-- setup: CREATE TABLE op (s int CHECK (s > 0));
ALTER TABLE op ALTER COLUMN s TYPE text;

-- case: a partial index of a boolean, when the column changes to a number
-- setup: CREATE TABLE op (s boolean); CREATE INDEX ON op (s) WHERE s;
ALTER TABLE op ALTER COLUMN s TYPE int USING s::int;

-- case: a partial index of a compared boolean, when the column changes to a number
-- setup: CREATE TABLE op (s boolean); CREATE INDEX ON op (s) WHERE s = true;
ALTER TABLE op ALTER COLUMN s TYPE int USING s::int;

-- case: a body with a missing type
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nothing; BEGIN RETURN 1; END $$;

-- case: a body with a missing row type
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nothing%ROWTYPE; BEGIN RETURN 1; END $$;

-- case: a body with the type of a missing column
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a t.nothing%TYPE; BEGIN RETURN 1; END $$;

-- case: a body with the type of a column of a missing table
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nothing.nothing%TYPE; BEGIN RETURN 1; END $$;

-- case: a body with the type of a column of a missing schema
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nowhere.nothing.a%TYPE; BEGIN RETURN 1; END $$;

-- case: a body with a row type of a missing schema
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nowhere.nothing%ROWTYPE; BEGIN RETURN 1; END $$;

-- case: a DO block with a missing type
DO $$ DECLARE a nothing; BEGIN ALTER TABLE t ADD COLUMN z int; END $$;

-- case: a body with a row type
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a t; b t%ROWTYPE; c t.id%TYPE; d c%TYPE; BEGIN RETURN 1; END $$;

-- case: a body whose RAISE lacks a value
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'a % b %', 1; RETURN 1; END $$;

-- case: a body whose RAISE has a value too many
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'a % b', 1, 2; RETURN 1; END $$;

-- case: a body that PL/pgSQL cannot read
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF true; RETURN 1; END $$;

-- case: a body that cannot be read is not looked at
SET LOCAL check_function_bodies = off;
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nothing; BEGIN IF true; END $$;

-- case: a table in the place of a renamed one gets other names for its constraints
-- setup: CREATE TABLE op (a int REFERENCES t, b int CHECK (b > 0)); ALTER TABLE op RENAME TO op_old;
-- setup: CREATE TABLE op (a int REFERENCES t, b int CHECK (b > 0));
ALTER TABLE op DROP CONSTRAINT op_a_fkey;

-- case: a table in the place of a renamed one, by the names that its constraints have
-- setup: CREATE TABLE op (a int REFERENCES t, b int CHECK (b > 0)); ALTER TABLE op RENAME TO op_old;
-- setup: CREATE TABLE op (a int REFERENCES t, b int CHECK (b > 0));
ALTER TABLE op DROP CONSTRAINT op_a_fkey1, DROP CONSTRAINT op_b_check1;

-- case: dropping a table whose row a function gives
-- setup: CREATE TABLE op (a int); CREATE FUNCTION opf() RETURNS SETOF op LANGUAGE sql AS 'SELECT * FROM op';
-- setup: ALTER TABLE op RENAME TO op2;
DROP TABLE op2;

-- case: dropping a view whose row a function gives
-- setup: CREATE VIEW op AS SELECT 1 AS a; CREATE FUNCTION opf(op) RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP VIEW op;

-- case: what dumps of old servers begin with
SET default_with_oids = false;

-- case: OIDs are no longer to be had
SET default_with_oids = 'on';

-- case: types are looked up before defaults
CREATE TABLE op (a int DEFAULT nothing(), b nothing);

-- case: CHECKs come before foreign keys
CREATE TABLE op (a int REFERENCES nothing, CHECK (nothing(a)));

-- case: CHECKs come before foreign keys, of a column that is not there
CREATE TABLE op (a int REFERENCES nothing, CHECK (b > 0));

-- case: CHECKs come before keys
CREATE TABLE op (a int, PRIMARY KEY (c), CHECK (b > 0));

-- case: CHECKs come before keys of a type without an operator class
CREATE TABLE op (a json PRIMARY KEY, CHECK (b > 0));

-- case: types that a function gives
CREATE FUNCTION op(OUT a int, OUT b nothing) LANGUAGE sql AS 'SELECT 1, 2';

-- case: types of the table that a function gives
CREATE FUNCTION op() RETURNS TABLE (a int, b nothing[]) LANGUAGE sql AS 'SELECT 1, 2';

-- case: COMMENT on a missing schema
COMMENT ON SCHEMA nowhere IS 'x';

-- case: COMMENT on a function of a missing schema
COMMENT ON FUNCTION nowhere.f(int) IS 'x';

-- case: COMMENT on a missing function
COMMENT ON FUNCTION nothing(int) IS 'x';

-- case: COMMENT on a built-in function
COMMENT ON FUNCTION pg_catalog.abs(int) IS 'x';

-- case: COMMENT on a missing type
COMMENT ON TYPE nothing IS 'x';

-- case: COMMENT on an extension that is not there
COMMENT ON EXTENSION hstore IS 'x';
