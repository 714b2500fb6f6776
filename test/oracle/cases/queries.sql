-- case: select * from parted where id = 5
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create table parted2 partition of parted for values from (10) to (20);
-- setup: create table parted_default partition of parted default;
select * from parted where id = 5;

-- case: update parted set b = 1 where id >= 10
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create table parted2 partition of parted for values from (10) to (20);
-- setup: create table parted_default partition of parted default;
update parted set b = 1 where id >= 10;

-- case: delete from parted where id < 10 and b = 3
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create table parted2 partition of parted for values from (10) to (20);
-- setup: create table parted_default partition of parted default;
delete from parted where id < 10 and b = 3;

-- case: select * from parted where parted.id = c
-- setup: create table parted(id text, b int) partition by list(id);
-- setup: create table parted1 partition of parted for values in ('a','b');
-- setup: create table parted2 partition of parted for values in ('c');
-- setup: create table parted_default partition of parted default;
select * from parted where parted.id = 'c';

-- case: insert into parted values (a, 1), (z, 2)
-- setup: create table parted(id text, b int) partition by list(id);
-- setup: create table parted1 partition of parted for values in ('a','b');
-- setup: create table parted2 partition of parted for values in ('c');
-- setup: create table parted_default partition of parted default;
insert into parted values ('a', 1), ('z', 2);

