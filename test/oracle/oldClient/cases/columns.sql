-- case: a dropped column
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text, email text);
ALTER TABLE users DROP COLUMN email;

-- case: a dropped column under a view that goes with it
-- setup: CREATE TABLE users (id int PRIMARY KEY, email text); CREATE VIEW emails AS SELECT email FROM users;
ALTER TABLE users DROP COLUMN email CASCADE;

-- case: a renamed column
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text); CREATE VIEW names AS SELECT name FROM users;
ALTER TABLE users RENAME COLUMN name TO full_name;

-- case: a renamed column of a view
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text); CREATE VIEW names AS SELECT name FROM users;
ALTER TABLE names RENAME COLUMN name TO full_name;

-- case: a renamed column of a partitioned table
-- setup: CREATE TABLE events (at int, what text) PARTITION BY RANGE (at);
-- setup: CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);
ALTER TABLE events RENAME COLUMN what TO kind;

-- case: a column dropped and made again, of another type
-- setup: CREATE TABLE users (id int PRIMARY KEY, age text);
ALTER TABLE users DROP COLUMN age, ADD COLUMN age int;

-- case: IF EXISTS that finds no column
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
ALTER TABLE users DROP COLUMN IF EXISTS nothing;
