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
