-- case: a new column in the results of SELECT *
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
-- goes on: INSERT INTO users (id) VALUES (1) RETURNING id
ALTER TABLE users ADD COLUMN email text;

-- case: a new column with a default
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
-- goes on: INSERT INTO users (id) VALUES (1)
ALTER TABLE users ADD COLUMN created timestamptz NOT NULL DEFAULT now();

-- case: a new column that is there already
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
ALTER TABLE users ADD COLUMN IF NOT EXISTS name text;

-- case: a new column of a table with children
-- setup: CREATE TABLE parent (id int); CREATE TABLE child () INHERITS (parent);
ALTER TABLE parent ADD COLUMN name text;

-- case: a longer varchar
-- setup: CREATE TABLE users (id int PRIMARY KEY, name varchar(10));
-- goes on: INSERT INTO users VALUES (1, 'x')
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);

-- case: numeric with a scale that it had unsaid
-- setup: CREATE TABLE users (id int PRIMARY KEY, size numeric(10));
ALTER TABLE users ALTER COLUMN size TYPE numeric(10, 0);

-- case: the same type again
-- setup: CREATE TABLE users (id int PRIMARY KEY, name varchar(10));
ALTER TABLE users ALTER COLUMN name TYPE varchar(10);

-- case: another collation
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";

-- case: a view with one more column
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text); CREATE VIEW names AS SELECT name FROM users;
CREATE OR REPLACE VIEW names AS SELECT name, id FROM users;

-- case: a view with another query and the same columns
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text); CREATE VIEW names AS SELECT name FROM users;
CREATE OR REPLACE VIEW names AS SELECT name FROM users WHERE id > 0;

-- case: a generated column
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
-- goes on: INSERT INTO users VALUES (1, 'x')
ALTER TABLE users ADD COLUMN shouted text GENERATED ALWAYS AS (upper(name)) STORED;

-- case: a rewrite that changes nothing to be seen
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
ALTER TABLE users SET UNLOGGED;

-- case: a new index and new statistics
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE INDEX ON users (name);

-- case: a row type with one more field
-- setup: CREATE TYPE point_3 AS (x int, y int); CREATE TABLE shapes (id int, at point_3);
ALTER TYPE point_3 ADD ATTRIBUTE z int;

-- case: a type with another name
-- setup: CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TABLE users (id int, mood mood);
-- breaks anew old-code-uses-object type.public.mood: SELECT 'happy'::mood
ALTER TYPE mood RENAME TO temper;
