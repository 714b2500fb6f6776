-- hazard 111: no lock_timeout
CREATE TABLE t (id bigint PRIMARY KEY);
-- bad: missing-lock-timeout | queue
ALTER TABLE t ADD COLUMN a text;
-- fine: missing-lock-timeout
SET LOCAL lock_timeout = '5s'; ALTER TABLE t ADD COLUMN a text;

-- hazard 112: lock_timeout does not limit a scan
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: check-constraint-scans-table | while it is scanned
SET LOCAL lock_timeout = '5s'; ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0);

-- hazard 113: SET LOCAL without a transaction, SET that stays
CREATE TABLE t (id bigint PRIMARY KEY);
-- bad (autocommit): setting-has-no-effect | transaction
SET LOCAL lock_timeout = '5s'; ALTER TABLE t ADD COLUMN a text;
-- bad (autocommit): missing-lock-timeout
SET LOCAL lock_timeout = '5s'; ALTER TABLE t ADD COLUMN a text;
-- fine: setting-has-no-effect
SET LOCAL lock_timeout = '5s'; ALTER TABLE t ADD COLUMN a text;

-- hazard 114: timeouts that do not work
CREATE TABLE t (id bigint PRIMARY KEY);
-- bad: fails-on-target | 22023
SET LOCAL lock_timeout = '5 seconds';
-- bad: missing-lock-timeout
SET LOCAL lock_timeout = 0; ALTER TABLE t ADD COLUMN a text;
-- bad: missing-lock-timeout
ALTER TABLE t ADD COLUMN a text; SET LOCAL lock_timeout = '5s';
-- bad: setting-has-no-effect | statement_timeout
SET LOCAL statement_timeout = '1s'; SET LOCAL lock_timeout = '5s'; ALTER TABLE t ADD COLUMN a text;

-- hazard 115: locks held through later work
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: holds-lock-during-work
ALTER TABLE t ADD COLUMN b text; CREATE INDEX t_a ON t (a);

-- hazard 116: two tables locked one after the other
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
-- bad: locks-several-tables | deadlock
ALTER TABLE a ADD COLUMN x text; ALTER TABLE b ADD COLUMN x text;

-- hazard 117: DDL together with long changes of rows
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: bulk-update-with-ddl
ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = 'x';

-- hazard 118: UPDATE and DELETE without WHERE
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: update-without-where
UPDATE t SET a = 1;
-- bad: update-without-where
UPDATE t SET a = 1 WHERE 1 = 1;
-- bad: delete-without-where
DELETE FROM t WHERE true;
-- fine: update-without-where
UPDATE t SET a = 1 WHERE id = 7;

-- hazard 119: UPDATE … LIMIT
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: update-with-limit
UPDATE t SET a = 1 LIMIT 1000;
-- bad: update-with-limit
DELETE FROM t WHERE a = 1 LIMIT 1000;

-- hazard 120: a backfill by OFFSET or without an order
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: backfills-without-order | ORDER BY
UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t WHERE a IS NULL LIMIT 1000);
-- bad: backfills-without-order | OFFSET
UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t ORDER BY id LIMIT 1000 OFFSET 1000);
-- fine: backfills-without-order
UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t WHERE a IS NULL ORDER BY id LIMIT 1000);

-- hazard 121: COMMIT in a DO block in a transaction
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: fails-on-target | 2D000
DO $$ BEGIN UPDATE t SET a = 1 WHERE id = 1; COMMIT; END $$;
-- fine (autocommit): fails-on-target
DO $$ BEGIN UPDATE t SET a = 1 WHERE id = 1; COMMIT; END $$;

-- hazard 122: BEGIN and COMMIT where the tool has a transaction already
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: ends-tools-transaction | COMMIT
BEGIN; ALTER TABLE t ADD COLUMN b text; COMMIT;
-- fine (autocommit): ends-tools-transaction
BEGIN; ALTER TABLE t ADD COLUMN b text; COMMIT;

-- hazard 123: BEGIN without COMMIT
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad (autocommit): leaves-transaction-open | COMMIT
BEGIN; ALTER TABLE t ADD COLUMN b text;
-- fine (autocommit): leaves-transaction-open
BEGIN; ALTER TABLE t ADD COLUMN b text; COMMIT;

-- hazard 124: a file without a transaction that fails in the middle
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad (autocommit): cannot-run-again | fails
ALTER TABLE t ADD COLUMN b text; CREATE INDEX CONCURRENTLY t_b ON t (b);
-- fine (autocommit): cannot-run-again
CREATE INDEX CONCURRENTLY t_a ON t (a);
-- fine: cannot-run-again
ALTER TABLE t ADD COLUMN b text; CREATE INDEX t_b ON t (b);

-- hazard 127: a migration that adds for the next version and removes from the running one
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: mixes-phases | public.t.a | public.t.b
ALTER TABLE t ADD COLUMN b integer; ALTER TABLE t DROP COLUMN a;
-- fine: mixes-phases
ALTER TABLE t ADD COLUMN b integer;

-- hazard 129: prepared statements whose result changes
CREATE TABLE t (id bigint PRIMARY KEY, a varchar(10));
-- bad: changes-result-type | public.t.a | 0A000
ALTER TABLE t ALTER COLUMN a TYPE text;
-- bad: changes-result-type | *
ALTER TABLE t ADD COLUMN b text;
-- fine: changes-result-type
CREATE INDEX t_a ON t (a);

-- hazard 130: what the oldest target does not have
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad on 14: fails-on-target, syntax-error | NULLS
CREATE UNIQUE INDEX t_a ON t (a) NULLS NOT DISTINCT;
-- fine on 15: fails-on-target, syntax-error
CREATE UNIQUE INDEX t_a ON t (a) NULLS NOT DISTINCT;
