-- case: drop partition of a self-referencing table
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k)) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1);
DROP TABLE sr1;

-- case: drop partition of a self-referencing table, fk added
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1);
-- setup: ALTER TABLE sr ADD FOREIGN KEY (r) REFERENCES sr;
DROP TABLE sr1;

-- case: drop partition of a self-referencing table cascade
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k)) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1);
DROP TABLE sr1 CASCADE;

-- case: drop subpartition of a self-referencing table
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k)) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1, 2) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr2 PARTITION OF sr1 FOR VALUES IN (1);
DROP TABLE sr2;

-- case: drop middle of a self-referencing table
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k)) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1, 2) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr2 PARTITION OF sr1 FOR VALUES IN (1);
DROP TABLE sr1;

-- case: drop whole self-referencing table
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k)) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1, 2) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr2 PARTITION OF sr1 FOR VALUES IN (1);
DROP TABLE sr;

-- case: drop index of self-ref pkey constraint
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k)) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1);
ALTER TABLE sr DROP CONSTRAINT sr_pkey;

-- case: partition references its own root
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1);
-- setup: ALTER TABLE sr1 ADD FOREIGN KEY (r) REFERENCES sr;
DROP TABLE sr1;

-- case: sibling references its root, drop the other
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1);
-- setup: CREATE TABLE sr2 PARTITION OF sr FOR VALUES IN (2);
-- setup: ALTER TABLE sr1 ADD FOREIGN KEY (r) REFERENCES sr;
DROP TABLE sr2;

-- case: sibling references its root, drop both
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1);
-- setup: CREATE TABLE sr2 PARTITION OF sr FOR VALUES IN (2);
-- setup: ALTER TABLE sr1 ADD FOREIGN KEY (r) REFERENCES sr;
DROP TABLE sr2, sr1;

-- case: sibling references a sibling, drop
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF sr FOR VALUES IN (1);
-- setup: CREATE TABLE sr2 PARTITION OF sr FOR VALUES IN (2);
-- setup: ALTER TABLE sr1 ADD FOREIGN KEY (r) REFERENCES sr2;
DROP TABLE sr2;

-- case: drop schema with self-referencing
-- setup: CREATE SCHEMA ss;
-- setup: CREATE TABLE ss.sr (k int PRIMARY KEY, r int REFERENCES ss.sr (k)) PARTITION BY LIST (k);
-- setup: CREATE TABLE sr1 PARTITION OF ss.sr FOR VALUES IN (1);
DROP TABLE sr1;

-- case: drop column of self-referencing key
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k));
ALTER TABLE sr DROP COLUMN k;

-- case: drop column of self-referencing fk
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k));
ALTER TABLE sr DROP COLUMN r;

-- case: drop key of self-referencing fk
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k));
ALTER TABLE sr DROP CONSTRAINT sr_pkey;

-- case: drop table with a self-reference
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k));
DROP TABLE sr;

-- case: drop column of self-referencing key and both
-- setup: CREATE TABLE sr (k int PRIMARY KEY, r int REFERENCES sr (k));
ALTER TABLE sr DROP COLUMN r, DROP COLUMN k;

-- case: drop column in self-ref of two columns
-- setup: CREATE TABLE sr (k int, r int, UNIQUE (k, r), FOREIGN KEY (r, k) REFERENCES sr (k, r));
ALTER TABLE sr DROP COLUMN k;

-- case: drop column where key includes the column that refers
-- setup: CREATE TABLE sr (k int, r int, s int, UNIQUE (k, r), FOREIGN KEY (r, s) REFERENCES sr (k, r));
ALTER TABLE sr DROP COLUMN k;

-- case: drop column where key includes the column that refers, r
-- setup: CREATE TABLE sr (k int, r int, s int, UNIQUE (k, r), FOREIGN KEY (r, s) REFERENCES sr (k, r));
ALTER TABLE sr DROP COLUMN r;
