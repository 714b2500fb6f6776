-- Storage parameters: what each kind of relation has, on which major, and within which bounds.

-- case: a parameter that no table has
ALTER TABLE tgen SET (fillfactory = 80);

-- case: a parameter of 18
ALTER TABLE tgen SET (vacuum_max_eager_freeze_failure_rate = 0.1);

-- case: the most rows before a vacuum
ALTER TABLE tgen SET (autovacuum_vacuum_max_threshold = 1000000);

-- case: parameters of autovacuum
ALTER TABLE tgen SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_threshold = 500, autovacuum_vacuum_cost_delay = 0);

-- case: parameters of the TOAST table
ALTER TABLE t SET (toast.autovacuum_enabled = off, toast.vacuum_truncate = false);

-- case: a parameter that TOAST tables do not have
ALTER TABLE t SET (toast.fillfactor = 80);

-- case: a parameter of a name space that there is not
ALTER TABLE t SET (nowhere.fillfactor = 80);

-- case: a fillfactor out of bounds
ALTER TABLE tgen SET (fillfactor = 5);

-- case: a switch that is no switch
ALTER TABLE tgen SET (autovacuum_enabled = perhaps);

-- case: a switch shortened
ALTER TABLE tgen SET (autovacuum_enabled = fal);

-- case: index cleanup in one of its words
ALTER TABLE tgen SET (vacuum_index_cleanup = auto);

-- case: reset what no table has
ALTER TABLE tgen RESET (fillfactory);

-- case: a parameter of a partitioned table
ALTER TABLE pt SET (fillfactor = 80);

-- case: reset a parameter of a partitioned table
ALTER TABLE pt RESET (fillfactor);

-- case: a new partitioned table with a parameter
CREATE TABLE tn (id int) PARTITION BY RANGE (id) WITH (fillfactor = 80);

-- case: a new table with a parameter that there is not
CREATE TABLE tn (id int) WITH (orientation = column);

-- case: a new table with oids
CREATE TABLE tn (id int) WITH (oids = true);

-- case: a new table without oids
CREATE TABLE tn (id int) WITH (oids = false, fillfactor = 90);

-- case: a table of rows with a parameter that there is not
CREATE TABLE tn WITH (orientation = column) AS SELECT 1 AS one;

-- case: a materialized view with a parameter
CREATE MATERIALIZED VIEW mn WITH (autovacuum_enabled = false) AS SELECT id FROM tgen;

-- case: a materialized view with a parameter that there is not
ALTER MATERIALIZED VIEW mv SET (security_barrier = true);

-- case: an index with a parameter of another method
CREATE INDEX i1 ON tgen (a) WITH (fastupdate = off);

-- case: an index with a parameter
CREATE INDEX i1 ON tgen (a) WITH (fillfactor = 70, deduplicate_items = off);

-- case: set a parameter of another method
ALTER INDEX t_a_idx SET (pages_per_range = 8);

-- case: a parameter that went with 14
ALTER INDEX t_a_idx SET (vacuum_cleanup_index_scale_factor = 0.1);

-- case: a unique constraint with a fillfactor out of bounds
ALTER TABLE tgen ADD UNIQUE (id) WITH (fillfactor = 101);

-- case: statistics of a plain column of an index
ALTER INDEX t_a_idx ALTER COLUMN 1 SET STATISTICS 100;

-- case: statistics of a column that an index does not have
ALTER INDEX t_expr_idx ALTER COLUMN 2 SET STATISTICS 100;

-- case: statistics of an expression of an index
ALTER INDEX t_expr_idx ALTER COLUMN 1 SET STATISTICS 100;

-- case: statistics of a column of a table by number
ALTER TABLE t ALTER COLUMN 1 SET STATISTICS 100;