-- case: delete from parted where id < 2021-01-01
-- setup: create table parted(id date, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from ('2020-01-01') to ('2021-01-01');
-- setup: create table parted2 partition of parted for values from ('2021-01-01') to ('2022-01-01');
delete from parted where id < '2021-01-01';

-- case: insert into view1 values (1,2)
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id, b from a;
insert into view1 values (1,2);

-- case: update w set x = 2
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id as x, b from a;
-- setup: create view w as select x from view1;
update w set x = 2;

-- case: delete from view1 where x = 1
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id as x, b from a;
delete from view1 where x = 1;

-- case: select * from w
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id as x, b from a;
-- setup: create view w as select x from view1;
select * from w;

-- case: create view w as select x from view1
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id as x, b from a;
create view w as select x from view1;

-- case: create materialized view w as select x from view1
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id as x, b from a;
create materialized view w as select x from view1;

-- case: create materialized view w as select x from view1 with no data
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id as x, b from a;
create materialized view w as select x from view1 with no data;

-- case: create table w as select x from view1 with no data
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id as x, b from a;
create table w as select x from view1 with no data;

-- case: select x from view1 for update
-- setup: create table a(id int, b int);
-- setup: create view view1 as select id as x, b from a;
select x from view1 for update;

-- case: select * from a, c for update of a
-- setup: create table a(id int, b int);
-- setup: create table c(id int, b int);
select * from a, c for update of a;

-- case: select * from a where id in (select id from c for share)
-- setup: create table a(id int, b int);
-- setup: create table c(id int, b int);
select * from a where id in (select id from c for share);

-- case: with x as (select * from c), y as (delete from a returning *) insert i
-- setup: create table a(id int, b int);
-- setup: create table c(id int, b int);
with x as (select * from c), y as (delete from a returning *) insert into c select * from y;

-- case: create or replace view view1 as select id from a
-- setup: create table a(id int, b int);
-- setup: create view view1 as select * from a;
create or replace view view1 as select id from a;

-- case: create or replace view view1 as select id, b, 1 as c from a
-- setup: create table a(id int, b int);
-- setup: create view view1 as select * from a;
create or replace view view1 as select id, b, 1 as c from a;

-- case: create or replace view view1 as select id, b as c from a
-- setup: create table a(id int, b int);
-- setup: create view view1 as select * from a;
create or replace view view1 as select id, b as c from a;

-- case: create or replace view view1 as select id, b::text from a
-- setup: create table a(id int, b int);
-- setup: create view view1 as select * from a;
create or replace view view1 as select id, b::text from a;

-- case: create view view1 as select id, id from a
-- setup: create table a(id int, b int);
create view view1 as select id, id from a;

-- case: create view view1 as select nope from a
-- setup: create table a(id int, b int);
create view view1 as select nope from a;

-- case: create or replace view a as select 1 x
-- setup: create table a(id int, b int);
create or replace view a as select 1 x;

-- case: create view a as select 1 x
-- setup: create table a(id int, b int);
create view a as select 1 x;

-- case: select id from a, c
-- setup: create table a(id int, b int);
-- setup: create table c(id int, b int);
select id from a, c;

-- case: select z.id from a
-- setup: create table a(id int, b int);
select z.id from a;

-- case: select id, a.b from a join c using (id) order by id
-- setup: create table a(id int, b int);
-- setup: create table c(id int, b int);
select id, a.b from a join c using (id) order by id;

-- case: refresh materialized view concurrently m
-- setup: create table a(id int, b int);
-- setup: create materialized view m as select * from a with no data;
refresh materialized view concurrently m;

-- case: refresh materialized view concurrently m (2)
-- setup: create table a(id int, b int);
-- setup: create materialized view m as select * from a;
refresh materialized view concurrently m;

-- case: refresh materialized view m with no data
-- setup: create table a(id int, b int);
-- setup: create materialized view m as select * from a;
-- setup: create unique index on m(id);
refresh materialized view m with no data;

-- case: insert into a(b) values (1)
-- setup: create table a(id int generated always as identity, b int);
insert into a(b) values (1);

-- case: insert into a values (1, 1)
-- setup: create table a(id int generated always as identity, b int);
insert into a values (1, 1);

-- case: insert into a overriding system value values (1, 1)
-- setup: create table a(id int generated always as identity, b int);
insert into a overriding system value values (1, 1);

-- case: insert into a(id) values (1)
-- setup: create table a(id serial, b int not null);
insert into a(id) values (1);

-- case: insert into a(b) values (1) (2)
-- setup: create table a(id serial, b int not null);
insert into a(b) values (1);

-- case: insert into a values (default, 1)
-- setup: create table a(id serial, b int not null);
insert into a values (default, 1);

-- case: insert into a(nope) values (1)
-- setup: create table a(id int, b int);
insert into a(nope) values (1);

-- case: insert into a(id) values (1, 2)
-- setup: create table a(id int, b int);
insert into a(id) values (1, 2);

-- case: update a set nope = 1
-- setup: create table a(id int, b int);
update a set nope = 1;

-- case: insert into m values (1, 2)
-- setup: create table a(id int, b int);
-- setup: create materialized view m as select * from a;
insert into m values (1, 2);

-- case: insert into a values (1,1) on conflict (id) do update set b = excluded
-- setup: create table a(id int primary key, b int);
insert into a values (1,1) on conflict (id) do update set b = excluded.b + a.b;

-- case: insert into a values (1,1) on conflict (id) do update set id = 5
-- setup: create table a(id int primary key, b int);
-- setup: create table c(id int references a on update cascade on delete set null, z int);
-- setup: insert into a values (1, 1);
-- setup: insert into c values (1, 1);
insert into a values (1,1) on conflict (id) do update set id = 5;

-- case: select setval(pg_get_serial_sequence(a, id), 10)
-- setup: create table a(id serial);
select setval(pg_get_serial_sequence('a', 'id'), 10);

-- case: alter sequence a_id_seq restart
-- setup: create table a(id serial);
alter sequence a_id_seq restart;

-- case: select * into b from a
-- setup: create table a(id int);
select * into b from a;

-- case: create table c as select * from a
-- setup: create table a(id int);
create table c as select * from a;

-- case: create table c as table a with no data
-- setup: create table a(id int);
create table c as table a with no data;

-- case: create index on a(j)
-- setup: create table a(id int);
-- setup: alter table a add column j json;
create index on a(j);

-- case: create index on a using gin(tab)
-- setup: create table a(id int, tab text);
create index on a using gin(tab);

-- case: create index on a using gist(id)
-- setup: create table a(id int, tab text);
create index on a using gist(id);

-- case: create index on a(now())
-- setup: create table a(id int, tab text);
create index on a(now());

-- case: create index on a((random()))
-- setup: create table a(id int, tab text);
create index on a((random()));

-- case: create index on a(id) where tab > now()::text
-- setup: create table a(id int, tab text);
create index on a(id) where tab > now()::text;

-- case: create index on a(lower(tab), id) include (tab)
-- setup: create table a(id int, tab text);
create index on a(lower(tab), id) include (tab);

-- case: create index on a(nope)
-- setup: create table a(id int, tab text);
create index on a(nope);

-- case: create index on a(x)
-- setup: create view a as select 1 x;
create index on a(x);

-- case: create index a_x on a(tab)
-- setup: create table a(id int, tab text);
-- setup: create index a_x on a(id);
create index a_x on a(tab);

-- case: create index if not exists a_x on a(tab)
-- setup: create table a(id int, tab text);
-- setup: create index a_x on a(id);
create index if not exists a_x on a(tab);

-- case: create index on only a(tab)
-- setup: create table a(id int, tab text);
create index on only a(tab);

-- case: do $$ begin create table x1(id int); alter table x1 add column b int; 
do $$ begin create table x1(id int); alter table x1 add column b int; end $$;

-- case: do $$ begin if true then alter table a add column b int; end if; end $
-- setup: create table a(id int);
do $$ begin if true then alter table a add column b int; end if; end $$;

-- case: do $$ begin alter table a add column id int; exception when duplicate_
-- setup: create table a(id int);
do $$ begin alter table a add column id int; exception when duplicate_column then null; end $$;

-- case: do $$ begin execute alter table a add column b int; end $$
-- setup: create table a(id int);
do $$ begin execute 'alter table a add column b int'; end $$;

-- case: do $$ declare n int; begin select count(*) into n from a; update a set
-- setup: create table a(id int);
do $$ declare n int; begin select count(*) into n from a; update a set id = n; end $$;

-- case: do $$ begin perform 1 from a; end $$
-- setup: create table a(id int);
do $$ begin perform 1 from a; end $$;

-- case: select set_config(search_path, , false)
select set_config('search_path', '', false);

-- case: select * from only a
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
select * from only a;

-- case: select
-- doc: data: SELECT
SELECT count(*) FROM t;

-- case: select for update
-- doc: data: SELECT … FOR UPDATE, FOR SHARE
SELECT * FROM t WHERE id=1 FOR UPDATE;

-- case: FOR UPDATE with an aggregate
SELECT count(*) FROM t FOR UPDATE;

-- case: FOR UPDATE with DISTINCT
SELECT DISTINCT a FROM t FOR SHARE;

-- case: FOR UPDATE with GROUP BY
SELECT a FROM t GROUP BY a FOR UPDATE;

-- case: FOR UPDATE with a window function
SELECT row_number() OVER () FROM t FOR UPDATE;

-- case: FOR UPDATE with UNION
SELECT a FROM t UNION SELECT a FROM t FOR UPDATE;

-- case: FOR UPDATE with a table that is not read
SELECT a FROM t FOR UPDATE OF parent;

-- case: FOR UPDATE with an aggregate in a subquery
SELECT (SELECT max(id) FROM parent) FROM t FOR UPDATE;

-- case: partitions of a time range: after a day
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at > '2024-05-01';

-- case: partitions of a time range: within one
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at >= '2024-02-01' AND at < '2024-07-01 12:30';

-- case: partitions of a time range: over two
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at >= '2023-01-01 00:00+00' AND at < '2025-01-01 00:00+00';

-- case: partitions of a time range: one instant beyond
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at >= '2023-01-01 00:00+00' AND at <= '2025-01-01 00:00+00';

-- case: partitions of a time range: with another zone
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at = '2024-01-01 01:30+02';

-- case: partitions of a time range: row locks
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
SELECT * FROM hx_m WHERE at > '2024-05-01' FOR UPDATE;

-- case: 90 read a view that is not populated
-- setup: REFRESH MATERIALIZED VIEW mv WITH NO DATA;
SELECT * FROM mv;

-- case: 92 a view keeps the old name of a renamed column
ALTER TABLE t RENAME COLUMN a TO aa;
SELECT a FROM v;

-- case: 92 a view of all columns does not get the new one
-- setup: CREATE VIEW vt AS SELECT * FROM tgen;
ALTER TABLE tgen ADD COLUMN z int;
SELECT z FROM vt;

-- case: 93 sequence restart, and nextval
ALTER SEQUENCE sq RESTART WITH 5;
SELECT nextval('sq');

-- case: 104 a value renamed and the old one used
ALTER TYPE en RENAME VALUE 'x' TO 'xx';
SELECT id FROM t WHERE e = 'x';

-- case: 130 any_value
SELECT any_value(a) FROM tgen;

-- case: 130 uuidv7
SELECT uuidv7();

-- case: 130 json_table
SELECT * FROM json_table('[1]', '$[*]' COLUMNS (a int PATH '$'));

-- case: 130 is json
SELECT a IS JSON FROM (SELECT '1' AS a) x;

-- case: 130 subquery without an alias
SELECT * FROM (SELECT 1);

-- case: 75 the table is gone
DROP TABLE tgen;
SELECT * FROM tgen;

-- case: 96 names are cut at 63 bytes
CREATE TABLE this_is_a_table_name_that_is_quite_a_bit_longer_than_sixty_three_bytes_are (id int);
SELECT * FROM this_is_a_table_name_that_is_quite_a_bit_longer_than_sixty_thre;

-- case: 96 mixed case
CREATE TABLE "Mixed" (id int);
SELECT * FROM Mixed;

-- case: a query of a missing schema
SELECT FROM nowhere.t;

-- case: setval of a missing sequence
SELECT setval('op_seq', 1);

-- case: regclass of a missing table
SELECT 'nothing'::regclass;

-- case: regclass of a missing schema
SELECT 'nowhere.nothing'::regclass;

-- case: regclass of a system catalog
SELECT 'pg_class'::regclass, 'pg_catalog.pg_class'::regclass;

-- case: the configuration of an extension, outside of it
SELECT pg_catalog.pg_extension_config_dump('nothing', '');

-- case: read a partitioned table by its key
-- doc: data: SELECT from a partitioned table by its key
SELECT * FROM pt WHERE id = 5;

-- case: read a view
-- doc: data: SELECT from a view
SELECT * FROM v;

-- case: rows locked that are counted
SELECT count(*) FROM tgen FOR UPDATE;

-- case: rows of a materialized view locked
SELECT * FROM mv FOR SHARE;

-- case: a query of an index
SELECT * FROM t_pkey;

-- case: a query of a sequence
SELECT last_value FROM sq;

-- case: a column that sequences do not have
SELECT id FROM sq;

-- case: lock rows of a materialized view
SELECT * FROM mv FOR SHARE;

-- case: lock rows beside a view that is not populated
-- setup: CREATE MATERIALIZED VIEW mw AS SELECT id FROM t WITH NO DATA;
SELECT * FROM mw, t FOR UPDATE OF t;

-- case: WHERE null
SELECT 1 FROM t WHERE NULL;

-- case: WHERE a domain over boolean
-- setup: CREATE DOMAIN bd AS boolean;
SELECT 1 FROM t WHERE true::bd;
