-- case: replica identity using index
-- doc: table-options: REPLICA IDENTITY USING INDEX
ALTER TABLE t REPLICA IDENTITY USING INDEX t_nnuq_idx;

-- case: create index
-- doc: indexes: CREATE INDEX
CREATE INDEX i1 ON t(bi);

-- case: create unique index
-- doc: indexes: CREATE UNIQUE INDEX
CREATE UNIQUE INDEX i1 ON t(bi);

-- case: drop index
-- doc: indexes: DROP INDEX
DROP INDEX t_a_idx;

-- case: reindex table
-- doc: indexes: REINDEX TABLE
-- setup: CREATE INDEX tgi ON tgen (id);
REINDEX TABLE tgen;

-- case: reindex index
-- doc: indexes: REINDEX INDEX
REINDEX INDEX t_a_idx;

-- case: alter index set tablespace
-- doc: indexes: ALTER INDEX … SET TABLESPACE
ALTER INDEX t_a_idx SET TABLESPACE pg_default;

-- case: alter index set statistics
-- doc: indexes: ALTER INDEX … ALTER COLUMN … SET STATISTICS
ALTER INDEX t_expr_idx ALTER COLUMN 1 SET STATISTICS 100;

-- case: cluster
-- doc: maintenance: CLUSTER
CLUSTER trep USING trep_pkey;
