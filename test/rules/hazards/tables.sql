-- hazard 75: DROP TABLE
CREATE TABLE t (id bigserial PRIMARY KEY, a integer);
CREATE INDEX t_a ON t (a);
-- bad: drops-table | its data are lost
DROP TABLE t;
-- fine: drops-object, drops-view, drops-dependents
DROP TABLE t;

-- hazard 76: DROP TABLE locks the tables that it references
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, p bigint REFERENCES parent);
-- bad: drops-table | public.parent
DROP TABLE t;

-- hazard 77: DROP … CASCADE
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE VIEW v AS SELECT a FROM t;
CREATE TABLE u (t bigint CONSTRAINT u_t REFERENCES t);
-- bad: drops-dependents | v | u_t
DROP TABLE t CASCADE;

-- hazard 78: TRUNCATE
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE u (t bigint REFERENCES t);
-- bad: truncates-table | public.u
TRUNCATE t CASCADE;
-- bad: truncates-table
TRUNCATE u;

-- hazard 79: CREATE TABLE with a foreign key locks the other table
CREATE TABLE parent (id bigint PRIMARY KEY);
-- bad: missing-lock-timeout | public.parent
CREATE TABLE t (id bigint PRIMARY KEY, p bigint REFERENCES parent);
-- bad: holds-lock-during-work | Writes to public.parent
CREATE TABLE t (id bigint PRIMARY KEY, p bigint REFERENCES parent); INSERT INTO t SELECT id, id FROM parent;

-- hazard 80: CREATE TABLE … PARTITION OF
CREATE TABLE t (id bigint) PARTITION BY RANGE (id);
CREATE TABLE d (id bigint) PARTITION BY RANGE (id);
CREATE TABLE d_default PARTITION OF d DEFAULT;
-- bad: partition-change-blocks-parent | ATTACH
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (2);
-- bad: partition-change-blocks-parent | d_default
CREATE TABLE d_1 PARTITION OF d FOR VALUES FROM (1) TO (2);

-- hazard 81: ATTACH PARTITION without a CHECK that proves the bound
CREATE TABLE t (id bigint) PARTITION BY RANGE (id);
CREATE TABLE t_1 (id bigint);
CREATE TABLE t_2 (id bigint NOT NULL CHECK (id >= 10 AND id < 20));
-- bad: works-under-exclusive-lock | public.t_1
ALTER TABLE t ATTACH PARTITION t_1 FOR VALUES FROM (1) TO (2);
-- fine: works-under-exclusive-lock
ALTER TABLE t ATTACH PARTITION t_2 FOR VALUES FROM (10) TO (20);

-- hazard 82: DETACH PARTITION
CREATE TABLE t (id bigint) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (2);
CREATE TABLE d (id bigint) PARTITION BY RANGE (id);
CREATE TABLE d_1 PARTITION OF d FOR VALUES FROM (1) TO (2);
CREATE TABLE d_default PARTITION OF d DEFAULT;
-- bad: partition-change-blocks-parent | CONCURRENTLY
ALTER TABLE t DETACH PARTITION t_1;
-- bad: partition-change-blocks-parent | Beside a default partition
ALTER TABLE d DETACH PARTITION d_1;
-- fine (autocommit): partition-change-blocks-parent
ALTER TABLE t DETACH PARTITION t_1 CONCURRENTLY;

-- hazard 83: DETACH CONCURRENTLY that is interrupted
CREATE TABLE t (id bigint) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (2);
-- bad (autocommit): leaves-detach-pending | FINALIZE
ALTER TABLE t DETACH PARTITION t_1 CONCURRENTLY;

-- hazard 84: MERGE and SPLIT PARTITIONS
CREATE TABLE t (id bigint) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (2);
CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (2) TO (3);
-- bad: syntax-error
ALTER TABLE t MERGE PARTITIONS (t_1, t_2) INTO t_3;

-- hazard 85: VACUUM FULL and CLUSTER
CREATE TABLE t (id bigint PRIMARY KEY);
-- bad (autocommit): rewrites-table
VACUUM FULL t;
-- bad (autocommit): rewrites-table
CLUSTER t USING t_pkey;
-- fine (autocommit): rewrites-table
VACUUM ANALYZE t;

