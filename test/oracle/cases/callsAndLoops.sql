-- Bodies that call one another and go round in loops: what they do stands however far they are followed.

-- case: loops in calls in loops
-- setup: CREATE FUNCTION h() RETURNS int LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..30 LOOP INSERT INTO tgen (a) VALUES (i); END LOOP; RETURN 1; END $$;
-- setup: CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..30 LOOP PERFORM h(); END LOOP; RETURN 1; END $$;
DO $$ BEGIN FOR i IN 1..30 LOOP PERFORM g(); END LOOP; END $$;

-- case: loops in calls in loops, with other values each time
-- setup: CREATE FUNCTION h(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..30 LOOP INSERT INTO tgen (a) VALUES (i + n); END LOOP; RETURN n + 1; END $$;
-- setup: CREATE FUNCTION g(n int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int; BEGIN FOR i IN 1..30 LOOP x := h(i + n); END LOOP; RETURN x; END $$;
DO $$ BEGIN FOR i IN 1..30 LOOP PERFORM g(i); END LOOP; UPDATE trep SET v = 1; END $$;

-- case: a statement after more steps than are followed one by one
-- setup: CREATE FUNCTION h(n int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int := n; BEGIN FOR i IN 1..100 LOOP x := x + i; END LOOP; RETURN x; END $$;
DO $$ DECLARE x int := 0; BEGIN FOR i IN 1..400 LOOP x := h(i); END LOOP; ALTER TABLE tgen ADD q int; END $$;

-- case: a function that is first called after more steps than are followed one by one
-- setup: CREATE FUNCTION h(n int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int := n; BEGIN FOR i IN 1..100 LOOP x := x + i; END LOOP; RETURN x; END $$;
-- setup: CREATE FUNCTION last() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE tgen ADD q int; END $$;
DO $$ DECLARE x int := 0; BEGIN FOR i IN 1..400 LOOP x := h(i); END LOOP; PERFORM last(); END $$;

-- case: a trigger that is first fired after more steps than are followed one by one
-- setup: CREATE FUNCTION h(n int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int := n; BEGIN FOR i IN 1..100 LOOP x := x + i; END LOOP; RETURN x; END $$;
-- setup: CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE trep SET v = 1; RETURN NEW; END $$; CREATE TRIGGER x AFTER INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION fired();
DO $$ DECLARE x int := 0; BEGIN FOR i IN 1..400 LOOP x := h(i); END LOOP; INSERT INTO tgen (a) VALUES (1); END $$;

-- case: a loop of more rounds than are followed one by one
DO $$ BEGIN FOR i IN 1..2000 LOOP INSERT INTO tgen (a) VALUES (i); END LOOP; END $$;

-- case: while that runs more often than is followed
DO $$ DECLARE i int := 0; BEGIN WHILE i < 3000 LOOP i := i + 1; END LOOP; ALTER TABLE tgen ADD q int; END $$;

-- case: identifiers made of chance in a loop
-- setup: CREATE TABLE named (id int, nid text); INSERT INTO named SELECT g FROM generate_series(1, 5) g;
-- setup: CREATE FUNCTION nanoid(size int DEFAULT 21) RETURNS text LANGUAGE plpgsql AS $$ DECLARE made text := ''; i int := 0; letters text := '0123456789abcdefghijklmnopqrstuvwxyz'; BEGIN WHILE i < size LOOP made := made || substr(letters, floor(random() * 36)::int + 1, 1); i := i + 1; END LOOP; RETURN made; END $$;
UPDATE named SET nid = nanoid();

-- case: identifiers made of chance in a loop over rows
-- setup: CREATE TABLE named (id int, nid text); INSERT INTO named SELECT g FROM generate_series(1, 5) g;
-- setup: CREATE FUNCTION nanoid(size int) RETURNS text LANGUAGE plpgsql AS $$ DECLARE made text := ''; i int := 0; letters text := '0123456789abcdefghijklmnopqrstuvwxyz'; BEGIN WHILE true LOOP made := made || substr(letters, floor(random() * 36)::int + 1, 1); i := i + 1; IF length(made) = size THEN RETURN made; END IF; END LOOP; END $$;
DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM named LOOP UPDATE named SET nid = nanoid(21) WHERE id = r.id; END LOOP; END $$;

-- case: a chain of twenty functions
-- setup: DO $$ BEGIN CREATE FUNCTION f20() RETURNS int LANGUAGE plpgsql AS 'BEGIN ALTER TABLE tgen ADD q int; RETURN 1; END'; FOR i IN REVERSE 19..1 LOOP EXECUTE format('CREATE FUNCTION f%s() RETURNS int LANGUAGE plpgsql AS ''BEGIN RETURN f%s() + 1; END''', i, i + 1); END LOOP; END $$;
SELECT f1();

-- case: calls inside calls
-- setup: CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO tgen (a) VALUES (n); RETURN n + 1; END $$;
SELECT f(f(f(f(f(f(f(f(f(f(1))))))))));

-- case: a function that calls itself
-- setup: CREATE FUNCTION fib(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n < 2 THEN INSERT INTO tgen (a) VALUES (n); RETURN 1; END IF; RETURN fib(n - 1) + fib(n - 2); END $$;
SELECT fib(8);

-- case: functions that call each other
-- setup: CREATE FUNCTION odd(n int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF n = 0 THEN DELETE FROM trep; RETURN false; END IF; RETURN even(n - 1); END $$;
-- setup: CREATE FUNCTION even(n int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF n = 0 THEN INSERT INTO tgen (a) VALUES (1); RETURN true; END IF; RETURN odd(n - 1); END $$;
SELECT odd(6);

-- case: a call that is given a variable
-- setup: CREATE FUNCTION add_column(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I ADD q int', name); END $$;
DO $$ DECLARE n text; BEGIN FOREACH n IN ARRAY ARRAY['tgen', 'trep'] LOOP PERFORM add_column(n); END LOOP; END $$;

-- case: a call of an sql function that is given a variable
-- setup: CREATE FUNCTION add_column(name text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I ADD q int', name); RETURN 1; END $$; CREATE FUNCTION add_to(name text) RETURNS int LANGUAGE sql AS $$ SELECT add_column(name) $$;
DO $$ DECLARE n text := 'tgen'; BEGIN PERFORM add_to(n); END $$;

-- case: a call of a procedure that is given a variable
-- setup: CREATE PROCEDURE add_column(name text) LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I ADD q int', name); END $$;
DO $$ DECLARE n text := 'tgen'; BEGIN CALL add_column(n); END $$;

-- case: a call for each row of a catalog
-- setup: CREATE FUNCTION add_column(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I ADD q int', name); END $$;
DO $$ BEGIN PERFORM add_column(c.relname) FROM pg_class c WHERE c.relname IN ('tgen', 'trep') AND c.relkind = 'r'; END $$;

-- case: a call in the condition of a query without rows of its own
-- setup: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE tgen ADD q int; RETURN 1; END $$;
DO $$ DECLARE x int; BEGIN SELECT 1 INTO x WHERE 1 = f(); END $$;

-- case: what a function returns, used after what it did
-- setup: CREATE FUNCTION made() RETURNS text LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE made_here (id int); RETURN 'made_here'; END $$;
DO $$ DECLARE n text; BEGIN n := made(); EXECUTE 'ALTER TABLE ' || n || ' ADD q int'; ALTER TABLE tgen ADD q int; END $$;

-- case: what a function returns that the second call could not
-- setup: CREATE FUNCTION name_once() RETURNS text LANGUAGE plpgsql AS $$ BEGIN CREATE TEMP TABLE taken (id int); RETURN 'tgen'; END $$;
DO $$ DECLARE n text := name_once(); BEGIN EXECUTE 'ALTER TABLE ' || n || ' ADD q int'; END $$;

-- case: a call that fails for the value that it is given
-- setup: CREATE FUNCTION must_be(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n <> 1 THEN RAISE EXCEPTION 'not one'; END IF; RETURN n; END $$;
DO $$ DECLARE n int := 2; BEGIN PERFORM must_be(n); END $$;

-- case: a call whose error is caught in a loop
-- setup: CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE trep SET v = n; RAISE EXCEPTION 'no'; END $$;
DO $$ BEGIN FOR i IN 1..50 LOOP BEGIN PERFORM f(i); EXCEPTION WHEN OTHERS THEN INSERT INTO tgen (a) VALUES (i); END; END LOOP; END $$;

-- case: a trigger that loops, fired in a loop
-- setup: CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..60 LOOP UPDATE trep SET v = i WHERE id = i; END LOOP; RETURN NEW; END $$; CREATE TRIGGER x BEFORE INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION fired();
DO $$ BEGIN FOR i IN 1..200 LOOP INSERT INTO tgen (a) VALUES (i); END LOOP; END $$;

-- case: a statement that finds something else in the second round
DO $$ BEGIN FOR i IN 1..2 LOOP CREATE TABLE IF NOT EXISTS once_only (id int); ALTER TABLE tgen ADD COLUMN IF NOT EXISTS q int; END LOOP; END $$;

-- case: a statement that fails in the second round
DO $$ BEGIN FOR i IN 1..2 LOOP ALTER TABLE tgen ADD COLUMN q int; END LOOP; END $$;

-- case: a call of which the branch that is not taken would fail
-- setup: CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n = 1 THEN UPDATE tgen SET a = 1; ELSE DROP TABLE nope; END IF; RETURN 1; END $$;
DO $$ DECLARE n int := 1; BEGIN PERFORM f(n); END $$;

-- case: a parameter of the name of a column
-- setup: CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n = 1 THEN UPDATE trep SET v = 1; END IF; RETURN 1; END $$; CREATE FUNCTION s(a int) RETURNS bigint LANGUAGE sql AS $$ SELECT count(f(tgen.a)) FROM tgen $$;
SELECT s(1);

-- case: a function that calls itself until it fails
-- setup: CREATE FUNCTION down(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n = 0 THEN DROP TABLE nope; END IF; RETURN down(n - 1); END $$;
SELECT down(3);

-- case: a function that calls itself as often as there are rows
-- setup: CREATE FUNCTION walk(n int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM tgen WHERE id > n LIMIT 1 LOOP UPDATE trep SET v = 1; IF n < 5 THEN PERFORM walk(r.id); END IF; END LOOP; RETURN n; END $$;
SELECT walk(0);
