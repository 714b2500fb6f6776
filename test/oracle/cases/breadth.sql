-- case: drop owned by lockkeeper_oracle
-- setup: create table a(id int);
drop owned by lockkeeper_oracle;

-- case: drop owned by lockkeeper_oracle (2)
-- setup: create table a(id int);
-- setup: alter table a owner to lockkeeper_oracle;
drop owned by lockkeeper_oracle;

-- case: reassign owned by lockkeeper_oracle to postgres
-- setup: create table a(id int primary key);
-- setup: alter table a owner to lockkeeper_oracle;
reassign owned by lockkeeper_oracle to postgres;

-- case: alter index pi attach partition p1i
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create index pi on only parted(id);
-- setup: create index p1i on parted1(id);
alter index pi attach partition p1i;

-- case: alter index i set (fillfactor = 70)
-- setup: create table a(id int);
-- setup: create index i on a(id);
alter index i set (fillfactor = 70);

-- case: alter index i reset (fillfactor)
-- setup: create table a(id int);
-- setup: create index i on a(id);
alter index i reset (fillfactor);

-- case: alter index i set tablespace pg_default
-- setup: create table a(id int);
-- setup: create index i on a(id);
alter index i set tablespace pg_default;

-- case: alter index i alter column 1 set statistics 10
-- setup: create table a(id int);
-- setup: create index i on a((id+1));
alter index i alter column 1 set statistics 10;

-- case: alter index nope rename to x
alter index nope rename to x;

-- case: alter index if exists nope rename to x
alter index if exists nope rename to x;

-- case: alter view view1 set (security_barrier = true)
-- setup: create view view1 as select 1 a;
alter view view1 set (security_barrier = true);

-- case: alter view view1 alter column a set default 3
-- setup: create view view1 as select 1 a;
alter view view1 alter column a set default 3;

-- case: alter view view1 owner to lockkeeper_oracle
-- setup: create view view1 as select 1 a;
alter view view1 owner to lockkeeper_oracle;

-- case: alter view view1 rename column a to b
-- setup: create view view1 as select 1 a;
alter view view1 rename column a to b;

-- case: alter view view1 set schema s2
-- setup: create view view1 as select 1 a;
alter view view1 set schema s2;

-- case: create index i on m(a)
-- setup: create materialized view m as select 1 a;
create index i on m(a);

-- case: drop index i
-- setup: create materialized view m as select 1 a;
-- setup: create index i on m(a);
drop index i;

-- case: reindex index i
-- setup: create materialized view m as select 1 a;
-- setup: create index i on m(a);
reindex index i;

-- case: alter materialized view m rename to n
-- setup: create materialized view m as select 1 a;
alter materialized view m rename to n;

-- case: alter materialized view m set (fillfactor = 50)
-- setup: create materialized view m as select 1 a;
alter materialized view m set (fillfactor = 50);

-- case: cluster m using i
-- setup: create materialized view m as select 1 a;
-- setup: create index i on m(a);
cluster m using i;

-- case: create index on parted(b)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10) partition by range (b);
-- setup: create table pt11 partition of parted1 for values from (0) to (10);
create index on parted(b);

-- case: drop index i (2)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10) partition by range (b);
-- setup: create table pt11 partition of parted1 for values from (0) to (10);
-- setup: create index i on parted(b);
drop index i;

-- case: create unique index on parted(b)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
create unique index on parted(b);

-- case: create unique index on parted(id, b)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
create unique index on parted(id, b);

-- case: create index on a(id)
-- setup: create table a(id int);
-- setup: create table b(id int) inherits (a);
create index on a(id);

-- case: lock table a in row exclusive mode
-- setup: create table a(id int);
lock table a in row exclusive mode;

-- case: lock table a in access share mode nowait
-- setup: create table a(id int);
lock table a in access share mode nowait;

-- case: lock table nope
lock table nope;

-- case: copy a (nope) from stdin
-- setup: create table a(id int, b int);
copy a (nope) from stdin;

-- case: copy view1 to stdout
-- setup: create table a(id int, b int);
-- setup: create view view1 as select * from a;
copy view1 to stdout;

-- case: drop view view1
-- setup: create table a(id int);
-- setup: create view view1 as select * from a;
-- setup: create view w as select * from view1;
drop view view1;

-- case: drop view view1 cascade
-- setup: create table a(id int);
-- setup: create view view1 as select * from a;
-- setup: create view w as select * from view1;
drop view view1 cascade;

-- case: drop table a cascade
-- setup: create table a(id int);
-- setup: create view view1 as select * from a;
-- setup: create materialized view w as select * from view1;
-- setup: create index on w(id);
drop table a cascade;

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

-- case: drop extension citext
-- setup: create extension citext;
-- setup: create table a(x citext);
drop extension citext;

