-- case: drop index i
-- setup: create materialized view m as select 1 a;
-- setup: create index i on m(a);
drop index i;

-- case: drop index i (2)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10) partition by range (b);
-- setup: create table pt11 partition of parted1 for values from (0) to (10);
-- setup: create index i on parted(b);
drop index i;

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

-- case: drop index p1_pkey
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
drop index p1_pkey;

-- case: drop index p_pkey
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
drop index p_pkey;

-- case: drop index i (3)
-- setup: create table p(id int) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create index i on p(id);
drop index i;

-- case: drop index p1_id_idx
-- setup: create table p(id int) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create index i on p(id);
drop index p1_id_idx;

-- case: 66 drop index of a constraint
DROP INDEX parent_u_key;

-- case: 67 drop two indexes concurrently
-- blocked-by: SELECT 1;
DROP INDEX CONCURRENTLY t_a_idx, t_c_idx;

-- case: 67 drop an index concurrently, cascade
-- blocked-by: SELECT 1;
DROP INDEX CONCURRENTLY t_a_idx CASCADE;

-- case: 67 drop a constraint's index concurrently
-- blocked-by: SELECT 1;
DROP INDEX CONCURRENTLY parent_u_key;

-- case: 67 drop a partitioned index concurrently
-- setup: CREATE INDEX pti ON pt (id);
-- blocked-by: SELECT 1;
DROP INDEX CONCURRENTLY pti;

-- case: 67 drop an index concurrently that is not there, in a transaction
DROP INDEX CONCURRENTLY IF EXISTS nope;

-- case: 72 drop the index of the replica identity
-- setup: ALTER TABLE t REPLICA IDENTITY USING INDEX t_nnuq_idx;
DROP INDEX t_nnuq_idx;

-- case: 72 drop the index that a foreign key needs
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
-- setup: CREATE TABLE wc (id int REFERENCES tgen (id));
DROP INDEX wi;

-- case: 45 the index has the constraint's name afterwards
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;
DROP INDEX wi;

-- case: 45 the constraint's index cannot be dropped
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;
DROP INDEX w;
