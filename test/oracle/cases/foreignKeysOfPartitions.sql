-- case: a check that is not inherited, on a parent
ALTER TABLE inh ADD CONSTRAINT x CHECK (id > 0) NO INHERIT;

-- case: a foreign key on an inheritance parent
-- doc: partitions: ADD FOREIGN KEY … NOT VALID on a parent of INHERITS
ALTER TABLE inh ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES parent (id) NOT VALID;

-- case: a foreign key on ONLY an inheritance parent
ALTER TABLE ONLY inh ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES parent (id) NOT VALID;

-- case: unique using an index of a parent
-- setup: CREATE UNIQUE INDEX inh_u ON inh (id);
ALTER TABLE inh ADD CONSTRAINT inh_u UNIQUE USING INDEX inh_u;

-- case: a partition whose parent references a partitioned table
-- doc: partitions: CREATE TABLE … PARTITION OF a table that references a partitioned one
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k) PARTITION BY LIST (a);
CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);

-- case: attach a partition whose parent references a partitioned table
-- doc: partitions: ATTACH PARTITION to a table that references a partitioned one
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 (a int);
ALTER TABLE f ATTACH PARTITION f1 FOR VALUES IN (1);

-- case: detach a partition whose parent references a partitioned table
-- doc: partitions: DETACH PARTITION of a table that references a partitioned one
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
ALTER TABLE f DETACH PARTITION f1;

-- case: detach a partitioned partition whose parent references a table
-- setup: CREATE TABLE f (a bigint REFERENCES parent) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
ALTER TABLE f DETACH PARTITION f1;

-- case: attach with a foreign key of its own
-- setup: CREATE TABLE f (a bigint REFERENCES parent) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 (a bigint REFERENCES parent);
ALTER TABLE f ATTACH PARTITION f1 FOR VALUES IN (1);

-- case: attach a partitioned table below a foreign key
-- setup: CREATE TABLE f (a bigint REFERENCES parent) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 (a bigint) PARTITION BY LIST (a);
-- setup: CREATE TABLE f11 PARTITION OF f1 FOR VALUES IN (1);
ALTER TABLE f ATTACH PARTITION f1 FOR VALUES IN (1, 2);

-- case: attach with a foreign key that matches fully
-- setup: CREATE TABLE f (a bigint REFERENCES parent) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 (a bigint REFERENCES parent MATCH FULL);
ALTER TABLE f ATTACH PARTITION f1 FOR VALUES IN (1);

-- case: attach with a foreign key that is not valid
-- doc: partitions: ATTACH PARTITION whose foreign key is not valid
-- setup: CREATE TABLE f (a bigint REFERENCES parent) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 (a bigint);
-- setup: ALTER TABLE f1 ADD FOREIGN KEY (a) REFERENCES parent NOT VALID;
ALTER TABLE f ATTACH PARTITION f1 FOR VALUES IN (1);

-- case: attach the table that the parent references
-- setup: CREATE TABLE k (a int PRIMARY KEY);
-- setup: CREATE TABLE f (a int REFERENCES k) PARTITION BY LIST (a);
ALTER TABLE f ATTACH PARTITION k FOR VALUES IN (1);

-- case: a foreign key where a partition has the same one
-- setup: CREATE TABLE f (a bigint) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
-- setup: ALTER TABLE f1 ADD FOREIGN KEY (a) REFERENCES parent;
ALTER TABLE f ADD FOREIGN KEY (a) REFERENCES parent;

-- case: alter a constraint of a partitioned table
-- setup: CREATE TABLE f (a bigint REFERENCES parent) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
ALTER TABLE f ALTER CONSTRAINT f_a_fkey DEFERRABLE;

-- case: enforce a constraint of a partitioned table
-- postgres: 18
-- setup: CREATE TABLE f (a bigint REFERENCES parent NOT ENFORCED) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
ALTER TABLE f ALTER CONSTRAINT f_a_fkey ENFORCED;

