-- case: a dropped table is gone for readers and writers
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
DROP TABLE users;

-- case: a renamed table
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text); CREATE VIEW names AS SELECT name FROM users;
ALTER TABLE users RENAME TO people;

-- case: a table moved to another schema
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
ALTER TABLE users SET SCHEMA archive;

-- case: a dropped view
-- setup: CREATE TABLE users (id int, name text); CREATE VIEW names AS SELECT name FROM users;
DROP VIEW names;

-- case: a renamed view
-- setup: CREATE TABLE users (id int, name text); CREATE VIEW names AS SELECT name FROM users;
ALTER VIEW names RENAME TO their_names;

-- case: a renamed materialized view
-- setup: CREATE TABLE users (id int, name text); CREATE MATERIALIZED VIEW names AS SELECT name FROM users;
ALTER MATERIALIZED VIEW names RENAME TO their_names;

-- case: views that go with a table
-- setup: CREATE TABLE users (id int, name text); CREATE VIEW names AS SELECT name FROM users;
-- setup: CREATE VIEW shouted AS SELECT upper(name) AS name FROM names;
DROP TABLE users CASCADE;

-- case: a renamed schema
-- setup: CREATE TABLE archive.old (id int);
ALTER SCHEMA archive RENAME TO attic;

-- case: a dropped sequence that nobody owns
-- setup: CREATE SEQUENCE numbers;
-- breaks old-code-reads-table public.numbers: SELECT nextval('public.numbers')
DROP SEQUENCE numbers;

-- case: a renamed sequence
-- setup: CREATE SEQUENCE numbers;
-- breaks old-code-reads-table public.numbers: SELECT nextval('public.numbers')
ALTER SEQUENCE numbers RENAME TO digits;

-- case: a swap of two tables in one body
-- setup: CREATE TABLE users (id int); CREATE TABLE users_new (id int, name text);
DO $$ BEGIN ALTER TABLE users RENAME TO users_old; ALTER TABLE users_new RENAME TO users; END $$;

-- case: an index with another name concerns nobody
-- setup: CREATE TABLE users (id int); CREATE INDEX by_id ON users (id);
-- goes on: INSERT INTO users VALUES (1)
ALTER INDEX by_id RENAME TO users_by_id;
