-- case: a new check
-- setup: CREATE TABLE users (id int PRIMARY KEY, age int);
-- breaks old-code-writes-old-values public.users.grown: INSERT INTO users VALUES (1, 3)
ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17);

-- case: a new check that is not valid yet
-- setup: CREATE TABLE users (id int PRIMARY KEY, age int);
-- breaks old-code-writes-old-values public.users.grown: INSERT INTO users VALUES (1, 3)
ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17) NOT VALID;

-- case: VALIDATE refuses nothing new
-- setup: CREATE TABLE users (id int PRIMARY KEY, age int);
-- setup: ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17) NOT VALID;
-- goes on: INSERT INTO users VALUES (1, 18)
ALTER TABLE users VALIDATE CONSTRAINT grown;

-- case: a check that is not enforced
-- postgres: 18
-- setup: CREATE TABLE users (id int PRIMARY KEY, age int);
-- goes on: INSERT INTO users VALUES (1, 3)
ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17) NOT ENFORCED;

-- case: a new foreign key stops writers here and deleters there
-- setup: CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE posts (author int);
-- setup: INSERT INTO users VALUES (1); INSERT INTO posts VALUES (1);
-- breaks old-code-writes-old-values public.posts.posts_author_fkey: INSERT INTO posts VALUES (2)
-- breaks old-code-writes-old-values public.users.posts_author_fkey: DELETE FROM users
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users;

-- case: a new foreign key that cascades
-- setup: CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE posts (author int);
-- setup: INSERT INTO users VALUES (1); INSERT INTO posts VALUES (1);
-- breaks old-code-writes-old-values public.posts.posts_author_fkey: INSERT INTO posts VALUES (2)
-- goes on: DELETE FROM users
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE;

-- case: a new unique index
-- setup: CREATE TABLE users (id int PRIMARY KEY, name text);
-- breaks old-code-writes-old-values public.users.one_name: INSERT INTO users VALUES (1, 'x'), (2, 'x')
CREATE UNIQUE INDEX one_name ON users (name);

-- case: a new exclusion constraint
-- setup: CREATE TABLE bookings (id int, during int4range);
-- breaks old-code-writes-old-values public.bookings.alone: INSERT INTO bookings VALUES (1, '[1,5]'), (2, '[2,3]')
ALTER TABLE bookings ADD CONSTRAINT alone EXCLUDE USING gist (during WITH &&);

-- case: a table that becomes a partition
-- setup: CREATE TABLE events (at int) PARTITION BY RANGE (at); CREATE TABLE events_1 (at int);
-- breaks old-code-writes-old-values public.events_1: INSERT INTO events_1 VALUES (5)
ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (1) TO (2);

-- case: a partition that is detached
-- setup: CREATE TABLE events (at int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);
-- breaks old-code-writes-old-values public.events: INSERT INTO events VALUES (1)
-- goes on: INSERT INTO events_1 VALUES (1)
ALTER TABLE events DETACH PARTITION events_1;

-- case: a partition that is dropped where there is a default one
-- setup: CREATE TABLE events (at int) PARTITION BY RANGE (at); CREATE TABLE others PARTITION OF events DEFAULT;
-- setup: CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);
-- goes on: INSERT INTO events VALUES (1)
DROP TABLE events_1;

-- case: a domain with a new check
-- setup: CREATE DOMAIN email AS text; CREATE TABLE users (id int, email email);
-- breaks old-code-writes-old-values public.users.email: INSERT INTO users VALUES (1, 'x')
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (value LIKE '%@%');

-- case: a dropped check frees
-- setup: CREATE TABLE users (id int PRIMARY KEY, age int CONSTRAINT grown CHECK (age > 17));
-- goes on: INSERT INTO users VALUES (1, 18)
ALTER TABLE users DROP CONSTRAINT grown;
