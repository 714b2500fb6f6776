-- case: the unique index of an upsert is dropped
-- setup: CREATE TABLE users (id int, name text); CREATE UNIQUE INDEX one_name ON users (name);
-- breaks old-code-upserts-on-key public.users.one_name: INSERT INTO users VALUES (1, 'x') ON CONFLICT (name) DO NOTHING
DROP INDEX one_name;

-- case: another unique index serves
-- setup: CREATE TABLE users (id int, name text); CREATE UNIQUE INDEX one_name ON users (name);
-- setup: CREATE UNIQUE INDEX same_name ON users (name);
-- goes on: INSERT INTO users VALUES (1, 'x') ON CONFLICT (name) DO NOTHING
DROP INDEX one_name;

-- case: the unique constraint of an upsert is dropped
-- setup: CREATE TABLE users (id int, name text CONSTRAINT one_name UNIQUE);
-- breaks old-code-upserts-on-key public.users.one_name: INSERT INTO users VALUES (1, 'x') ON CONFLICT (name) DO NOTHING
ALTER TABLE users DROP CONSTRAINT one_name;

-- case: a constraint that is named in an upsert is renamed
-- setup: CREATE TABLE users (id int, name text CONSTRAINT one_name UNIQUE);
-- breaks old-code-upserts-on-key public.users.one_name: INSERT INTO users VALUES (1, 'x') ON CONFLICT ON CONSTRAINT one_name DO NOTHING
-- goes on: INSERT INTO users VALUES (1, 'x') ON CONFLICT (name) DO NOTHING
ALTER TABLE users RENAME CONSTRAINT one_name TO unique_name;

-- case: the key goes with a column
-- setup: CREATE TABLE users (id int, name text, place text); CREATE UNIQUE INDEX here ON users (name, place);
-- breaks old-code-upserts-on-key public.users.here: INSERT INTO users (id, name, place) VALUES (1, 'x', 'y') ON CONFLICT (name, place) DO NOTHING
ALTER TABLE users DROP COLUMN place;

-- case: a unique index in place of a constraint
-- setup: CREATE TABLE users (id int, name text); CREATE UNIQUE INDEX one_name ON users (name);
-- setup: CREATE INDEX plain ON users (name);
-- goes on: INSERT INTO users VALUES (1, 'x') ON CONFLICT (name) DO NOTHING
DROP INDEX plain;
