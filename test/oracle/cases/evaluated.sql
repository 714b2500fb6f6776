-- case: the branch of CASE that is taken, and not the other
-- setup: CREATE TABLE ev (id int); CREATE TABLE ev2 (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
-- setup: CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev2 VALUES (1); RETURN 2; END $$;
SELECT CASE WHEN 1 = 1 THEN f() ELSE g() END;

-- case: the ELSE of a CASE none of whose conditions holds
-- setup: CREATE TABLE ev (id int); CREATE TABLE ev2 (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
-- setup: CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev2 VALUES (1); RETURN 2; END $$;
SELECT CASE 3 WHEN 1 THEN f() ELSE g() END;

-- case: what stands to the right of a value in COALESCE
-- setup: CREATE TABLE ev (id int); CREATE TABLE ev2 (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
-- setup: CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev2 VALUES (1); RETURN 2; END $$;
SELECT COALESCE(f(), g());

-- case: what stands to the right of a NULL in COALESCE
-- setup: CREATE TABLE ev (id int); CREATE TABLE ev2 (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN NULL; END $$;
-- setup: CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev2 VALUES (1); RETURN 2; END $$;
SELECT COALESCE(f(), g());

-- case: OR after what is true
-- setup: CREATE FUNCTION boom() RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'boom'; END $$;
SELECT true OR boom();

-- case: AND after what is false
-- setup: CREATE FUNCTION boom() RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'boom'; END $$;
SELECT false AND boom();

-- case: OR after what is false
-- setup: CREATE FUNCTION boom() RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'boom'; END $$;
SELECT false OR boom();

-- case: OR after what a function gives
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION f() RETURNS bool LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN true; END $$;
-- setup: CREATE FUNCTION boom() RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'boom'; END $$;
SELECT f() OR boom();

-- case: OR in the condition of an IF
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
-- setup: CREATE FUNCTION boom() RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'boom'; END $$;
DO $$ DECLARE known bool := true; BEGIN IF known OR boom() THEN PERFORM f(); END IF; END $$;

-- case: a function that only some rows may call
-- setup: CREATE TABLE ev (id int); INSERT INTO ev VALUES (2);
-- setup: CREATE FUNCTION boom() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'boom'; END $$;
SELECT CASE WHEN id = 1 THEN boom() END FROM ev;

-- case: a function in a list of a query without rows
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
DO $$ BEGIN PERFORM f() FROM pg_class WHERE relname = 'no such table'; END $$;

-- case: a function in a list of a query that finds a row of the catalog
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
DO $$ BEGIN PERFORM f() FROM pg_class WHERE relname = 'ev'; END $$;

-- case: a function in a subquery without rows
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
SELECT (SELECT f() WHERE false);

-- case: a function in a query of which LIMIT leaves nothing
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
SELECT f() LIMIT 0;

-- case: a function in a query of which LIMIT leaves a row
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev VALUES (1); RETURN 1; END $$;
SELECT f() LIMIT 1;

-- case: a function in ORDER BY, and no rows
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION boom() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'boom'; END $$;
SELECT id FROM ev ORDER BY boom();

-- case: a function in the condition of a join, and no rows
-- setup: CREATE TABLE ev (id int);
-- setup: CREATE FUNCTION boom() RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'boom'; END $$;
SELECT 1 FROM ev a JOIN ev b ON boom();

-- case: a query inside of JSON_ARRAY
-- postgres: 16
-- setup: CREATE TABLE ev (id int);
SELECT JSON_ARRAY(SELECT id FROM ev);

-- case: a column that is missing in a branch that is not taken
-- setup: CREATE TABLE ev (id int);
SELECT CASE WHEN true THEN 1 ELSE nowhere END FROM ev;

-- case: a function that is missing in a branch that is not taken
SELECT CASE WHEN true THEN 1 ELSE nowhere() END;

-- case: nextval in a branch that is not taken
-- setup: CREATE SEQUENCE s;
SELECT CASE WHEN true THEN 1 ELSE nextval('s') END;

-- case: set_config in a branch that is not taken
-- setup: CREATE SCHEMA other;
DO $$ BEGIN
  PERFORM CASE WHEN false THEN set_config('search_path', 'other', true) END;
  CREATE TABLE made (id int);
  COMMENT ON TABLE public.made IS 'here';
END $$;

-- case: the field of NEW that is missing, in a statement
-- setup: CREATE TABLE ev (id int); CREATE TABLE ev2 (id int);
-- setup: CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ev2 VALUES (NEW.nowhere); RETURN NEW; END $$;
-- setup: CREATE TRIGGER fires BEFORE INSERT ON ev FOR EACH ROW EXECUTE FUNCTION f();
INSERT INTO ev VALUES (1);

-- case: whether an index is valid, by the catalog's schema
-- setup: CREATE TABLE ev (id int); CREATE INDEX ev_id ON ev (id);
DO $$ BEGIN IF NOT (SELECT count(*) = 1 FROM pg_catalog.pg_index WHERE indisvalid AND indexrelid = ANY (ARRAY['ev_id']::pg_catalog.regclass[])) THEN RAISE EXCEPTION 'no'; END IF; END $$;

-- case: a column of a catalog, by its schema, beside a table
-- setup: CREATE TABLE ev (id int NOT NULL);
DO $$ BEGIN IF NOT (SELECT attnotnull FROM pg_catalog.pg_attribute, ev RIGHT JOIN (VALUES (1)) v ON true WHERE attrelid = 'ev'::pg_catalog.regclass AND attname = 'id' LIMIT 1) THEN RAISE EXCEPTION 'no'; END IF; END $$;

-- case: tables in the information schema
-- setup: CREATE TABLE ev (id int);
DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.tables WHERE table_name = 'ev') THEN RAISE EXCEPTION 'no'; END IF; END $$;
