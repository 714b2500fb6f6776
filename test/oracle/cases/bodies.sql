-- DO blocks, functions and procedures: what their bodies do.

-- case: if exists on pg_type decides
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'en') THEN DROP TABLE tgen; END IF; END $$;

-- case: if not exists on pg_type decides
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'none_such') THEN ALTER TABLE tgen ADD z int; END IF; END $$;

-- case: if exists on information_schema.columns
DO $$ BEGIN IF EXISTS (SELECT FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'tgen' AND column_name = 'a') THEN ALTER TABLE tgen DROP COLUMN a; ELSE ALTER TABLE trep DROP COLUMN v; END IF; END $$;

-- case: if the column is missing
DO $$ BEGIN IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'tgen' AND column_name = 'q') THEN ALTER TABLE tgen DROP COLUMN a; ELSE ALTER TABLE trep DROP COLUMN v; END IF; END $$;

-- case: if a type of a column
DO $$ BEGIN IF (SELECT data_type FROM information_schema.columns WHERE table_name = 'tgen' AND column_name = 'a') = 'integer' THEN ALTER TABLE tgen ALTER a TYPE bigint; END IF; END $$;

-- case: if nullable
DO $$ BEGIN IF (SELECT is_nullable = 'YES' FROM information_schema.columns WHERE table_name = 'tgen' AND column_name = 'a') THEN ALTER TABLE tgen ALTER a SET NOT NULL; END IF; END $$;

-- case: if exists on pg_constraint by regclass
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'chk_valid' AND conrelid = 't'::regclass) THEN ALTER TABLE t ADD CHECK (a > 0); ELSE ALTER TABLE t DROP CONSTRAINT chk_valid; END IF; END $$;

-- case: if exists on a join of pg_class and pg_namespace
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = 't_a_idx' AND n.nspname = 'public' AND c.relkind = 'i') THEN DROP INDEX t_a_idx; END IF; END $$;

-- case: if exists on pg_attribute
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'public.tgen'::regclass AND attname = 'a' AND NOT attisdropped) THEN ALTER TABLE tgen RENAME a TO b; END IF; END $$;

-- case: if exists on pg_indexes
DO $$ BEGIN IF (SELECT count(*) = 2 FROM pg_indexes WHERE indexname IN ('t_a_idx', 'no_such') AND schemaname = 'public') THEN DROP INDEX t_a_idx; END IF; IF EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 't_c_idx') THEN EXECUTE 'ALTER INDEX t_c_idx RENAME TO t_cc_idx'; END IF; END $$;

-- case: if exists on pg_tables
DO $$ BEGIN IF EXISTS (SELECT FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'tgen') THEN TRUNCATE tgen; END IF; END $$;

-- case: if exists on pg_enum
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type ty ON ty.oid = e.enumtypid WHERE ty.typname = 'en' AND e.enumlabel = 'x') THEN ALTER TABLE tgen ADD q int; END IF; END $$;

-- case: if exists on pg_trigger
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'trg1' AND tgrelid = 't'::regclass) THEN DROP TRIGGER trg1 ON t; END IF; END $$;

-- case: if exists on pg_policies
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_policies WHERE policyname = 'pol1' AND tablename = 't') THEN DROP POLICY pol1 ON t; END IF; END $$;

-- case: if exists on pg_proc
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'stab') THEN DROP FUNCTION stab(); ALTER TABLE tgen ADD q int; END IF; END $$;

-- case: if exists on table_constraints
DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE table_name = 'child' AND constraint_name = 'child_nv' AND constraint_type = 'FOREIGN KEY') THEN ALTER TABLE child DROP CONSTRAINT child_nv; END IF; END $$;

-- case: to_regclass of what is there
DO $$ BEGIN IF to_regclass('public.tgen') IS NULL THEN CREATE TABLE tgen (id int); ELSE ALTER TABLE tgen ADD q int; END IF; END $$;

-- case: to_regclass of what is not there
DO $$ BEGIN IF to_regclass('public.none_such') IS NOT NULL THEN ALTER TABLE tgen ADD q int; END IF; END $$;

-- case: and, or and not
DO $$ BEGIN IF to_regclass('tgen') IS NOT NULL AND (NOT EXISTS (SELECT FROM pg_class WHERE relname = 'nope') OR false) THEN ALTER TABLE tgen ADD q int; END IF; END $$;

-- case: the version decides
DO $$ BEGIN IF current_setting('server_version_num')::int >= 160000 THEN ALTER TABLE tgen ADD q int; ELSE ALTER TABLE trep ADD q int; END IF; END $$;

-- case: a loop over an array
DO $$ DECLARE n text; BEGIN FOREACH n IN ARRAY ARRAY['tgen', 'trep'] LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN q int', n); END LOOP; END $$;

-- case: a loop over an array variable
DO $$ DECLARE n text; names text[] := ARRAY['tgen', 'trep']; BEGIN FOREACH n IN ARRAY names LOOP EXECUTE 'ALTER TABLE ' || quote_ident(n) || ' ADD COLUMN q int'; END LOOP; END $$;

