-- case: set column options
-- doc: table-options: ALTER COLUMN SET (n_distinct = …)
ALTER TABLE t ALTER COLUMN a SET (n_distinct=5);

-- case: reloption fillfactor
-- doc: table-options: SET (fillfactor = …)
ALTER TABLE t SET (fillfactor=80);

-- case: reloption autovacuum_enabled
-- doc: table-options: SET (autovacuum_… = …)
ALTER TABLE t SET (autovacuum_enabled=false);

-- case: reloption autovacuum_vacuum_scale_factor
ALTER TABLE t SET (autovacuum_vacuum_scale_factor=0.01);

-- case: reloption toast_tuple_target
-- doc: table-options: SET (toast_tuple_target = …)
ALTER TABLE t SET (toast_tuple_target=4096);

-- case: reloption parallel_workers
-- doc: table-options: SET (parallel_workers = …)
ALTER TABLE t SET (parallel_workers=4);

-- case: reloption user_catalog_table
-- doc: table-options: SET (user_catalog_table = …)
ALTER TABLE tgen SET (user_catalog_table=true);

-- case: reloption vacuum_index_cleanup
ALTER TABLE t SET (vacuum_index_cleanup=off);

-- case: reloption vacuum_truncate
-- doc: table-options: SET (vacuum_truncate = …)
ALTER TABLE t SET (vacuum_truncate=off);

-- case: reset fillfactor
-- doc: table-options: RESET (fillfactor)
ALTER TABLE t RESET (fillfactor);

-- case: index reloption fillfactor
-- doc: indexes: ALTER INDEX … SET (fillfactor = …)
ALTER INDEX t_a_idx SET (fillfactor=80);

-- case: view reloption security_barrier
-- doc: views: ALTER VIEW … SET (…)
ALTER VIEW v SET (security_barrier=true);

-- case: two options, one of them heavy
-- doc: table-options: SET (…) of two options, one of which needs ACCESS EXCLUSIVE
ALTER TABLE tgen SET (fillfactor = 70, user_catalog_table = true);

-- case: alter index i set (fillfactor = 70)
-- setup: create table a(id int);
-- setup: create index i on a(id);
alter index i set (fillfactor = 70);

-- case: alter index i reset (fillfactor)
-- setup: create table a(id int);
-- setup: create index i on a(id);
alter index i reset (fillfactor);

-- case: alter view view1 set (security_barrier = true)
-- setup: create view view1 as select 1 a;
alter view view1 set (security_barrier = true);

-- case: alter materialized view m set (fillfactor = 50)
-- setup: create materialized view m as select 1 a;
alter materialized view m set (fillfactor = 50);

-- case: 101 view with security_invoker afterwards
ALTER VIEW v SET (security_invoker = true);

-- case: 89 gin fastupdate
-- setup: CREATE TABLE w (j jsonb);
-- setup: CREATE INDEX wj ON w USING gin (j);
ALTER INDEX wj SET (fastupdate = off);

-- case: 89 brin pages per range
-- setup: CREATE INDEX wb ON tgen USING brin (id);
ALTER INDEX wb SET (autosummarize = on);

-- case: 89 gist buffering
-- setup: CREATE TABLE w (p point);
-- setup: CREATE INDEX wg ON w USING gist (p);
ALTER INDEX wg SET (buffering = off);

-- case: options of a foreign table
-- doc: table-options: ALTER FOREIGN TABLE … OPTIONS
-- setup: CREATE FOREIGN DATA WRAPPER fdw0; CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
-- setup: CREATE FOREIGN TABLE ft (id int) SERVER srv;
ALTER FOREIGN TABLE ft OPTIONS (ADD a 'b');

-- case: options of a foreign table's column
-- doc: table-options: ALTER FOREIGN TABLE … ALTER COLUMN … OPTIONS
-- setup: CREATE FOREIGN DATA WRAPPER fdw0; CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
-- setup: CREATE FOREIGN TABLE ft (id int) SERVER srv;
ALTER FOREIGN TABLE ft ALTER COLUMN id OPTIONS (ADD a 'b');

-- case: options of a table that is not foreign
ALTER TABLE t OPTIONS (ADD a 'b');

-- case: options of a column of a table that is not foreign
ALTER TABLE t ALTER COLUMN a OPTIONS (ADD a 'b');

-- case: options of a column that is not there
-- setup: CREATE FOREIGN DATA WRAPPER fdw0; CREATE SERVER srv FOREIGN DATA WRAPPER fdw0;
-- setup: CREATE FOREIGN TABLE ft (id int) SERVER srv;
ALTER FOREIGN TABLE ft ALTER COLUMN nope OPTIONS (ADD a 'b');

-- case: set without oids
-- doc: table-options: SET WITHOUT OIDS (does nothing)
ALTER TABLE t SET WITHOUT OIDS;

-- case: the type of a column of a table that logical decoding reads as a catalog
-- setup: CREATE TABLE uc (id int PRIMARY KEY, v int) WITH (user_catalog_table = true);
ALTER TABLE uc ALTER v TYPE bigint;

-- case: a table becomes a catalog of logical decoding in the statement that would rewrite it
-- setup: CREATE TABLE uc (id int PRIMARY KEY, v int);
ALTER TABLE uc ALTER v TYPE bigint, SET (user_catalog_table);

-- case: unlogged, a table that logical decoding reads as a catalog
-- setup: CREATE TABLE uc (id int PRIMARY KEY, v int) WITH (user_catalog_table = on);
ALTER TABLE uc SET UNLOGGED;

-- case: a default for each row, in a table that logical decoding reads as a catalog
-- setup: CREATE TABLE uc (id int PRIMARY KEY, v int) WITH (user_catalog_table = 1);
ALTER TABLE uc ADD COLUMN w float DEFAULT random();

-- case: a default for all rows, in a table that logical decoding reads as a catalog
-- setup: CREATE TABLE uc (id int PRIMARY KEY, v int) WITH (user_catalog_table = true);
ALTER TABLE uc ADD COLUMN w int DEFAULT 1;

-- case: a table that logical decoding no longer reads as a catalog
-- setup: CREATE TABLE uc (id int PRIMARY KEY, v int) WITH (user_catalog_table = true); ALTER TABLE uc SET (user_catalog_table = false);
ALTER TABLE uc ALTER v TYPE bigint;

-- case: cluster a table that logical decoding reads as a catalog
-- setup: CREATE TABLE uc (id int PRIMARY KEY, v int) WITH (user_catalog_table = true);
CLUSTER uc USING uc_pkey;

-- case: truncate a table that logical decoding reads as a catalog
-- setup: CREATE TABLE uc (id int PRIMARY KEY, v int) WITH (user_catalog_table = true);
TRUNCATE uc;
