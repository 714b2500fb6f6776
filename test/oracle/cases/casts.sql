-- case: citext becomes text
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE hx_c (a citext, b varchar(50), c text, d jsonb);
-- setup: INSERT INTO hx_c VALUES ('a', 'b', 'c', '{}');
-- setup: CREATE INDEX hx_ca ON hx_c (a);
-- setup: CREATE INDEX hx_cb ON hx_c (b);
ALTER TABLE hx_c ALTER a TYPE text;

-- case: citext becomes varchar
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE hx_c (a citext, b varchar(50), c text, d jsonb);
-- setup: INSERT INTO hx_c VALUES ('a', 'b', 'c', '{}');
-- setup: CREATE INDEX hx_ca ON hx_c (a);
-- setup: CREATE INDEX hx_cb ON hx_c (b);
ALTER TABLE hx_c ALTER a TYPE varchar;

-- case: citext becomes varchar(n)
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE hx_c (a citext, b varchar(50), c text, d jsonb);
-- setup: INSERT INTO hx_c VALUES ('a', 'b', 'c', '{}');
-- setup: CREATE INDEX hx_ca ON hx_c (a);
-- setup: CREATE INDEX hx_cb ON hx_c (b);
ALTER TABLE hx_c ALTER a TYPE varchar(20);

-- case: varchar becomes citext
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE hx_c (a citext, b varchar(50), c text, d jsonb);
-- setup: INSERT INTO hx_c VALUES ('a', 'b', 'c', '{}');
-- setup: CREATE INDEX hx_ca ON hx_c (a);
-- setup: CREATE INDEX hx_cb ON hx_c (b);
ALTER TABLE hx_c ALTER b TYPE citext;

-- case: text becomes citext by USING
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE hx_c (a citext, b varchar(50), c text, d jsonb);
-- setup: INSERT INTO hx_c VALUES ('a', 'b', 'c', '{}');
-- setup: CREATE INDEX hx_ca ON hx_c (a);
-- setup: CREATE INDEX hx_cb ON hx_c (b);
ALTER TABLE hx_c ALTER c TYPE citext USING c::citext;

-- case: jsonb becomes citext
-- setup: CREATE EXTENSION citext;
-- setup: CREATE TABLE hx_c (a citext, b varchar(50), c text, d jsonb);
-- setup: INSERT INTO hx_c VALUES ('a', 'b', 'c', '{}');
-- setup: CREATE INDEX hx_ca ON hx_c (a);
-- setup: CREATE INDEX hx_cb ON hx_c (b);
ALTER TABLE hx_c ALTER d TYPE citext;

-- case: hstore becomes jsonb by USING
-- setup: CREATE EXTENSION hstore;
-- setup: CREATE TABLE hx_h (a hstore, b text);
-- setup: INSERT INTO hx_h VALUES ('a=>1', 'a=>1');
ALTER TABLE hx_h ALTER a TYPE jsonb USING a::jsonb;

-- case: hstore does not become jsonb by itself
-- setup: CREATE EXTENSION hstore;
-- setup: CREATE TABLE hx_h (a hstore, b text);
-- setup: INSERT INTO hx_h VALUES ('a=>1', 'a=>1');
ALTER TABLE hx_h ALTER a TYPE jsonb;

-- case: text does not become hstore by itself
-- setup: CREATE EXTENSION hstore;
-- setup: CREATE TABLE hx_h (a hstore, b text);
-- setup: INSERT INTO hx_h VALUES ('a=>1', 'a=>1');
ALTER TABLE hx_h ALTER b TYPE hstore;

-- case: a cast for assignment changes the type of a column
-- setup: CREATE TYPE hx_en AS ENUM ('x', 'y');
-- setup: CREATE TABLE hx_e (a hx_en, b varchar(10));
-- setup: INSERT INTO hx_e VALUES ('x', 'y');
-- setup: CREATE FUNCTION hx_num(hx_en) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select case $1 when 'x' then 1 else 2 end $$;
CREATE CAST (hx_en AS int) WITH FUNCTION hx_num(hx_en) AS ASSIGNMENT;
ALTER TABLE hx_e ALTER a TYPE int;

-- case: an explicit cast does not
-- setup: CREATE TYPE hx_en AS ENUM ('x', 'y');
-- setup: CREATE TABLE hx_e (a hx_en, b varchar(10));
-- setup: INSERT INTO hx_e VALUES ('x', 'y');
-- setup: CREATE FUNCTION hx_num(hx_en) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select case $1 when 'x' then 1 else 2 end $$;
CREATE CAST (hx_en AS int) WITH FUNCTION hx_num(hx_en);
ALTER TABLE hx_e ALTER a TYPE int;

-- case: an explicit cast does with USING
-- setup: CREATE TYPE hx_en AS ENUM ('x', 'y');
-- setup: CREATE TABLE hx_e (a hx_en, b varchar(10));
-- setup: INSERT INTO hx_e VALUES ('x', 'y');
-- setup: CREATE FUNCTION hx_num(hx_en) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select case $1 when 'x' then 1 else 2 end $$;
CREATE CAST (hx_en AS int) WITH FUNCTION hx_num(hx_en);
ALTER TABLE hx_e ALTER a TYPE int USING a::int;

-- case: a cast WITH INOUT
-- setup: CREATE TYPE hx_en AS ENUM ('x', 'y');
-- setup: CREATE TABLE hx_e (a hx_en, b varchar(10));
-- setup: INSERT INTO hx_e VALUES ('x', 'y');
-- setup: CREATE FUNCTION hx_num(hx_en) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select case $1 when 'x' then 1 else 2 end $$;
CREATE CAST (varchar AS hx_en) WITH INOUT AS IMPLICIT;
ALTER TABLE hx_e ALTER b TYPE hx_en;

-- case: a cast that is dropped
-- setup: CREATE TYPE hx_en AS ENUM ('x', 'y');
-- setup: CREATE TABLE hx_e (a hx_en, b varchar(10));
-- setup: INSERT INTO hx_e VALUES ('x', 'y');
-- setup: CREATE FUNCTION hx_num(hx_en) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select case $1 when 'x' then 1 else 2 end $$;
-- setup: CREATE CAST (hx_en AS int) WITH FUNCTION hx_num(hx_en) AS ASSIGNMENT;
DROP CAST (hx_en AS int);
ALTER TABLE hx_e ALTER a TYPE int;

-- case: a cast that there is already
-- setup: CREATE TYPE hx_en AS ENUM ('x', 'y');
-- setup: CREATE TABLE hx_e (a hx_en, b varchar(10));
-- setup: INSERT INTO hx_e VALUES ('x', 'y');
-- setup: CREATE FUNCTION hx_num(hx_en) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select case $1 when 'x' then 1 else 2 end $$;
-- setup: CREATE CAST (hx_en AS int) WITH FUNCTION hx_num(hx_en) AS ASSIGNMENT;
CREATE CAST (hx_en AS int) WITH INOUT;

-- case: create a cast
-- doc: without-locks: CREATE CAST
CREATE CAST (en AS int) WITH INOUT;
