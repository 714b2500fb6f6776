-- hazard 97: CREATE TRIGGER and DISABLE TRIGGER
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- bad: missing-lock-timeout | SHARE ROW EXCLUSIVE
CREATE TRIGGER h BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
-- bad: disables-triggers | SHARE ROW EXCLUSIVE
ALTER TABLE t DISABLE TRIGGER g;

-- hazard 98: DROP and RENAME TRIGGER, CREATE and DROP RULE
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- bad: missing-lock-timeout | ACCESS EXCLUSIVE
DROP TRIGGER g ON t;
-- bad: missing-lock-timeout | ACCESS EXCLUSIVE
ALTER TRIGGER g ON t RENAME TO h;
-- bad: missing-lock-timeout | ACCESS EXCLUSIVE
CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING;

-- hazard 99: DISABLE TRIGGER ALL switches foreign keys off
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, p bigint REFERENCES parent);
-- bad: disables-triggers | foreign key
ALTER TABLE t DISABLE TRIGGER ALL;
-- bad: disables-triggers | foreign key
SET session_replication_role = replica;

-- hazard 100: policies
CREATE TABLE t (id bigint PRIMARY KEY, o text);
CREATE POLICY p ON t USING (true);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
-- bad: missing-lock-timeout | ACCESS EXCLUSIVE
CREATE POLICY q ON t USING (o = current_user);
-- bad: hides-rows
ALTER POLICY p ON t USING (o = current_user);
-- bad: hides-rows
DROP POLICY p ON t;

-- hazard 101: row security without a policy, and views that go round it
CREATE TABLE t (id bigint PRIMARY KEY, o text);
CREATE TABLE s (id bigint PRIMARY KEY, o text);
CREATE POLICY p ON s USING (true);
ALTER TABLE s ENABLE ROW LEVEL SECURITY;
-- bad: revokes-access | none without a policy
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
-- bad on 15, 18: view-passes-policies | security_invoker
CREATE VIEW v AS SELECT * FROM s;
-- fine on 15, 18: view-passes-policies
CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM s;
-- fine: view-passes-policies
CREATE VIEW v AS SELECT * FROM t;

-- hazard 102: an enum value used in the transaction that adds it
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (id bigint PRIMARY KEY, m mood);
-- bad: fails-on-target | 55P04
ALTER TYPE mood ADD VALUE 'b'; ALTER TABLE t ALTER COLUMN m SET DEFAULT 'b';
-- fine: fails-on-target
ALTER TYPE mood ADD VALUE 'b';

-- hazard 103: an enum created, extended and used in one transaction
-- bad on 14, 16: fails-on-target | 55P04
CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'b'; CREATE TABLE t (m mood DEFAULT 'b');
-- fine on 17, 18: fails-on-target
CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'b'; CREATE TABLE t (m mood DEFAULT 'b');

-- hazard 104: enum values renamed or removed
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id bigint PRIMARY KEY, m mood);
-- bad: renames-object | value a
ALTER TYPE mood RENAME VALUE 'a' TO 'c';
-- bad: syntax-error | enum value
ALTER TYPE mood DROP VALUE 'a';

-- hazard 105: a constraint on a domain
CREATE DOMAIN positive AS integer;
CREATE TABLE t (id bigint PRIMARY KEY, a positive);
CREATE TABLE u (id bigint PRIMARY KEY, a positive);
-- bad: domain-constraint-scans-tables | public.t | public.u
ALTER DOMAIN positive ADD CONSTRAINT c CHECK (VALUE > 0);
-- bad: domain-constraint-scans-tables
ALTER DOMAIN positive SET NOT NULL;
-- fine: domain-constraint-scans-tables
ALTER DOMAIN positive ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;

-- hazard 106: a composite type that tables use
CREATE TYPE pair AS (a integer, b integer);
CREATE TABLE t (id bigint PRIMARY KEY, p pair);
-- bad: fails-on-target | 0A000
ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint;

-- hazard 107: a function replaced that an index, generated column or CHECK uses
CREATE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower($1) $$;
CREATE FUNCTION g(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower($1) $$;
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE INDEX t_f ON t (f(a));
-- bad: changes-stored-function | t_f
CREATE OR REPLACE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper($1) $$;
-- bad: changes-stored-function | t_f
ALTER FUNCTION f(text) VOLATILE;
-- fine: changes-stored-function
CREATE OR REPLACE FUNCTION g(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper($1) $$;

-- hazard 108: SECURITY DEFINER without a search_path, GRANT to PUBLIC
CREATE TABLE t (id bigint PRIMARY KEY);
-- bad: definer-without-search-path | search_path
CREATE FUNCTION f() RETURNS integer LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;
-- fine: definer-without-search-path
CREATE FUNCTION f() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$;
-- bad: opens-access | every role
GRANT ALL ON t TO PUBLIC;

-- hazard 109: a published table without a replica identity
CREATE TABLE t (id bigint);
CREATE TABLE u (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE u;
-- bad: stops-replication | 55000
CREATE PUBLICATION q FOR TABLE t;
-- bad: stops-replication | 55000
ALTER TABLE u DROP CONSTRAINT u_pkey;
-- bad: stops-replication | 55000
ALTER TABLE u REPLICA IDENTITY NOTHING;
-- fine: stops-replication
CREATE PUBLICATION q FOR TABLE u;

-- hazard 110: CREATE EXTENSION
-- bad: needs-privileged-extension | superuser
CREATE EXTENSION pg_stat_statements;
-- bad: needs-privileged-extension | version
CREATE EXTENSION citext VERSION '1.4';
-- fine: needs-privileged-extension
CREATE EXTENSION IF NOT EXISTS pgcrypto;