-- case: drop extension citext cascade
-- setup: create extension citext;
-- setup: create table a(x citext);
drop extension citext cascade;

-- case: create extension if not exists plpgsql
create extension if not exists plpgsql;

-- case: create extension citext
-- setup: create extension citext;
create extension citext;

-- case: create trigger tab before insert on a for each row execute function f(
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before insert on a for each row execute function f();
create trigger tab before insert on a for each row execute function f();

-- case: create or replace trigger tab before update on a for each row execute 
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before insert on a for each row execute function f();
create or replace trigger tab before update on a for each row execute function f();

-- case: create constraint trigger tab after insert on a from b deferrable for 
-- setup: create table a(id int);
-- setup: create table b(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create constraint trigger tab after insert on a from b deferrable for each row execute function f();

-- case: create trigger tab before update of nope on a for each row execute fun
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab before update of nope on a for each row execute function f();

-- case: alter table a drop column id
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before update of id on a for each row execute function f();
alter table a drop column id;

-- case: alter table a drop column id (2)
-- setup: create table a(id int, b int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before update on a for each row when (old.id <> new.id) execute function f();
alter table a drop column id;

-- case: alter table a alter column id type bigint
-- setup: create table a(id int, b int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before update on a for each row when (old.id <> new.id) execute function f();
alter table a alter column id type bigint;

-- case: create trigger tab instead of insert on view1 for each row execute fun
-- setup: create view view1 as select 1 a;
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab instead of insert on view1 for each row execute function f();

-- case: create trigger tab before insert on view1 for each row execute functio
-- setup: create view view1 as select 1 a;
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab before insert on view1 for each row execute function f();

-- case: create trigger tab after truncate on a execute function f()
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab after truncate on a execute function f();

-- case: create event trigger et on ddl_command_start execute function f()
-- setup: create table a(id int);
-- setup: create function f() returns event_trigger language plpgsql as 'begin end';
create event trigger et on ddl_command_start execute function f();

-- case: create event trigger et on ddl_command_start execute function nope()
create event trigger et on ddl_command_start execute function nope();

-- case: create policy p on a using (true)
-- setup: create table a(id int);
-- setup: create policy p on a for select to public using (id > 0);
create policy p on a using (true);

-- case: alter policy p on a rename to q
-- setup: create table a(id int);
-- setup: create policy p on a;
alter policy p on a rename to q;

-- case: alter policy p on a using (true)
-- setup: create table a(id int);
alter policy p on a using (true);

-- case: alter table a drop column b
-- setup: create table a(id int, b int);
-- setup: create policy p on a using (b > 0);
alter table a drop column b;

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

-- case: alter rule r on a rename to q
-- setup: create table a(id int, b int);
-- setup: create rule r as on delete to a do instead nothing;
alter rule r on a rename to q;

-- case: alter table a drop column b (2)
-- setup: create table a(id int, b int);
-- setup: create table l(id int);
-- setup: create rule r as on update to a where old.b <> new.b do also insert into l values (new.id);
alter table a drop column b;

-- case: drop function f(int) (2)
-- setup: create function f(a int, b int default 1) returns int language sql as 'select 1';
drop function f(int);

-- case: drop function f(int) (3)
-- setup: create function f(a int, out b int) returns int language sql as 'select 1';
drop function f(int);

-- case: alter function f(int) rename to g
-- setup: create function f(a int) returns int language sql as 'select 1';
alter function f(int) rename to g;

-- case: alter function f(int) immutable
-- setup: create function f(a int) returns int language sql as 'select 1';
alter function f(int) immutable;

-- case: alter function nope(int) immutable
alter function nope(int) immutable;

-- case: alter function f(int) set schema s2
-- setup: create function f(a int) returns int language sql as 'select 1';
alter function f(int) set schema s2;

-- case: create or replace function f(a int) returns setof int language sql as 
-- setup: create function f(a int) returns table (x int, y text) language sql as 'select 1, ''a''';
create or replace function f(a int) returns setof int language sql as 'select 1';

-- case: call p()
-- setup: create procedure p() language sql as 'select 1';
call p();

-- case: drop aggregate ag(int)
-- setup: create aggregate ag(int) (sfunc = int4pl, stype = int);
drop aggregate ag(int);

-- case: drop table a
-- setup: create table a(id int);
-- setup: create function f() returns int language sql as 'select id from a limit 1';
drop table a;

-- case: drop table a (2)
-- setup: create table a(id int);
-- setup: create function f() returns int language sql begin atomic select id from a limit 1; end;
drop table a;

-- case: create statistics s on id, id from a
-- setup: create table a(id int);
create statistics s on id, id from a;

-- case: create statistics s on id, b from a
-- setup: create table a(id int, b int);
-- setup: create statistics s on id, b from a;
create statistics s on id, b from a;

-- case: alter table a drop column b (3)
-- setup: create table a(id int, b int);
-- setup: create statistics s on id, b from a;
alter table a drop column b;

-- case: alter statistics s rename to q
-- setup: create table a(id int, b int);
-- setup: create statistics s on id, b from a;
alter statistics s rename to q;

-- case: drop table a (3)
-- setup: create table a(id int, b int);
-- setup: create publication pb for table a;
drop table a;

-- case: alter publication pb drop table a
-- setup: create table a(id int, b int);
-- setup: create publication pb for table a;
alter publication pb drop table a;

-- case: alter publication nope add table x
alter publication nope add table x;

-- case: alter publication pb rename to pq
-- setup: create table a(id int, b int);
-- setup: create publication pb for table a;
alter publication pb rename to pq;

-- case: comment on table nope is x
-- setup: create table a(id int, b int);
comment on table nope is 'x';

-- case: comment on schema public is x
comment on schema public is 'x';

-- case: comment on column nope.x is x
comment on column nope.x is 'x';

-- case: comment on index a_pkey is x
-- setup: create table a(id int primary key);
comment on index a_pkey is 'x';

-- case: comment on function f(int) is x
-- setup: create function f(a int) returns int language sql as 'select 1';
comment on function f(int) is 'x';

-- case: revoke all on schema public from public
revoke all on schema public from public;

-- case: revoke select on a from public
-- setup: create table a(id int);
revoke select on a from public;

-- case: grant execute on function f(int) to public
-- setup: create function f(a int) returns int language sql as 'select 1';
grant execute on function f(int) to public;

-- case: alter default privileges in schema public grant select on tables to pu
alter default privileges in schema public grant select on tables to public;

-- case: set lock_timeout = 5 seconds
-- setup: create table a(id int);
set lock_timeout = '5 seconds';

-- case: set transaction_timeout = 5s
-- setup: create table a(id int);
set transaction_timeout = '5s';

-- case: set local lock_timeout = 1min
set local lock_timeout = '1min';

-- case: select set_config(search_path, , false)
select set_config('search_path', '', false);

-- case: savepoint x
-- setup: create table a(id int);
savepoint x;

-- case: explain analyze select * from a
-- setup: create table a(id int);
explain analyze select * from a;

-- case: analyze a, b
-- setup: create table a(id int);
-- setup: create table b(id int);
analyze a, b;

-- case: analyze nope
-- setup: create table a(id int);
analyze nope;

-- case: truncate table a, view1
-- setup: create table a(id int);
-- setup: create view view1 as select * from a;
truncate table a, view1;

-- case: truncate only a
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
truncate only a;

-- case: truncate a
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
truncate a;

-- case: delete from only a
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
delete from only a;

-- case: update a set id = 1
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
update a set id = 1;

-- case: select * from only a
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
select * from only a;

-- case: drop sequence s1
-- setup: create sequence s1;
-- setup: create table a(id int default nextval('s1'));
drop sequence s1;

-- case: drop sequence s1 cascade
-- setup: create sequence s1;
-- setup: create table a(id int default nextval('s1'));
drop sequence s1 cascade;

-- case: insert into a default values
-- setup: create sequence s1;
-- setup: create table a(id int default nextval('s1'));
insert into a default values;

-- case: drop table a, b
-- setup: create table a(id serial primary key);
-- setup: create table b(id int references a);
drop table a, b;

-- case: drop table b, a
-- setup: create table a(id int primary key);
-- setup: create table b(id int references a);
drop table b, a;

-- case: drop table a (4)
-- setup: create table a(id int primary key, p int references a);
drop table a;

-- case: truncate a (2)
-- setup: create table a(id int primary key, p int references a);
truncate a;

-- case: insert into a values (1, 1)
-- setup: create table a(id int primary key, p int references a);
insert into a values (1, 1);

-- case: alter table a drop constraint a_p_fkey
-- setup: create table a(id int primary key, p int references a);
alter table a drop constraint a_p_fkey;

-- case: alter table a add foreign key (p) references a
-- setup: create table a(id int primary key, p int);
alter table a add foreign key (p) references a;

-- case: alter table a drop constraint a_p_key
-- setup: create table a(id int primary key, p int unique);
-- setup: create table b(x int, foreign key (x) references a(p));
alter table a drop constraint a_p_key;

-- case: drop index u
-- setup: create table a(id int primary key, p int);
-- setup: create unique index u on a(p);
-- setup: create table b(x int, foreign key (x) references a(p));
drop index u;

-- case: drop index u cascade
-- setup: create table a(id int primary key, p int);
-- setup: create unique index u on a(p);
-- setup: create table b(x int, foreign key (x) references a(p));
drop index u cascade;

-- case: alter table b add foreign key (x) references a(p)
-- setup: create table a(id int, p int);
-- setup: create unique index u on a(p) where p > 0;
-- setup: create table b(x int);
alter table b add foreign key (x) references a(p);

-- case: alter table b add foreign key (x) references a
-- setup: create table a(id int, p int);
-- setup: create table b(x int);
alter table b add foreign key (x) references a;

-- case: alter table b add foreign key (x) references a (2)
-- setup: create table a(id int primary key, p int);
-- setup: create table b(x uuid);
alter table b add foreign key (x) references a;

-- case: alter table b add foreign key (nope) references a
-- setup: create table a(id int primary key, p int);
-- setup: create table b(x int);
alter table b add foreign key (nope) references a;

-- case: alter table b add foreign key (x, y) references a
-- setup: create table a(id int primary key, p int);
-- setup: create table b(x int, y int);
alter table b add foreign key (x, y) references a;

-- case: alter table b add foreign key (x) references nope
-- setup: create table a(id int primary key, p int);
-- setup: create table b(x int);
alter table b add foreign key (x) references nope;

-- case: alter table b add foreign key (x) references view1
-- setup: create table b(x int);
-- setup: create view view1 as select 1 id;
alter table b add foreign key (x) references view1;

-- case: alter table a add check (nope > 0)
-- setup: create table a(id int);
alter table a add check (nope > 0);

-- case: alter table a add constraint c check (id > 0), add constraint c check 
-- setup: create table a(id int);
alter table a add constraint c check (id > 0), add constraint c check (id > 1);

-- case: alter table a add check (id > 1)
-- setup: create table a(id int check (id > 0));
alter table a add check (id > 1);

-- case: alter table a add unique (id), add unique (b), add primary key (id)
-- setup: create table a(id int, b int);
alter table a add unique (id), add unique (b), add primary key (id);

-- case: alter table a add primary key (id), add primary key (b)
-- setup: create table a(id int, b int);
alter table a add primary key (id), add primary key (b);

-- case: alter table a add unique (nope)
-- setup: create table a(id int, b int);
alter table a add unique (nope);

-- case: alter table a add unique (id, id)
-- setup: create table a(id int, b int);
alter table a add unique (id, id);

-- case: alter table a add unique using index i
-- setup: create table a(id int, b int);
-- setup: create index i on a(id);
alter table a add unique using index i;

-- case: alter table a add unique using index i (2)
-- setup: create table a(id int, b int);
-- setup: create unique index i on a(id desc);
alter table a add unique using index i;

-- case: alter table a add unique using index i (3)
-- setup: create table a(id int, b int);
-- setup: create unique index i on a(id) where b > 0;
alter table a add unique using index i;

-- case: alter table a add unique using index i (4)
-- setup: create table a(id int, b int);
-- setup: create unique index i on a((id+1));
alter table a add unique using index i;

-- case: alter table a add unique using index i (5)
-- setup: create table a(id int, b int);
-- setup: create table c(id int);
-- setup: create unique index i on c(id);
alter table a add unique using index i;

-- case: alter table a add unique using index a_pkey
-- setup: create table a(id int primary key, b int);
alter table a add unique using index a_pkey;

-- case: alter table a add unique using index nope
-- setup: create table a(id int, b int);
alter table a add unique using index nope;

-- case: alter table a add constraint x exclude using btree (id with =)
-- setup: create table a(id int, b int);
alter table a add constraint x exclude using btree (id with =);

-- case: create table c(x int references a(id))
-- setup: create table a(id int, b int);
-- setup: alter table a add constraint x unique (id) deferrable;
create table c(x int references a(id));

-- case: alter table c add foreign key (x) references a(id)
-- setup: create table a(id int, b int);
-- setup: alter table a add constraint x unique (id) deferrable;
-- setup: create table c(x int);
alter table c add foreign key (x) references a(id);

-- case: alter table c add foreign key (x) references a(id) (2)
-- setup: create unlogged table a(id int primary key);
-- setup: create table c(x int);
alter table c add foreign key (x) references a(id);

-- case: alter table a drop constraint x
-- setup: create table a(id int, b int, constraint x check (id > 0) no inherit);
alter table a drop constraint x;

-- case: alter table a validate constraint nope
-- setup: create table a(id int, b int);
alter table a validate constraint nope;

-- case: alter table a validate constraint a_pkey
-- setup: create table a(id int primary key, b int);
alter table a validate constraint a_pkey;

-- case: alter table a rename constraint a_pkey to x
-- setup: create table a(id int primary key, b int);
alter table a rename constraint a_pkey to x;
