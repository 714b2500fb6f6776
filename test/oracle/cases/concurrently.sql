-- case: create index concurrently
-- blocked-by: UPDATE t SET a = a WHERE id = 1;
CREATE INDEX CONCURRENTLY i1 ON t (bi);

-- case: create unique index concurrently, held up by an old snapshot
-- blocked-by: SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM trep LIMIT 1;
CREATE UNIQUE INDEX CONCURRENTLY i1 ON t (bi);

-- case: create index concurrently on a partitioned table
-- blocked-by: SELECT 1;
CREATE INDEX CONCURRENTLY i1 ON pt (id);

-- case: drop index concurrently
-- blocked-by: SELECT 1 FROM t LIMIT 1;
DROP INDEX CONCURRENTLY t_a_idx;

-- case: reindex index concurrently
-- blocked-by: SELECT 1 FROM t LIMIT 1;
REINDEX INDEX CONCURRENTLY t_a_idx;

-- case: reindex table concurrently
-- setup: CREATE INDEX tgi ON tgen (id);
-- blocked-by: SELECT 1 FROM tgen LIMIT 1;
REINDEX TABLE CONCURRENTLY tgen;

-- case: detach partition concurrently
-- blocked-by: SELECT 1 FROM pt LIMIT 1;
-- blocked-by: SELECT 1 FROM ONLY pt1 LIMIT 1;
ALTER TABLE pt DETACH PARTITION pt1 CONCURRENTLY;

-- case: detach partition concurrently with a default partition
-- blocked-by: SELECT 1;
ALTER TABLE ptd DETACH PARTITION ptd1 CONCURRENTLY;

-- case: vacuum
-- blocked-by: LOCK TABLE tgen IN SHARE UPDATE EXCLUSIVE MODE;
VACUUM tgen;

-- case: vacuum full
-- blocked-by: SELECT 1 FROM tgen LIMIT 1;
VACUUM FULL tgen;

-- case: vacuum analyze
-- blocked-by: LOCK TABLE tgen IN SHARE UPDATE EXCLUSIVE MODE;
VACUUM ANALYZE tgen;
