-- hazard 59: CREATE INDEX without CONCURRENTLY
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: create-index-blocks-writes | Writes | CONCURRENTLY
CREATE INDEX t_a ON t (a);
-- fine (autocommit): create-index-blocks-writes, missing-lock-timeout
CREATE INDEX CONCURRENTLY t_a ON t (a);
-- fine: create-index-blocks-writes
CREATE TABLE u (a text); CREATE INDEX u_a ON u (a);

-- hazard 60: CONCURRENTLY inside a transaction
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: concurrently-in-transaction | 25001
CREATE INDEX CONCURRENTLY t_a ON t (a);
-- bad (autocommit): concurrently-in-transaction | 25001
BEGIN; CREATE INDEX CONCURRENTLY t_a ON t (a); COMMIT;
-- bad (implicit): concurrently-in-transaction | 25001
CREATE INDEX CONCURRENTLY t_a ON t (a); SELECT 1;

-- hazard 61: CONCURRENTLY in a DO block
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad (autocommit): concurrently-in-transaction | 25001 | DO block
DO $$ BEGIN CREATE INDEX CONCURRENTLY t_a ON t (a); END $$;

-- hazard 62: CONCURRENTLY IF NOT EXISTS
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad (autocommit): skips-invalid-index | INVALID
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);

-- hazard 63: a short timeout around CONCURRENTLY
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad (autocommit): limits-concurrent-build | INVALID
SET lock_timeout = '2s'; CREATE INDEX CONCURRENTLY t_a ON t (a);
-- bad (autocommit): limits-concurrent-build | statement_timeout
SET statement_timeout = '30s'; CREATE INDEX CONCURRENTLY t_a ON t (a);
-- fine (autocommit): limits-concurrent-build
SET lock_timeout = '2s'; SET lock_timeout = 0; CREATE INDEX CONCURRENTLY t_a ON t (a);

-- hazard 65: CONCURRENTLY on a partitioned table
CREATE TABLE t (id bigint, a integer) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t DEFAULT;
-- bad (autocommit): fails-on-target | 0A000
CREATE INDEX CONCURRENTLY t_a ON t (a);
-- bad: create-index-blocks-writes | ON ONLY
CREATE INDEX t_a ON t (a);

-- hazard 66: DROP INDEX
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE INDEX t_a ON t (a);
-- bad: drop-index-blocks-reads | public.t
DROP INDEX t_a;
-- fine (autocommit): drop-index-blocks-reads
DROP INDEX CONCURRENTLY t_a;

-- hazard 67: DROP INDEX CONCURRENTLY that is refused
CREATE TABLE t (id bigint CONSTRAINT t_pk PRIMARY KEY, a integer, b integer);
CREATE INDEX t_a ON t (a);
CREATE INDEX t_b ON t (b);
-- bad (autocommit): fails-on-target | 0A000
DROP INDEX CONCURRENTLY t_a, t_b;
-- bad (autocommit): fails-on-target | 2BP01
DROP INDEX CONCURRENTLY t_pk;
-- bad (autocommit): fails-on-target | 0A000
DROP INDEX CONCURRENTLY t_a CASCADE;

-- hazard 69: REINDEX
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE INDEX t_a ON t (a);
-- bad (autocommit): works-under-exclusive-lock | CONCURRENTLY
REINDEX INDEX t_a;
-- bad (autocommit): works-under-exclusive-lock | CONCURRENTLY
REINDEX TABLE t;
-- fine (autocommit): works-under-exclusive-lock
REINDEX INDEX CONCURRENTLY t_a;

-- hazard 71: an index dropped before its replacement is there
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b integer);
CREATE INDEX t_a ON t (a);
-- bad (autocommit): drops-index-before-replacement | t_a
DROP INDEX CONCURRENTLY t_a; CREATE INDEX CONCURRENTLY t_a ON t (a, b);
-- fine (autocommit): drops-index-before-replacement
CREATE INDEX CONCURRENTLY t_a2 ON t (a, b); DROP INDEX CONCURRENTLY t_a;

-- hazard 72: a unique index dropped that upserts, foreign keys or the replica identity rely on
CREATE TABLE t (id bigint PRIMARY KEY, a integer NOT NULL);
CREATE UNIQUE INDEX t_a ON t (a);
-- bad: drops-key | ON CONFLICT
DROP INDEX t_a;
-- bad: stops-replication | 55000
ALTER TABLE t REPLICA IDENTITY USING INDEX t_a; CREATE PUBLICATION p FOR TABLE t; DROP INDEX t_a;

-- hazard 73: options that lock readers out
CREATE TABLE t (id bigint PRIMARY KEY, a integer[], b integer);
CREATE INDEX t_a ON t USING gin (a);
-- bad: missing-lock-timeout | ACCESS EXCLUSIVE
ALTER INDEX t_a SET (fastupdate = off);

-- hazard 74: ALTER TABLE of an index to rename it
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE INDEX t_a ON t (a);
-- bad: renames-index-as-table | ALTER INDEX
ALTER TABLE t_a RENAME TO t_b;
-- fine: renames-index-as-table
ALTER INDEX t_a RENAME TO t_b;

-- hazard 64: CREATE INDEX CONCURRENTLY waits for old snapshots
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad (autocommit): waits-for-transactions | older snapshot | pg_stat_activity
CREATE INDEX CONCURRENTLY t_a ON t (a);
-- fine: waits-for-transactions
CREATE INDEX t_a ON t (a);

-- hazard 68: DROP INDEX CONCURRENTLY waits for readers
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE INDEX t_a ON t (a);
-- bad (autocommit): waits-for-transactions | readers too | public.t
DROP INDEX CONCURRENTLY t_a;
-- fine: waits-for-transactions
DROP INDEX t_a;

-- hazard 70: redundant and wide indexes
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b integer, c integer, d integer);
CREATE INDEX t_ab ON t (a, b);
-- bad: redundant-index | public.t_ab
CREATE INDEX t_a ON t (a);
-- bad: wide-index | 4 columns
CREATE INDEX t_all ON t (d, a, b, c);
-- fine: redundant-index, wide-index
CREATE INDEX t_b ON t (b, a);
