-- case: a function is renamed
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
-- breaks old-code-uses-object function.price(integer): SELECT price(1)
ALTER FUNCTION price(integer) RENAME TO net_price;

-- case: a function moves to another schema
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
-- breaks old-code-uses-object function.price(integer): SELECT price(1)
ALTER FUNCTION price(integer) SET SCHEMA archive;

-- case: a function is dropped
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- setup: CREATE FUNCTION price(text) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- breaks old-code-uses-object function.price(integer): SELECT price(1)
-- goes on: SELECT price('a'::text)
DROP FUNCTION price(integer);

-- case: a procedure is dropped
-- setup: CREATE PROCEDURE work() LANGUAGE plpgsql AS 'BEGIN END';
-- breaks old-code-uses-object procedure.work(): CALL work()
DROP PROCEDURE work();

-- case: a trigger's function is renamed
-- setup: CREATE TABLE users (id int); CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
-- setup: CREATE TRIGGER touched BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch();
-- goes on: INSERT INTO users VALUES (1)
ALTER FUNCTION touch() RENAME TO touched;

-- case: an enum is renamed
-- setup: CREATE TYPE mood AS ENUM ('sad', 'happy');
-- breaks anew old-code-uses-object type.public.mood: SELECT 'sad'::mood
ALTER TYPE mood RENAME TO feeling;

-- case: a value of an enum is renamed
-- setup: CREATE TYPE mood AS ENUM ('sad', 'happy');
-- breaks anew old-code-uses-object type.public.mood.sad: SELECT 'sad'::mood
-- goes on: SELECT 'happy'::mood
ALTER TYPE mood RENAME VALUE 'sad' TO 'gloomy';

-- case: a domain is dropped
-- setup: CREATE DOMAIN email AS text;
-- breaks old-code-uses-object type.public.email: SELECT 'a'::email
DROP DOMAIN email;

-- case: a function may no longer be called
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- breaks old-code-loses-privilege function.price(integer): SELECT price(1)
REVOKE EXECUTE ON FUNCTION price(integer) FROM PUBLIC;

-- case: all functions of a schema may no longer be called
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- breaks old-code-loses-privilege function.price(integer): SELECT price(1)
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;

-- case: a rule does nothing instead
-- setup: CREATE TABLE users (id int);
-- breaks old-code-writes-replaced public.users.kept: INSERT INTO users VALUES (1) RETURNING id
CREATE RULE kept AS ON INSERT TO users DO INSTEAD NOTHING;

