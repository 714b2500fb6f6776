-- case: reindex index i
-- setup: create materialized view m as select 1 a;
-- setup: create index i on m(a);
reindex index i;

-- case: 69 reindex a table
REINDEX TABLE t;

-- case: 69 reindex a partitioned table in a transaction
REINDEX TABLE pt;

-- case: 69 reindex a schema concurrently
-- blocked-by: SELECT 1;
REINDEX SCHEMA CONCURRENTLY nope;

-- case: 69 reindex an index of a partitioned table
-- setup: CREATE INDEX pti ON pt (id);
REINDEX INDEX pt1_id_idx;

-- case: 130 reindex database without a name
REINDEX DATABASE;
