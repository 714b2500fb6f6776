-- What the messages of rules advise, run on servers: the last step of each way must neither fail nor work for long.

-- case: a foreign key on a partitioned table whose partitions have it, validated
-- setup: CREATE TABLE f (a bigint) PARTITION BY RANGE (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES FROM (1) TO (500);
-- setup: INSERT INTO f SELECT g FROM generate_series(1, 499) g;
-- setup: ALTER TABLE f1 ADD CONSTRAINT f_a FOREIGN KEY (a) REFERENCES parent (id) NOT VALID;
-- setup: ALTER TABLE f1 VALIDATE CONSTRAINT f_a;
ALTER TABLE f ADD CONSTRAINT f_a FOREIGN KEY (a) REFERENCES parent (id);

-- case: a unique constraint on a partitioned table whose partitions have it
-- setup: CREATE TABLE f (a bigint, b int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES FROM (1) TO (500);
-- setup: INSERT INTO f SELECT g, g FROM generate_series(1, 499) g;
-- setup: CREATE UNIQUE INDEX f1_u ON f1 (a, b);
-- setup: ALTER TABLE f1 ADD CONSTRAINT f1_u UNIQUE USING INDEX f1_u;
ALTER TABLE f ADD CONSTRAINT f_u UNIQUE (a, b);

-- case: a primary key on a partitioned table whose partitions have it
-- setup: CREATE TABLE f (a bigint NOT NULL, b int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES FROM (1) TO (500);
-- setup: INSERT INTO f SELECT g, g FROM generate_series(1, 499) g;
-- setup: CREATE UNIQUE INDEX f1_p ON f1 (a);
-- setup: ALTER TABLE f1 ADD CONSTRAINT f1_p PRIMARY KEY USING INDEX f1_p;
ALTER TABLE f ADD PRIMARY KEY (a);

-- case: attach an index that was built on a partition beside one ON ONLY the partitioned table
-- setup: CREATE TABLE f (a bigint) PARTITION BY RANGE (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES FROM (1) TO (500);
-- setup: INSERT INTO f SELECT g FROM generate_series(1, 499) g;
-- setup: CREATE INDEX f_a ON ONLY f (a);
-- setup: CREATE INDEX f1_a ON f1 (a);
ALTER INDEX f_a ATTACH PARTITION f1_a;

-- case: a primary key USING INDEX on columns that are NOT NULL
-- setup: CREATE TABLE k (a bigint NOT NULL, b int);
-- setup: INSERT INTO k SELECT g, g FROM generate_series(1, 499) g;
-- setup: CREATE UNIQUE INDEX k_a ON k (a);
ALTER TABLE k ADD CONSTRAINT k_pkey PRIMARY KEY USING INDEX k_a;

-- case: refresh concurrently, with a unique index on plain columns beside a partial one
-- setup: CREATE MATERIALIZED VIEW totals AS SELECT id, a FROM t;
-- setup: CREATE UNIQUE INDEX totals_partial ON totals (id) WHERE a > 0;
-- setup: CREATE UNIQUE INDEX totals_id ON totals (id);
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;

-- case: refresh concurrently, with a partial and an expression's unique index only
-- setup: CREATE MATERIALIZED VIEW totals AS SELECT id, a FROM t;
-- setup: CREATE UNIQUE INDEX totals_partial ON totals (id) WHERE a > 0;
-- setup: CREATE UNIQUE INDEX totals_sum ON totals ((id + a));
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;

-- case: a foreign key that is NOT VALID, from a plain table to a partitioned one
-- setup: CREATE TABLE k (a bigint PRIMARY KEY) PARTITION BY RANGE (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES FROM (1) TO (500);
ALTER TABLE t ADD CONSTRAINT t_k FOREIGN KEY (bi) REFERENCES k (a) NOT VALID;
