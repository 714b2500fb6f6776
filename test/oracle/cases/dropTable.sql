-- case: drop table a cascade
-- setup: create table a(id int);
-- setup: create view view1 as select * from a;
-- setup: create materialized view w as select * from view1;
-- setup: create index on w(id);
drop table a cascade;

-- case: drop table a
-- setup: create table a(id int);
-- setup: create function f() returns int language sql as 'select id from a limit 1';
drop table a;

-- case: drop table a (2)
-- setup: create table a(id int);
-- setup: create function f() returns int language sql begin atomic select id from a limit 1; end;
drop table a;

-- case: drop table a (3)
-- setup: create table a(id int, b int);
-- setup: create publication pb for table a;
drop table a;

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

-- case: drop table parted1
-- setup: create table p(id int primary key);
-- setup: create table parted(id int, b int references p) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
drop table parted1;

-- case: drop table parted
-- setup: create table p(id int primary key);
-- setup: create table parted(id int, b int references p) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
drop table parted;

-- case: drop table p1
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int references p);
drop table p1;

-- case: drop table p cascade
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int references p);
drop table p cascade;

-- case: a table that a policy of another table reads goes with CASCADE
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
DROP TABLE hx_a CASCADE;

-- case: DROP TABLE while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
DROP TABLE hx_o;

-- case: 77 drop a table with a view, cascade
DROP TABLE t CASCADE;

-- case: dropping a table whose row a function gives
-- setup: CREATE TABLE op (a int); CREATE FUNCTION opf() RETURNS SETOF op LANGUAGE sql AS 'SELECT * FROM op';
-- setup: ALTER TABLE op RENAME TO op2;
DROP TABLE op2;

-- case: drop a table that partitions reference down two levels
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE m (id int, at date NOT NULL, k int REFERENCES k) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') PARTITION BY LIST (k);
-- setup: CREATE TABLE m11 PARTITION OF m1 DEFAULT;
DROP TABLE k CASCADE;

-- case: drop table
-- doc: tables: DROP TABLE
DROP TABLE tgen;

-- case: drop table with fk to parent (child)
-- doc: tables: DROP TABLE with foreign keys
DROP TABLE child;

-- case: drop table referenced cascade
-- doc: tables: DROP TABLE … CASCADE of a referenced table
DROP TABLE parent CASCADE;