-- case: drop a table with a constraint that is not enforced
-- postgres: 18
-- setup: CREATE TABLE f (a bigint REFERENCES parent NOT ENFORCED);
DROP TABLE f;

-- case: a sub-partition of a referenced table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE f (a int REFERENCES k);
CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);

-- case: a partition of a table that a partitioned table references
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE f (a int REFERENCES k) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);

-- case: detach a sub-partition of a referenced table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1, 2) PARTITION BY LIST (a);
-- setup: CREATE TABLE k11 PARTITION OF k1 FOR VALUES IN (1);
-- setup: INSERT INTO k VALUES (1);
-- setup: CREATE TABLE f (a int REFERENCES k);
ALTER TABLE k1 DETACH PARTITION k11;

-- case: detach a partition that a partitioned table references
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: INSERT INTO k VALUES (1);
-- setup: CREATE TABLE f (a int REFERENCES k) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
ALTER TABLE k DETACH PARTITION k1;

-- case: truncate a partition of a referenced table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k);
TRUNCATE k1;

-- case: truncate a partition of a referenced table, cascading
-- doc: partitions: TRUNCATE … CASCADE of a partition of a referenced table
-- setup: CREATE TABLE k (a int PRIMARY KEY) PARTITION BY LIST (a);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES IN (1);
-- setup: CREATE TABLE f (a int REFERENCES k);
TRUNCATE k1 CASCADE;

-- case: validate a constraint that is valid on all partitions
-- postgres: 18
-- setup: CREATE TABLE f (a bigint) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
-- setup: ALTER TABLE f ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES parent NOT VALID;
-- setup: ALTER TABLE f1 VALIDATE CONSTRAINT x;
ALTER TABLE f VALIDATE CONSTRAINT x;

-- case: a foreign key of another kind of type
ALTER TABLE child ADD COLUMN addr inet, ADD FOREIGN KEY (addr) REFERENCES parent (u);

-- case: a numeric foreign key to an integer
ALTER TABLE child ADD COLUMN num numeric, ADD FOREIGN KEY (num) REFERENCES parent (u);

-- case: an integer foreign key to a numeric
-- setup: CREATE TABLE k (a numeric PRIMARY KEY);
ALTER TABLE child ADD FOREIGN KEY (tid) REFERENCES k NOT VALID;

-- case: a varchar foreign key to text
-- setup: CREATE TABLE k (a text PRIMARY KEY);
ALTER TABLE t ADD FOREIGN KEY (vc) REFERENCES k NOT VALID;

-- case: a foreign key of a system column
ALTER TABLE child ADD FOREIGN KEY (tableoid) REFERENCES parent (u);

-- case: of two foreign keys of a partitioned table that are alike the one that is named goes from the partitions
-- setup: CREATE TABLE f (a bigint) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
-- setup: ALTER TABLE f ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES parent;
-- setup: ALTER TABLE f ADD CONSTRAINT y FOREIGN KEY (a) REFERENCES parent;
ALTER TABLE f DROP CONSTRAINT y;
ALTER TABLE f1 DROP CONSTRAINT IF EXISTS y;

-- case: two foreign keys of a partitioned table to the same key, from different columns
-- setup: CREATE TABLE f (a bigint, b bigint) PARTITION BY LIST (a);
-- setup: CREATE TABLE f1 (b bigint, a bigint);
-- setup: ALTER TABLE f ATTACH PARTITION f1 FOR VALUES IN (1);
-- setup: ALTER TABLE f ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES parent;
-- setup: ALTER TABLE f ADD CONSTRAINT y FOREIGN KEY (b) REFERENCES parent;
-- setup: ALTER TABLE f RENAME CONSTRAINT y TO z;
ALTER TABLE f DROP CONSTRAINT z;
ALTER TABLE f1 DROP COLUMN IF EXISTS a;