-- hazard 86: SET LOGGED and UNLOGGED
CREATE UNLOGGED TABLE t (id bigint PRIMARY KEY);
CREATE TABLE u (id bigint PRIMARY KEY);
CREATE TABLE w (u bigint REFERENCES u);
-- bad: rewrites-table
ALTER TABLE t SET LOGGED;
-- bad: fails-on-target
ALTER TABLE u SET UNLOGGED;

-- hazard 87: SET TABLESPACE and SET ACCESS METHOD
CREATE TABLE t (id bigint PRIMARY KEY);
-- bad: rewrites-table
ALTER TABLE t SET TABLESPACE fast;

-- hazard 88: OWNER TO, row security, REPLICA IDENTITY, INHERIT, OF
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE TABLE base (id bigint);
-- bad: missing-lock-timeout
ALTER TABLE t OWNER TO postgres;
-- bad: missing-lock-timeout
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
-- bad: missing-lock-timeout
ALTER TABLE t REPLICA IDENTITY FULL;
-- bad: missing-lock-timeout
ALTER TABLE t INHERIT base;

-- hazard 89: options of tables and views that lock readers out
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE VIEW v AS SELECT * FROM t;
-- bad: missing-lock-timeout | ACCESS EXCLUSIVE
ALTER TABLE t SET (user_catalog_table = true);
-- bad: missing-lock-timeout | ACCESS EXCLUSIVE
ALTER VIEW v SET (security_barrier = true);
-- fine: missing-lock-timeout
ALTER TABLE t SET (fillfactor = 80);

-- hazard 90: REFRESH MATERIALIZED VIEW
CREATE TABLE t (id bigint PRIMARY KEY);
CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
CREATE MATERIALIZED VIEW k AS SELECT id FROM t;
CREATE UNIQUE INDEX k_id ON k (id);
-- bad: refresh-blocks-reads | unique index
REFRESH MATERIALIZED VIEW m;
-- bad: refresh-blocks-reads | Refresh it CONCURRENTLY
REFRESH MATERIALIZED VIEW k;
-- fine: refresh-blocks-reads
REFRESH MATERIALIZED VIEW CONCURRENTLY k;

-- hazard 91: CREATE OR REPLACE VIEW that drops or renames columns
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE VIEW v AS SELECT id, a FROM t;
-- bad: fails-on-target | 42P16
CREATE OR REPLACE VIEW v AS SELECT id FROM t;
-- bad: fails-on-target | 42P16
CREATE OR REPLACE VIEW v AS SELECT a, id FROM t;
-- fine: fails-on-target
CREATE OR REPLACE VIEW v AS SELECT id, a, 1 AS one FROM t;

-- hazard 92: a view keeps the columns and names that it was made with
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE VIEW v AS SELECT * FROM t;
CREATE VIEW w AS SELECT id FROM t;
-- bad: view-keeps-column-name | public.v
ALTER TABLE t RENAME COLUMN a TO b;

-- hazard 93: ALTER SEQUENCE
CREATE TABLE t (id bigserial PRIMARY KEY);
-- bad: sequence-change-blocks-inserts | nextval
ALTER SEQUENCE t_id_seq INCREMENT BY 10;
-- fine: sequence-change-blocks-inserts
SELECT setval('t_id_seq', 100);

-- hazard 94: a sequence that stays integer behind a bigint column
CREATE TABLE t (id serial PRIMARY KEY);
-- bad: sequence-stays-integer | AS bigint
ALTER TABLE t ALTER COLUMN id TYPE bigint;
-- fine: sequence-stays-integer
ALTER TABLE t ALTER COLUMN id TYPE bigint; ALTER SEQUENCE t_id_seq AS bigint;

-- hazard 95: CREATE UNLOGGED TABLE, a table without a key
-- bad: creates-unlogged-table | crash
CREATE UNLOGGED TABLE t (id bigint PRIMARY KEY);

-- hazard 96: names longer than 63 bytes, and of mixed case
CREATE TABLE t (id bigint PRIMARY KEY, a text);
-- bad: truncates-name | 63 bytes
CREATE TABLE a_name_that_is_longer_than_sixty_three_bytes_is_cut_off_by_the_server (id bigint PRIMARY KEY);