-- case: a function with a default that takes the same calls
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
-- breaks anew old-code-calls-either function.price(integer): SELECT price(1)
CREATE FUNCTION price(integer, text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 2';

-- case: a function with a default that takes calls with more arguments only
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
-- goes on: SELECT price(1)
CREATE FUNCTION price(integer, text, text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 2';

-- case: a function with a default whose first parameter is of another type
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
-- goes on: SELECT price(1)
CREATE FUNCTION price(text, text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 2';

-- case: a default that makes an older function take the same calls
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION price(integer, text) RETURNS integer LANGUAGE sql AS 'SELECT 2';
-- breaks anew old-code-calls-either function.price(integer): SELECT price(1)
CREATE OR REPLACE FUNCTION price(integer, text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 3';

-- case: another body of a function whose calls were ambiguous before
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION price(integer, text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 2';
-- goes on: SELECT price(1, 'x')
CREATE OR REPLACE FUNCTION price(integer, text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 3';

-- case: a function is dropped beside one that takes its calls
-- setup: CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION price(integer, text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 2';
-- goes on: SELECT price(1, 'x')
DROP FUNCTION price(integer);

-- case: a trigger that returns NULL before each row
-- setup: CREATE TABLE users (id int); CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
-- breaks old-code-writes-stopped public.users.skips: WITH new AS (INSERT INTO users VALUES (1) RETURNING id) SELECT 1 / count(*) FROM new
CREATE TRIGGER skips BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION skip();

-- case: a trigger that returns NULL after each row, or before a statement
-- setup: CREATE TABLE users (id int); CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
-- goes on: WITH new AS (INSERT INTO users VALUES (1) RETURNING id) SELECT 1 / count(*) FROM new
CREATE TRIGGER skips AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION skip();

-- case: a trigger that returns NULL before a statement
-- setup: CREATE TABLE users (id int); CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
-- goes on: WITH new AS (INSERT INTO users VALUES (1) RETURNING id) SELECT 1 / count(*) FROM new
CREATE TRIGGER skips BEFORE INSERT ON users EXECUTE FUNCTION skip();

-- case: a trigger that returns NULL where it is an update
-- setup: CREATE TABLE users (id int); CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF TG_OP = ''UPDATE'' THEN RETURN NULL; END IF; RETURN NEW; END'; INSERT INTO users VALUES (1);
-- goes on: WITH new AS (INSERT INTO users VALUES (1) RETURNING id) SELECT 1 / count(*) FROM new
-- breaks old-code-writes-stopped public.users.skips: WITH new AS (UPDATE users SET id = 2 RETURNING id) SELECT 1 / count(*) FROM new
CREATE TRIGGER skips BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION skip();

-- case: a trigger that returns NULL for some rows
-- setup: CREATE TABLE users (id int); CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.id > 5 THEN RETURN NULL; END IF; RETURN NEW; END';
-- goes on: WITH new AS (INSERT INTO users VALUES (1) RETURNING id) SELECT 1 / count(*) FROM new
CREATE TRIGGER skips BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION skip();

-- case: a trigger with a condition
-- setup: CREATE TABLE users (id int); CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
-- goes on: WITH new AS (INSERT INTO users VALUES (1) RETURNING id) SELECT 1 / count(*) FROM new
CREATE TRIGGER skips BEFORE INSERT ON users FOR EACH ROW WHEN (NEW.id > 5) EXECUTE FUNCTION skip();

-- case: a trigger that refuses
-- setup: CREATE TABLE users (id int); CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''frozen''; END';
-- breaks old-code-writes-stopped public.users.refuses: INSERT INTO users VALUES (1)
CREATE TRIGGER refuses AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION refuse();

-- case: a trigger that sets a column that there is not
-- setup: CREATE TABLE users (id int); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changed_at := now(); RETURN NEW; END';
-- breaks old-code-writes-stopped public.users.stamps: INSERT INTO users VALUES (1)
CREATE TRIGGER stamps BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION stamp();

-- case: the function of a trigger refuses now
-- setup: CREATE TABLE users (id int); CREATE FUNCTION check_user() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER checks BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION check_user();
-- breaks old-code-writes-stopped public.users.checks: INSERT INTO users VALUES (1)
CREATE OR REPLACE FUNCTION check_user() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''frozen''; END';

-- case: a trigger is enabled that refuses
-- setup: CREATE TABLE users (id int); CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''frozen''; END'; CREATE TRIGGER refuses BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION refuse(); ALTER TABLE users DISABLE TRIGGER refuses;
-- breaks old-code-writes-stopped public.users.refuses: INSERT INTO users VALUES (1)
ALTER TABLE users ENABLE TRIGGER refuses;

-- case: a trigger of a partitioned table
-- setup: CREATE TABLE users (id int) PARTITION BY LIST (id); CREATE TABLE users_1 PARTITION OF users FOR VALUES IN (1); CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''frozen''; END';
-- breaks old-code-writes-stopped public.users.refuses: INSERT INTO users VALUES (1)
CREATE TRIGGER refuses BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION refuse();

-- case: a trigger that was there gets another name
-- setup: CREATE TABLE users (id int); CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''frozen''; END'; CREATE TRIGGER refuses BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION refuse();
ALTER TRIGGER refuses ON users RENAME TO refuses_all;

-- case: a child leaves its parent
-- setup: CREATE TABLE vehicles (id int); CREATE TABLE cars (doors int) INHERITS (vehicles); INSERT INTO cars VALUES (1, 4);
-- breaks old-code-misses-rows public.vehicles.public.cars: SELECT 1 / count(*) FROM vehicles
ALTER TABLE cars NO INHERIT vehicles;

-- case: a partition is detached
-- setup: CREATE TABLE users (id int) PARTITION BY LIST (id); CREATE TABLE users_1 PARTITION OF users FOR VALUES IN (1); CREATE TABLE users_rest PARTITION OF users DEFAULT; INSERT INTO users VALUES (2);
-- goes on: SELECT 1 / count(*) FROM users
ALTER TABLE users DETACH PARTITION users_1;
