-- case: drop type e
-- setup: create type e as enum ('a');
-- setup: create function f(x e) returns int language sql as 'select 1';
drop type e;

-- case: drop type e cascade
-- setup: create type e as enum ('a');
-- setup: create function f(x e) returns int language sql as 'select 1';
drop type e cascade;

-- case: drop type e cascade (2)
-- setup: create type e as enum ('a');
-- setup: create view view1 as select 'a'::e;
drop type e cascade;

-- case: drop type e (2)
-- setup: create type e as enum ('a');
-- setup: create table a(x e[]);
drop type e;

-- case: drop domain d cascade
-- setup: create domain d as int;
-- setup: create table a(x d);
drop domain d cascade;

-- case: drop domain d
-- setup: create domain d as int;
-- setup: create domain d2 as d;
drop domain d;

-- case: drop type e (3)
-- setup: create type e as (a int);
-- setup: create table a(x e);
drop type e;

-- case: drop type e (4)
-- setup: create type e as (a int);
-- setup: create table a of e;
drop type e;

-- case: drop type e cascade (3)
-- setup: create type e as (a int);
-- setup: create table a of e;
drop type e cascade;

-- case: drop a domain that nothing uses
-- doc: types: DROP DOMAIN that nothing uses
DROP DOMAIN domc;

-- case: a range and its multirange
-- setup: CREATE TYPE ra AS RANGE (subtype = date); CREATE TABLE tr (a ra, b ra_multirange);
DROP TYPE ra CASCADE;

-- case: a renamed range and its multirange
-- setup: CREATE TYPE ra AS RANGE (subtype = date); CREATE TABLE tr (a ra, b ra_multirange);
-- setup: ALTER TYPE ra RENAME TO rb;
DROP TYPE rb CASCADE;

-- case: a multirange by itself
-- setup: CREATE TYPE ra AS RANGE (subtype = date);
DROP TYPE ra_multirange;
