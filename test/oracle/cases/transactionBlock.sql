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

-- case: savepoint x
-- setup: create table a(id int);
savepoint x;

-- case: SET CONSTRAINTS of nothing
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
SET CONSTRAINTS hx_nope DEFERRED;

-- case: SET CONSTRAINTS of what is not deferrable
-- setup: CREATE TABLE hx_t (a int CONSTRAINT hx_uq UNIQUE);
SET CONSTRAINTS hx_uq DEFERRED;

-- case: set constraints
-- doc: without-locks: SET CONSTRAINTS ALL
SET CONSTRAINTS ALL IMMEDIATE;

-- case: a savepoint
-- doc: without-locks: BEGIN, COMMIT, ROLLBACK, SAVEPOINT
SAVEPOINT s;

-- case: a savepoint that is not there
SAVEPOINT one;
RELEASE two;

-- case: back to a savepoint that is not there
ROLLBACK TO one;
