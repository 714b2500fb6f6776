-- case: replica identity using index
ALTER TABLE t REPLICA IDENTITY USING INDEX t_nnuq_idx;

-- case: create index
CREATE INDEX i1 ON t(bi);

-- case: create unique index
CREATE UNIQUE INDEX i1 ON t(bi);

-- case: drop index
DROP INDEX t_a_idx;

-- case: reindex table
-- setup: CREATE INDEX tgi ON tgen (id);
REINDEX TABLE tgen;

-- case: reindex index
REINDEX INDEX t_a_idx;

-- case: alter index set tablespace
ALTER INDEX t_a_idx SET TABLESPACE pg_default;

-- case: alter index set statistics
ALTER INDEX t_expr_idx ALTER COLUMN 1 SET STATISTICS 100;

-- case: cluster
CLUSTER trep USING trep_pkey;