-- case: a loop over an array literal
DO $$ DECLARE n text; names text[] := '{tgen,trep}'; BEGIN FOREACH n IN ARRAY names LOOP EXECUTE format('ALTER TABLE %s ADD COLUMN q int', n); END LOOP; END $$;

-- case: a loop over numbers
DO $$ BEGIN FOR i IN 1..2 LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN q int', 'pt' || i); END LOOP; EXCEPTION WHEN invalid_table_definition THEN NULL; END $$;

-- case: a loop over numbers that makes partitions
DO $$ BEGIN FOR i IN 3..5 LOOP EXECUTE format('CREATE TABLE pt_%s PARTITION OF pt FOR VALUES FROM (%L) TO (%L)', i, i * 100, (i + 1) * 100); END LOOP; END $$;

-- case: a loop over rows of the catalog
DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename IN ('tgen', 'trep') LOOP EXECUTE 'ALTER TABLE ' || quote_ident(r.tablename) || ' ADD COLUMN q int'; END LOOP; END $$;

-- case: a loop that drops constraints by the catalog
DO $$ DECLARE r record; BEGIN FOR r IN SELECT conname FROM pg_constraint WHERE conrelid = 'child'::regclass AND contype = 'f' LOOP EXECUTE format('ALTER TABLE child DROP CONSTRAINT %I', r.conname); END LOOP; END $$;

-- case: a loop over unnest
DO $$ DECLARE n text; BEGIN FOR n IN SELECT unnest(ARRAY['tgen', 'trep']) LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN q int', n); END LOOP; END $$;

-- case: a loop over values
DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM (VALUES ('tgen', 'q'), ('trep', 'w')) AS x (tab, col) LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', r.tab, r.col); END LOOP; END $$;

-- case: exit and continue
DO $$ BEGIN FOR i IN 1..9 LOOP CONTINUE WHEN i = 1; EXECUTE format('ALTER TABLE tgen ADD COLUMN c%s int', i); EXIT WHEN i = 3; END LOOP; IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'tgen' AND column_name = 'c4') THEN DROP TABLE trep; END IF; END $$;

-- case: while counts
DO $$ DECLARE i int := 0; BEGIN WHILE i < 2 LOOP i := i + 1; EXECUTE 'ALTER TABLE tgen ADD COLUMN c' || i || ' int'; END LOOP; END $$;

-- case: a variable holds the name
DO $$ DECLARE tab text := 'tgen'; sch CONSTANT text := 'public'; BEGIN EXECUTE format('ALTER TABLE %I.%I ADD COLUMN %I int', sch, tab, 'Q x'); END $$;

-- case: a variable is set by a query on the catalog
DO $$ DECLARE n text; BEGIN SELECT conname INTO n FROM pg_constraint WHERE conrelid = 'child'::regclass AND contype = 'p'; EXECUTE 'ALTER TABLE child DROP CONSTRAINT ' || quote_ident(n); END $$;

-- case: found says whether a query had rows
DO $$ BEGIN PERFORM 1 FROM pg_class WHERE relname = 'tgen'; IF FOUND THEN ALTER TABLE tgen ADD q int; ELSE ALTER TABLE trep ADD q int; END IF; END $$;

-- case: return ends the block
DO $$ BEGIN IF to_regclass('tgen') IS NOT NULL THEN RETURN; END IF; ALTER TABLE trep ADD q int; END $$;

-- case: an exception that is reached
DO $$ BEGIN IF to_regclass('tgen') IS NOT NULL THEN RAISE EXCEPTION 'not now'; END IF; END $$;

-- case: an exception with a code of its own
DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'unique_violation'; END $$;

-- case: an exception that is not reached
DO $$ BEGIN ALTER TABLE tgen ADD q int; IF to_regclass('nope') IS NOT NULL THEN RAISE EXCEPTION 'not now'; END IF; END $$;

-- case: duplicate_object is caught
DO $$ BEGIN CREATE TYPE en AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;

-- case: duplicate_column is caught, and what the block did is taken back
DO $$ BEGIN ALTER TABLE trep ADD z int; ALTER TABLE tgen ADD a int; EXCEPTION WHEN duplicate_column THEN ALTER TABLE ul ADD z int; END $$;

-- case: an error that no handler is for
DO $$ BEGIN ALTER TABLE tgen ADD a int; EXCEPTION WHEN undefined_table THEN NULL; END $$;

-- case: nothing to catch
DO $$ BEGIN ALTER TABLE tgen ADD q int; EXCEPTION WHEN duplicate_column THEN ALTER TABLE ul ADD z int; END $$;

-- case: undefined_table is caught by others
DO $$ BEGIN DROP TABLE none_such; EXCEPTION WHEN OTHERS THEN ALTER TABLE ul ADD z int; END $$;

