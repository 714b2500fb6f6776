-- case: drop table view1
-- setup: create table p(id int primary key);
-- setup: create table q(id int primary key);
-- setup: create view view1 as select * from p;
drop table view1;

-- case: drop table p
-- setup: create table p(id int primary key);
-- setup: create view view1 as select * from p;
drop table p;

-- case: drop table p cascade
-- setup: create table p(id int primary key);
-- setup: create view view1 as select * from p;
drop table p cascade;

-- case: drop table nope
drop table nope;

-- case: drop table if exists nope
drop table if exists nope;

-- case: drop table s.nope
drop table s.nope;

-- case: drop table if exists s.nope
drop table if exists s.nope;

-- case: drop table p, q
-- setup: create table p(id int);
-- setup: create table q(id int);
-- setup: create view view1 as select * from p;
drop table p, q;

-- case: drop view p
-- setup: create table p(id int);
drop view p;

-- case: drop index p
-- setup: create table p(id int);
drop index p;

-- case: drop sequence p
-- setup: create table p(id int);
drop sequence p;

-- case: drop sequence p_id_seq
-- setup: create table p(id serial);
drop sequence p_id_seq;

-- case: drop sequence p_id_seq cascade
-- setup: create table p(id serial);
drop sequence p_id_seq cascade;

-- case: drop sequence p_id_seq (2)
-- setup: create table p(id int generated always as identity);
drop sequence p_id_seq;

-- case: drop table p (2)
-- setup: create table p(id serial);
drop table p;

-- case: drop type e
-- setup: create type e as enum ('a');
-- setup: create table p(id e);
drop type e;

-- case: drop type e cascade
-- setup: create type e as enum ('a');
-- setup: create table p(id e);
drop type e cascade;

-- case: drop type e (2)
-- setup: create type e as (a int);
drop type e;

-- case: drop domain d
-- setup: create domain d as int;
-- setup: create table p(id d);
drop domain d;

-- case: drop type d
-- setup: create domain d as int;
drop type d;

-- case: drop function f
-- setup: create function f() returns int language sql as 'select 1';
-- setup: create table p(id int default f());
drop function f;

-- case: drop function f cascade
-- setup: create function f() returns int language sql as 'select 1';
-- setup: create table p(id int default f());
drop function f cascade;

-- case: drop function f (2)
-- setup: create function f() returns int language sql as 'select 1';
-- setup: create function f(int) returns int language sql as 'select 1';
drop function f;

-- case: drop function f (3)
drop function f;

-- case: drop function f(int)
drop function f(int);

-- case: drop function if exists f(int, text)
drop function if exists f(int, text);

-- case: drop function f()
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create table p(id int);
-- setup: create trigger tab before insert on p for each row execute function f();
drop function f();

-- case: drop function f() cascade
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create table p(id int);
-- setup: create trigger tab before insert on p for each row execute function f();
drop function f() cascade;

-- case: drop trigger tab on p
-- setup: create table p(id int);
drop trigger tab on p;

-- case: drop trigger if exists tab on p
-- setup: create table p(id int);
drop trigger if exists tab on p;

-- case: drop trigger if exists tab on p (2)
drop trigger if exists tab on p;

-- case: drop trigger tab on p (2)
drop trigger tab on p;

-- case: drop policy tab on p
-- setup: create table p(id int);
drop policy tab on p;

-- case: drop policy if exists tab on p
-- setup: create table p(id int);
drop policy if exists tab on p;

-- case: drop policy if exists tab on p (2)
drop policy if exists tab on p;

-- case: drop schema s
-- setup: create schema s;
-- setup: create table s.tab(id int);
drop schema s;

-- case: drop schema s (2)
drop schema s;

-- case: drop extension pgcrypto
-- setup: create extension pgcrypto;
drop extension pgcrypto;

-- case: drop extension nope
drop extension nope;

-- case: drop materialized view m
-- setup: create materialized view m as select 1 a;
-- setup: create index on m(a);
drop materialized view m;

-- case: drop view m
-- setup: create materialized view m as select 1 a;
drop view m;

-- case: drop index concurrently i
-- setup: create table p(id int);
-- setup: create index i on p(id);
drop index concurrently i;

-- case: drop index p_pkey
-- setup: create table p(id int primary key);
drop index p_pkey;

-- case: drop index if exists nope
-- setup: create table p(id int primary key);
drop index if exists nope;

-- case: drop statistics st
-- setup: create table p(id int);
-- setup: create statistics st on id, (id+1) from p;
drop statistics st;

-- case: drop table a
-- setup: create table a(id int);
-- setup: create table b(id int) inherits (a);
drop table a;

