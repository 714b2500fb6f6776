-- case: reindex concurrently in txn
REINDEX INDEX CONCURRENTLY t_a_idx;

-- case: cic in txn
CREATE INDEX CONCURRENTLY i1 ON t(bi);

-- case: cic on partitioned (no txn msg)
CREATE INDEX CONCURRENTLY i1 ON pt(id);

-- case: drop index concurrently in txn
DROP INDEX CONCURRENTLY t_a_idx;

-- case: detach concurrently in txn
ALTER TABLE pt DETACH PARTITION pt1 CONCURRENTLY;

-- case: vacuum in txn
VACUUM t;

-- case: create database in txn
-- doc: without-locks: CREATE DATABASE
CREATE DATABASE zz;

-- case: alter system in txn
-- doc: without-locks: ALTER SYSTEM
ALTER SYSTEM SET work_mem='4MB';