-- case: an inner block catches, the outer goes on
DO $$ BEGIN BEGIN ALTER TABLE tgen ADD a int; EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'there'; END; ALTER TABLE tgen ADD q int; END $$;

-- case: a handler raises again
DO $$ BEGIN ALTER TABLE tgen ADD a int; EXCEPTION WHEN duplicate_column THEN RAISE; END $$;

-- case: a condition on rows reads the table
DO $$ BEGIN IF EXISTS (SELECT 1 FROM trep WHERE v = -1) THEN RAISE EXCEPTION 'no'; END IF; END $$;

-- case: a case statement
DO $$ DECLARE k text := 'b'; BEGIN CASE k WHEN 'a' THEN ALTER TABLE trep ADD q int; WHEN 'b' THEN ALTER TABLE tgen ADD q int; END CASE; END $$;

-- case: a case statement without a fitting arm
DO $$ DECLARE k text := 'c'; BEGIN CASE k WHEN 'a' THEN ALTER TABLE trep ADD q int; END CASE; END $$;

-- case: execute of null
DO $$ DECLARE n text; BEGIN EXECUTE 'DROP TABLE ' || n; END $$;

-- case: a function that does DDL
-- setup: CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE tgen ADD q int; END $$;
SELECT f();

-- case: a function that is given the name
-- setup: CREATE FUNCTION f(tab text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I ADD q int', tab); END $$;
SELECT f('tgen');

-- case: an sql function that writes
-- setup: CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ UPDATE tgen SET a = 1; DELETE FROM trep; $$;
SELECT f();

-- case: an sql function in standard form
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC UPDATE tgen SET a = 1; SELECT 1; END;
SELECT f();

-- case: functions that call functions
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE tgen SET a = 1; RETURN 1; END $$; CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN f(); END $$;
SELECT g();

-- case: a function in perform
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE tgen SET a = 1; RETURN 1; END $$;
DO $$ BEGIN PERFORM f(); END $$;

-- case: a helper of the user's that asks the catalog
-- setup: CREATE FUNCTION has(tab text, col text) RETURNS boolean LANGUAGE sql AS $$ SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = tab AND column_name = col) $$;
DO $$ BEGIN IF has('tgen', 'a') THEN ALTER TABLE tgen DROP COLUMN a; ELSE DROP TABLE trep; END IF; END $$;

-- case: a function over the rows of a table
-- setup: CREATE FUNCTION f(x int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = x; RETURN 1; END $$;
SELECT f(a) FROM tgen WHERE id = 1;

-- case: a default that calls a function
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN 1; END $$; ALTER TABLE tgen ALTER a SET DEFAULT f();
INSERT INTO tgen (id) VALUES (1);

-- case: call of a procedure
-- setup: CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE tgen ADD q int; END $$;
CALL p();

-- case: call of an sql procedure
-- setup: CREATE PROCEDURE p(n int) LANGUAGE sql AS $$ UPDATE tgen SET a = n $$;
CALL p(1);

-- case: call of a procedure in standard form
-- setup: CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC UPDATE tgen SET a = 1; DELETE FROM trep; END;
CALL p();

-- case: a procedure that commits inside a transaction
-- setup: CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN UPDATE tgen SET a = 1; COMMIT; END $$;
CALL p();

-- case: do that commits inside a transaction
DO $$ BEGIN COMMIT; END $$;

-- case: create a function in a body and call it
DO $$ BEGIN CREATE FUNCTION made() RETURNS void LANGUAGE plpgsql AS 'BEGIN ALTER TABLE tgen ADD q int; END'; PERFORM made(); END $$;

-- case: do in do
DO $$ BEGIN EXECUTE 'DO ''BEGIN ALTER TABLE tgen ADD q int; END'''; END $$;

-- case: several statements in one execute
DO $$ BEGIN EXECUTE 'ALTER TABLE tgen ADD q int; ALTER TABLE trep ADD q int'; END $$;

-- case: rights and an owner that only a run knows
DO $$ DECLARE r record; BEGIN
  EXECUTE format('ALTER VIEW v OWNER TO %I', (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'v'::regclass));
  FOR r IN SELECT pg_get_userbyid(relowner) AS who FROM pg_class WHERE oid = 'v'::regclass LOOP EXECUTE format('GRANT SELECT ON TABLE v TO %I', r.who); END LOOP;
  DROP VIEW v;
END $$;

-- case: create index concurrently in a body
DO $$ BEGIN CREATE INDEX CONCURRENTLY ON tgen (a); END $$;

-- case: a search path of the function's own
-- setup: CREATE TABLE s2.tgen (id int); CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SET search_path = s2 AS $$ BEGIN ALTER TABLE tgen ADD q int; END $$;
SELECT f();

-- case: nested declarations in a loop
DO $$ DECLARE n text; BEGIN FOREACH n IN ARRAY ARRAY['tgen', 'trep'] LOOP
DECLARE full_name text := 'public.' || n;
BEGIN EXECUTE 'ALTER TABLE ' || full_name || ' ADD q int'; END;
END LOOP; END $$;
