-- case: drop function f(int)
-- setup: create function f(x int) returns bool language sql as 'select true';
-- setup: create table a(id int);
-- setup: create policy p on a using (f(id));
drop function f(int);

-- case: drop function f cascade
-- setup: create function f(x int) returns bool language sql as 'select true';
-- setup: create table a(id int);
-- setup: create policy p on a using (f(id));
drop function f cascade;

-- case: drop function f
-- setup: create function f(x int) returns int language sql immutable as 'select 1';
-- setup: create table a(id int);
-- setup: create index i on a(f(id));
drop function f;

-- case: drop function f cascade (2)
-- setup: create function f(x int) returns int language sql immutable as 'select 1';
-- setup: create table a(id int);
-- setup: create index i on a(f(id));
drop function f cascade;

-- case: drop function f cascade (3)
-- setup: create function f(x int) returns int language sql immutable as 'select 1';
-- setup: create table a(id int check (f(id) > 0));
drop function f cascade;

-- case: drop function f cascade (4)
-- setup: create function f(x int) returns int language sql immutable as 'select 1';
-- setup: create table a(id int, g int generated always as (f(id)) stored);
drop function f cascade;

-- case: drop function f (2)
-- setup: create function f(x int) returns int language sql immutable as 'select 1';
-- setup: create view view1 as select f(1);
drop function f;

-- case: drop function f cascade (5)
-- setup: create function f(x int) returns int language sql immutable as 'select 1';
-- setup: create view view1 as select f(1);
drop function f cascade;

-- case: drop function f(int) (2)
-- setup: create function f(a int, b int default 1) returns int language sql as 'select 1';
drop function f(int);

-- case: drop function f(int) (3)
-- setup: create function f(a int, out b int) returns int language sql as 'select 1';
drop function f(int);

-- case: drop aggregate ag(int)
-- setup: create aggregate ag(int) (sfunc = int4pl, stype = int);
drop aggregate ag(int);

-- case: 107 drop a function that an index uses
-- setup: CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)';
-- setup: CREATE INDEX wl ON t (low(b));
DROP FUNCTION low(text);

-- case: 107 drop a function that an index uses, cascade
-- setup: CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)';
-- setup: CREATE INDEX wl ON t (low(b));
DROP FUNCTION low(text) CASCADE;

-- case: 107 drop a function that a check uses, cascade
-- setup: CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)';
-- setup: ALTER TABLE t ADD CONSTRAINT lowc CHECK (low(b) = b);
DROP FUNCTION low(text) CASCADE;

-- case: 107 drop a function that a trigger uses
DROP FUNCTION trg();

-- case: DROP FUNCTION in a missing schema
DROP FUNCTION nowhere.f(int);

-- case: DROP FUNCTION in a missing schema, by name alone
DROP FUNCTION nowhere.f;

-- case: DROP FUNCTION IF EXISTS in a missing schema
DROP FUNCTION IF EXISTS nowhere.f(int);

-- case: DROP FUNCTION IF EXISTS over a missing type
DROP FUNCTION IF EXISTS f(nothing);

-- case: DROP FUNCTION over a missing type
DROP FUNCTION f(nothing);

-- case: a function with modifiers in its signature is found without them
-- setup: CREATE FUNCTION op(varchar(10)) RETURNS char(3) LANGUAGE sql AS 'SELECT ''x''::char(3)';
DROP FUNCTION op(varchar);

-- case: drop a function that nothing uses
-- doc: functions: DROP FUNCTION
DROP FUNCTION vol();