-- case: drop table b
-- setup: create table a(id int);
-- setup: create table b(id int) inherits (a);
drop table b;

-- case: drop table a (2)
-- setup: create table a(id int);
-- setup: create table b(x a);
drop table a;

-- case: drop table a (3)
-- setup: create table a(id int);
-- setup: create function f(a) returns int language sql as 'select 1';
drop table a;

-- case: drop table parted1
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create table parted_default partition of parted default;
drop table parted1;

-- case: drop table parted_default
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create table parted_default partition of parted default;
drop table parted_default;

-- case: drop rule r on p
-- setup: create table p(id int);
-- setup: create rule r as on insert to p do nothing;
drop rule r on p;

-- case: drop function f (4)
-- setup: create procedure f() language sql as 'select 1';
drop function f;

-- case: drop routine f
-- setup: create procedure f() language sql as 'select 1';
drop routine f;

-- case: drop table p, i
-- setup: create table p(id int);
-- setup: create index i on p(id);
drop table p, i;

-- case: alter table p drop column a
-- setup: create table p(a int, b int, c int);
-- setup: create index i on p(a) where b > 0;
-- setup: create index j on p((a+c));
alter table p drop column a;

-- case: drop extension citext
-- setup: create extension citext;
-- setup: create table a(x citext);
drop extension citext;

-- case: drop extension citext cascade
-- setup: create extension citext;
-- setup: create table a(x citext);
drop extension citext cascade;

-- case: drop rule r on a
-- setup: create table a(id int, b int);
-- setup: create rule r as on delete to a do instead nothing;
drop rule r on a;

-- case: drop rule if exists r on a
-- setup: create table a(id int, b int);
drop rule if exists r on a;

-- case: drop rule r on a (2)
-- setup: create table a(id int, b int);
drop rule r on a;

-- case: drop sequence s1
-- setup: create sequence s1;
-- setup: create table a(id int default nextval('s1'));
drop sequence s1;

-- case: drop sequence s1 cascade
-- setup: create sequence s1;
-- setup: create table a(id int default nextval('s1'));
drop sequence s1 cascade;

-- case: statistics are dropped by their name with its schema
-- setup: CREATE STATISTICS s2.hx_st ON a, nn FROM t;
DROP STATISTICS s2.hx_st;

-- case: a collation that a column uses
-- setup: CREATE COLLATION hx_coll FROM "C";
-- setup: CREATE TABLE hx_t (a text COLLATE hx_coll, b text);
-- setup: CREATE INDEX hx_i ON hx_t (b COLLATE hx_coll);
DROP COLLATION hx_coll;

-- case: a collation goes with the column and the index
-- setup: CREATE COLLATION hx_coll FROM "C";
-- setup: CREATE TABLE hx_t (a text COLLATE hx_coll, b text);
-- setup: CREATE INDEX hx_i ON hx_t (b COLLATE hx_coll);
DROP COLLATION hx_coll CASCADE;

-- case: an extension whose operator class an index uses
-- setup: CREATE EXTENSION pg_trgm;
-- setup: CREATE INDEX ON t USING gin (b gin_trgm_ops);
DROP EXTENSION pg_trgm;

-- case: with CASCADE the index goes
-- setup: CREATE EXTENSION pg_trgm;
-- setup: CREATE INDEX hx_i ON t USING gin (b gin_trgm_ops);
DROP EXTENSION pg_trgm CASCADE;

-- case: an extension that an exclusion constraint needs
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE hx_t (a int, r int4range, CONSTRAINT hx_e EXCLUDE USING gist (a WITH =, r WITH &&));
DROP EXTENSION btree_gist CASCADE;

-- case: an extension whose function a default calls
-- setup: CREATE EXTENSION "uuid-ossp";
-- setup: CREATE TABLE hx_t (a uuid DEFAULT uuid_generate_v4());
DROP EXTENSION "uuid-ossp";

-- case: 98 drop a trigger of a partitioned table
-- setup: CREATE TRIGGER ptt BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
DROP TRIGGER ptt ON pt;

-- case: drop statistics
-- doc: remarks: DROP STATISTICS
DROP STATISTICS st1;

-- case: drop an extension that nothing uses
-- doc: schemas: DROP EXTENSION that nothing uses
-- setup: CREATE EXTENSION citext;
DROP EXTENSION citext;

-- case: drop a publication
-- doc: remarks: DROP PUBLICATION
DROP PUBLICATION pub;

-- case: the row triggers of a parent come to a new partition
-- setup: CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM (300) TO (400);
DROP TRIGGER tr ON pt;

-- case: and to one that is attached
-- setup: CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);
DROP TRIGGER tr ON pt;
