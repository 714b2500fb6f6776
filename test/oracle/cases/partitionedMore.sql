-- case: wider type of an indexed column of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v varchar(10)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE INDEX m_v ON m (v);
ALTER TABLE m ALTER v TYPE varchar(20);

-- case: type of an indexed column of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE INDEX m_v ON m (v);
ALTER TABLE m ALTER v TYPE bigint;

-- case: drop a column of a partitioned table that a policy reads
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY mp ON m USING (v > 0);
ALTER TABLE m DROP COLUMN v;

-- case: rename a check of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, CONSTRAINT pos CHECK (v > 0)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m RENAME CONSTRAINT pos TO positive;

-- case: drop a check that came from the parent
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, CONSTRAINT pos CHECK (v > 0)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m1 DROP CONSTRAINT pos;

-- case: validate a check of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, CONSTRAINT pos CHECK (v > 0) NOT VALID) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m ADD CONSTRAINT small CHECK (v < 100) NOT VALID;
ALTER TABLE m VALIDATE CONSTRAINT small;

-- case: attach beneath a check that is not valid
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m ADD CONSTRAINT small CHECK (v < 100) NOT VALID;
-- setup: CREATE TABLE m2 (id int, at date NOT NULL, v int);
ALTER TABLE m ATTACH PARTITION m2 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: attach with a check that is not valid
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m2 (id int, at date NOT NULL, v int);
-- setup: ALTER TABLE m ADD CONSTRAINT small CHECK (v < 100);
-- setup: ALTER TABLE m2 ADD CONSTRAINT small CHECK (v < 100) NOT VALID;
ALTER TABLE m ATTACH PARTITION m2 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: attach with a check that is not inherited
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m2 (id int, at date NOT NULL, v int);
-- setup: ALTER TABLE m ADD CONSTRAINT small CHECK (v < 100);
-- setup: ALTER TABLE m2 ADD CONSTRAINT small CHECK (v < 100) NO INHERIT;
ALTER TABLE m ATTACH PARTITION m2 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: attach a temporary table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TEMP TABLE m2 (id int, at date NOT NULL, v int);
ALTER TABLE m ATTACH PARTITION m2 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: a temporary partition of a permanent table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
CREATE TEMP TABLE m2 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: attach a partitioned table to itself
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
ALTER TABLE m ATTACH PARTITION m DEFAULT;

-- case: attach an inheritance parent
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE o (id int, at date NOT NULL, v int);
-- setup: CREATE TABLE oc () INHERITS (o);
ALTER TABLE m ATTACH PARTITION o DEFAULT;

-- case: attach with another length of a type
-- setup: CREATE TABLE m (id int, at date NOT NULL, v varchar(10)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE o (id int, at date NOT NULL, v varchar(20));
ALTER TABLE m ATTACH PARTITION o DEFAULT;

-- case: attach with another collation
-- setup: CREATE TABLE m (id int, at date NOT NULL, v text COLLATE "C") PARTITION BY RANGE (at);
-- setup: CREATE TABLE o (id int, at date NOT NULL, v text);
ALTER TABLE m ATTACH PARTITION o DEFAULT;

-- case: a default and not null of a partition
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m1 ALTER COLUMN v SET DEFAULT 7, ALTER v SET NOT NULL;

-- case: drop the default where a partition has its own
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int DEFAULT 1) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m (v DEFAULT 2) FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ALTER v DROP DEFAULT;

-- case: detach what has a key of its own
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int DEFAULT 1) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m (v NOT NULL, PRIMARY KEY (id), CHECK (v > 0)) FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m DETACH PARTITION m1;

-- case: drop a table that partitions reference down two levels
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE m (id int, at date NOT NULL, k int REFERENCES k) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') PARTITION BY LIST (k);
-- setup: CREATE TABLE m11 PARTITION OF m1 DEFAULT;
DROP TABLE k CASCADE;

-- case: type of a key that a partitioned table references
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE m (id int, at date NOT NULL, k int REFERENCES k) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE k ALTER id TYPE bigint;

-- case: a foreign key of a partitioned table made anew
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE m (id int, at date NOT NULL, k int REFERENCES k) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m DROP CONSTRAINT m_k_fkey, ADD CONSTRAINT m_k_fkey FOREIGN KEY (k) REFERENCES k ON DELETE CASCADE;

-- case: type of an identity column of a partitioned table
-- setup: CREATE TABLE m (id int GENERATED BY DEFAULT AS IDENTITY, at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ALTER id TYPE bigint;

-- case: generated always for the identity of a partitioned table
-- postgres: 17
-- setup: CREATE TABLE m (id int GENERATED BY DEFAULT AS IDENTITY, at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ALTER id SET GENERATED ALWAYS;

-- case: generated always for the identity of a partition
-- postgres: 17
-- setup: CREATE TABLE m (id int GENERATED BY DEFAULT AS IDENTITY, at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m1 ALTER id SET GENERATED ALWAYS;

-- case: an identity column for a partitioned table
-- setup: CREATE TABLE m (at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;

-- case: a serial column for a partitioned table
-- setup: CREATE TABLE m (at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ADD COLUMN id bigserial;

-- case: a generated column for a partitioned table
-- setup: CREATE TABLE m (at date NOT NULL, v text) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ADD COLUMN low text GENERATED ALWAYS AS (lower(v)) STORED;

-- case: inherit with a check that is not valid
-- setup: CREATE TABLE p (id int, v int, CHECK (v > 0));
-- setup: CREATE TABLE c (id int, v int);
-- setup: ALTER TABLE c ADD CONSTRAINT p_v_check CHECK (v > 0) NOT VALID;
ALTER TABLE c INHERIT p;

-- case: inherit from a temporary table
-- setup: CREATE TEMP TABLE p (id int, v int);
-- setup: CREATE TABLE c (id int, v int);
ALTER TABLE c INHERIT p;

-- case: inherit with another collation
-- setup: CREATE TABLE p (id int, v text COLLATE "C");
-- setup: CREATE TABLE c (id int, v text COLLATE "POSIX");
ALTER TABLE c INHERIT p;

-- case: a column of another collation than the parent's
-- setup: CREATE TABLE p (id int, v text COLLATE "C");
CREATE TABLE c (v text) INHERITS (p);

-- case: inherits from a temporary table
-- setup: CREATE TEMP TABLE p (id int, v int);
CREATE TABLE c () INHERITS (p);

-- case: inherits two collations
-- setup: CREATE TABLE p (id int, v text COLLATE "C");
-- setup: CREATE TABLE q (v text);
CREATE TABLE c () INHERITS (p, q);

-- case: a permanent partition of a temporary table
-- setup: CREATE TEMP TABLE p (id int, v int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);

-- case: attach a permanent table to a temporary one
-- setup: CREATE TEMP TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE p1 (id int, v int);
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
