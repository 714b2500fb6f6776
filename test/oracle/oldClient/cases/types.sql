-- case: a wider number
-- setup: CREATE TABLE users (id int, age int);
-- goes on: INSERT INTO users VALUES (1, 2147483647)
ALTER TABLE users ALTER COLUMN age TYPE bigint;

-- case: a narrower number
-- setup: CREATE TABLE users (id int, age bigint);
-- breaks old-code-writes-old-values public.users.age: INSERT INTO users VALUES (1, 9999999999)
ALTER TABLE users ALTER COLUMN age TYPE int;

-- case: a shorter varchar
-- setup: CREATE TABLE users (id int, name varchar(10));
-- breaks old-code-writes-old-values public.users.name: INSERT INTO users VALUES (1, 'longer')
ALTER TABLE users ALTER COLUMN name TYPE varchar(3);

-- case: varchar of any length into text
-- setup: CREATE TABLE users (id int, name varchar(10));
-- goes on: INSERT INTO users VALUES (1, 'x')
ALTER TABLE users ALTER COLUMN name TYPE text;

-- case: text into varchar
-- setup: CREATE TABLE users (id int, name text);
-- breaks old-code-writes-old-values public.users.name: INSERT INTO users VALUES (1, 'longer')
ALTER TABLE users ALTER COLUMN name TYPE varchar(3);

-- case: text into a number
-- setup: CREATE TABLE users (id int, age text);
-- breaks old-code-writes-old-values public.users.age: INSERT INTO users VALUES (1, 'two')
ALTER TABLE users ALTER COLUMN age TYPE int USING age::int;

-- case: a number into text
-- setup: CREATE TABLE users (id int, age int);
-- goes on: INSERT INTO users VALUES (1, 2)
ALTER TABLE users ALTER COLUMN age TYPE text;

-- case: fewer digits
-- setup: CREATE TABLE users (id int, size numeric(10, 2));
-- breaks old-code-writes-old-values public.users.size: INSERT INTO users VALUES (1, 12345678.12)
ALTER TABLE users ALTER COLUMN size TYPE numeric(5, 2);

-- case: fewer digits of a second are rounded
-- setup: CREATE TABLE users (id int, seen timestamp);
-- goes on: INSERT INTO users VALUES (1, '2020-01-01 10:00:00.123456')
ALTER TABLE users ALTER COLUMN seen TYPE timestamp(0);

-- case: an enum with fewer values
-- setup: CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TYPE mild AS ENUM ('happy');
-- setup: CREATE TABLE users (id int, mood mood);
-- breaks old-code-writes-old-values public.users.mood: INSERT INTO users VALUES (1, 'sad')
ALTER TABLE users ALTER COLUMN mood TYPE mild USING mood::text::mild;

-- case: an enum with more values
-- setup: CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TYPE wild AS ENUM ('sad', 'happy', 'mad');
-- setup: CREATE TABLE users (id int, mood mood);
-- goes on: INSERT INTO users VALUES (1, 'sad')
ALTER TABLE users ALTER COLUMN mood TYPE wild USING mood::text::wild;

-- case: text into an enum
-- setup: CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TABLE users (id int, mood text);
-- breaks old-code-writes-old-values public.users.mood: INSERT INTO users VALUES (1, 'mad')
ALTER TABLE users ALTER COLUMN mood TYPE mood USING mood::mood;

-- case: an enum value with another name
-- setup: CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TABLE users (id int, mood mood);
-- breaks anew old-code-writes-old-values public.users.mood: INSERT INTO users VALUES (1, 'sad')
-- breaks anew old-code-uses-object type.public.mood.sad: SELECT id FROM users WHERE mood = 'sad'
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';

-- case: one more enum value
-- setup: CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE TABLE users (id int, mood mood);
-- goes on: INSERT INTO users VALUES (1, 'sad')
ALTER TYPE mood ADD VALUE 'mad';

-- case: an array of wider numbers
-- setup: CREATE TABLE users (id int, ages int[]);
-- goes on: INSERT INTO users VALUES (1, '{1,2}')
ALTER TABLE users ALTER COLUMN ages TYPE bigint[];
