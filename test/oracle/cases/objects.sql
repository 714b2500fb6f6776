-- case: create function f() returns setof tab language sql as select * from ta
-- setup: create table tab(a int);
create function f() returns setof tab language sql as 'select * from tab';

-- case: create function f() returns void language sql as insert into tab value
-- setup: create table tab(a int);
create function f() returns void language sql as 'insert into tab values (1)';

-- case: create function f() returns int language sql as select a from nope
create function f() returns int language sql as 'select a from nope';

-- case: create function f() returns int language sql begin atomic select a fro
-- setup: create table tab(a int);
create function f() returns int language sql begin atomic select a from tab; end;

-- case: create function f() returns int language plpgsql as begin return (sele
create function f() returns int language plpgsql as 'begin return (select a from nope); end';

-- case: create function f() returns int language sql as select 1
-- setup: create table tab(a int);
-- setup: create function f() returns int language sql as 'select 1';
create function f() returns int language sql as 'select 1';

-- case: create or replace function f() returns bigint language sql as select 1
-- setup: create function f() returns int language sql as 'select 1';
create or replace function f() returns bigint language sql as 'select 1::bigint';

-- case: create or replace function f(b int) returns int language sql as select
-- setup: create function f(a int) returns int language sql as 'select 1';
create or replace function f(b int) returns int language sql as 'select 1';

-- case: create or replace procedure f() language sql as select 1
-- setup: create function f() returns int language sql as 'select 1';
create or replace procedure f() language sql as 'select 1';

-- case: create trigger tab after insert on parted for each row execute functio
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab after insert on parted for each row execute function f();

-- case: drop trigger tab on parted
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab after insert on parted for each row execute function f();
drop trigger tab on parted;

-- case: alter trigger tab on parted rename to u
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab after insert on parted for each row execute function f();
alter trigger tab on parted rename to u;

-- case: create trigger tab after insert on parted execute function f()
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tab after insert on parted execute function f();

-- case: create trigger tab after insert on p execute function nope()
-- setup: create table p(id int);
create trigger tab after insert on p execute function nope();

-- case: create trigger tab after insert on p execute function f()
-- setup: create table p(id int);
-- setup: create function f() returns int language sql as 'select 1';
create trigger tab after insert on p execute function f();

-- case: create policy x on p using (exists (select 1 from q where q.id = p.id)
-- setup: create table p(id int);
-- setup: create table q(id int);
create policy x on p using (exists (select 1 from q where q.id = p.id));

-- case: drop table q
-- setup: create table p(id int);
-- setup: create table q(id int);
-- setup: create policy x on p using (exists (select 1 from q where q.id = p.id));
drop table q;

-- case: create policy x on p using (nope)
-- setup: create table p(id int);
-- setup: create table q(id int);
create policy x on p using (nope);

-- case: create rule r as on insert to p do also insert into q values (new.id)
-- setup: create table p(id int);
-- setup: create table q(id int);
create rule r as on insert to p do also insert into q values (new.id);

-- case: drop table q (2)
-- setup: create table p(id int);
-- setup: create table q(id int);
-- setup: create rule r as on insert to p do also insert into q values (new.id);
drop table q;

-- case: create statistics s (ndistinct) on id, nope from p
-- setup: create table p(id int);
create statistics s (ndistinct) on id, nope from p;

-- case: select stxname from pg_statistic_ext
-- postgres: 16
-- setup: create table p(id int, b int);
-- setup: create statistics on id, b from p;
select stxname from pg_statistic_ext;

-- case: create publication x for table p
-- setup: create table p(id int, b int);
-- setup: create table q() inherits(p);
create publication x for table p;

-- case: create publication x for table parted
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
create publication x for table parted;

-- case: drop publication x
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create publication x for table parted;
drop publication x;

-- case: alter publication x set table p
-- setup: create table p(id int, b int);
-- setup: create publication x for table p;
alter publication x set table p;

-- case: alter publication x add table p
-- setup: create table p(id int, b int);
-- setup: create publication x for table p;
alter publication x add table p;

-- case: create publication x for all tables
-- setup: create table p(id int, b int);
create publication x for all tables;

-- case: comment on view view1 is x
-- setup: create view view1 as select 1 a;
comment on view view1 is 'x';

-- case: comment on sequence view1 is x
-- setup: create sequence view1;
comment on sequence view1 is 'x';

-- case: comment on column view1.a is x
-- setup: create view view1 as select 1 a;
comment on column view1.a is 'x';

-- case: comment on column p.nope is x
-- setup: create table p(id int);
comment on column p.nope is 'x';

-- case: comment on constraint c on p is x
-- setup: create table p(id int);
comment on constraint c on p is 'x';

-- case: comment on table p is x
comment on table p is 'x';

-- case: comment on column e.a is x
-- setup: create type e as (a int);
comment on column e.a is 'x';

-- case: comment on type e is x
-- setup: create type e as enum ('a');
comment on type e is 'x';

-- case: comment on view p is x
-- setup: create table p(id int);
comment on view p is 'x';

-- case: comment on policy x on p is x
-- setup: create table p(id int);
-- setup: create policy x on p;
comment on policy x on p is 'x';

-- case: grant all on all tables in schema public to public
-- setup: create table p(id serial);
-- setup: create view view1 as select * from p;
grant all on all tables in schema public to public;

-- case: grant select on p, p_id_seq to public
-- setup: create table p(id serial);
grant select on p, p_id_seq to public;

-- case: grant all on all sequences in schema public to public
-- setup: create table p(id serial);
grant all on all sequences in schema public to public;

-- case: grant select on nope to public
grant select on nope to public;

-- case: grant select (id) on p to public
-- setup: create table p(id serial);
grant select (id) on p to public;

-- case: lock table p in share mode
-- setup: create table p(id serial);
lock table p in share mode;

-- case: lock table view1
-- setup: create table p(id serial);
-- setup: create view view1 as select * from p;
lock table view1;

-- case: lock table p
-- setup: create table p(id serial);
-- setup: create table q() inherits (p);
lock table p;

-- case: lock table only p
-- setup: create table p(id serial);
-- setup: create table q() inherits (p);
lock table only p;

-- case: truncate p
-- setup: create table p(id serial primary key);
truncate p;

-- case: truncate p restart identity
-- setup: create table p(id serial primary key);
truncate p restart identity;

-- case: truncate p (2)
-- setup: create table p(id serial primary key);
-- setup: create table c(b int references p);
truncate p;

-- case: truncate p, c
-- setup: create table p(id serial primary key);
-- setup: create table c(b int references p);
truncate p, c;

-- case: truncate p cascade
-- setup: create table p(id serial primary key);
-- setup: create table c(b int references p);
-- setup: create table d(x serial primary key, b int references p);
truncate p cascade;

-- case: truncate parted
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
truncate parted;

-- case: truncate view1
-- setup: create view view1 as select 1 a;
truncate view1;

-- case: analyze p
-- setup: create table p(id int primary key, b int);
-- setup: create index i on p(b);
analyze p;

-- case: analyze
-- setup: create table p(id int primary key, b int);
analyze;

-- case: analyze parted
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
analyze parted;

-- case: cluster p using p_pkey
-- setup: create table p(id int primary key, b int);
-- setup: create table q(id int primary key, b int);
-- setup: insert into p values (1,1);
cluster p using p_pkey;

-- case: cluster p
-- setup: create table p(id int primary key, b int);
cluster p;

-- case: reindex table p
-- setup: create table p(id int primary key, b int);
reindex table p;

-- case: reindex index p_pkey
-- setup: create table p(id int primary key, b int);
reindex index p_pkey;

-- case: reindex schema public
-- setup: create table p(id int primary key, b int);
reindex schema public;

-- case: copy p to stdout
-- setup: create table p(id int primary key, b int);
copy p to stdout;

-- case: explain update p set b=1
-- setup: create table p(id int primary key, b int);
explain update p set b=1;

-- case: prepare x as select * from p
-- setup: create table p(id int primary key, b int);
prepare x as select * from p;

-- case: declare c cursor for select * from p
-- setup: create table p(id int primary key, b int);
declare c cursor for select * from p;

-- case: drop a table of which a publication filters rows
-- postgres: 15
-- setup: CREATE PUBLICATION pubf FOR TABLE tgen WHERE (id > 1);
DROP TABLE tgen;

-- case: drop a table of which a publication names columns
-- postgres: 15
-- setup: CREATE PUBLICATION pubf FOR TABLE tgen (id);
DROP TABLE tgen;

-- case: drop a column that a publication names
-- postgres: 15
-- setup: CREATE PUBLICATION pubf FOR TABLE tgen (id);
ALTER TABLE tgen DROP COLUMN id;
