-- case: create index concurrently
-- doc: indexes: CREATE INDEX CONCURRENTLY
-- blocked-by: UPDATE t SET a = a WHERE id = 1;
CREATE INDEX CONCURRENTLY i1 ON t (bi);

-- case: create unique index concurrently, held up by an old snapshot
-- doc: indexes: CREATE UNIQUE INDEX CONCURRENTLY
-- blocked-by: SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM trep LIMIT 1;
CREATE UNIQUE INDEX CONCURRENTLY i1 ON t (bi);

-- case: create index concurrently on a partitioned table
-- doc: indexes: CREATE INDEX CONCURRENTLY on a partitioned table
-- blocked-by: SELECT 1;
CREATE INDEX CONCURRENTLY i1 ON pt (id);

-- case: drop index concurrently
-- doc: indexes: DROP INDEX CONCURRENTLY
-- blocked-by: SELECT 1 FROM t LIMIT 1;
DROP INDEX CONCURRENTLY t_a_idx;

-- case: reindex index concurrently
-- doc: indexes: REINDEX INDEX CONCURRENTLY
-- blocked-by: SELECT 1 FROM t LIMIT 1;
REINDEX INDEX CONCURRENTLY t_a_idx;

-- case: reindex table concurrently
-- doc: indexes: REINDEX TABLE CONCURRENTLY
-- setup: CREATE INDEX tgi ON tgen (id);
-- blocked-by: SELECT 1 FROM tgen LIMIT 1;
REINDEX TABLE CONCURRENTLY tgen;

-- case: detach partition concurrently
-- doc: partitions: DETACH PARTITION CONCURRENTLY
-- blocked-by: SELECT 1 FROM pt LIMIT 1;
-- blocked-by: SELECT 1 FROM ONLY pt1 LIMIT 1;
ALTER TABLE pt DETACH PARTITION pt1 CONCURRENTLY;

-- case: detach partition concurrently with a default partition
-- doc: partitions: DETACH PARTITION CONCURRENTLY where there is a default partition
-- blocked-by: SELECT 1;
ALTER TABLE ptd DETACH PARTITION ptd1 CONCURRENTLY;

-- case: vacuum
-- doc: maintenance: VACUUM
-- blocked-by: LOCK TABLE tgen IN SHARE UPDATE EXCLUSIVE MODE;
VACUUM tgen;

-- case: vacuum full
-- doc: maintenance: VACUUM FULL
-- blocked-by: SELECT 1 FROM tgen LIMIT 1;
VACUUM FULL tgen;

-- case: vacuum analyze
-- doc: maintenance: VACUUM ANALYZE
-- blocked-by: LOCK TABLE tgen IN SHARE UPDATE EXCLUSIVE MODE;
VACUUM ANALYZE tgen;

-- case: 62 create index concurrently if not exists
-- blocked-by: LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE;
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a_idx ON t (a);
