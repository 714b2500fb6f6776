-- case: drop schema s cascade
-- setup: create schema s;
-- setup: create table s.a(id int primary key);
-- setup: create table b(id int references s.a);
drop schema s cascade;

-- case: drop schema s cascade (2)
-- setup: create schema s;
-- setup: create table b(id int primary key);
-- setup: create table s.a(id int references b);
-- setup: create view s.view1 as select * from b;
drop schema s cascade;

-- case: drop schema s
-- setup: create schema s;
drop schema s;

-- case: drop schema s (2)
-- setup: create schema s;
-- setup: create function s.f() returns int language sql as 'select 1';
drop schema s;

-- case: drop schema s cascade (3)
-- setup: create schema s;
-- setup: create function s.f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create table a(id int);
-- setup: create trigger tab before insert on a for each row execute function s.f();
drop schema s cascade;

-- case: drop schema if exists nope cascade
drop schema if exists nope cascade;

-- case: DROP SCHEMA takes along tables of its composite types
-- setup: CREATE SCHEMA hx_s;
-- setup: CREATE TYPE hx_s.ty AS (a int);
-- setup: CREATE TABLE hx_ty OF hx_s.ty;
DROP SCHEMA hx_s CASCADE;

-- case: drop an empty schema
-- doc: schemas: DROP SCHEMA that is empty
DROP SCHEMA s2;

-- case: drop schema cascade
-- doc: schemas: DROP SCHEMA … CASCADE
DROP SCHEMA public CASCADE;
