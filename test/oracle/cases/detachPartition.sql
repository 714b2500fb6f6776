-- case: detach, index
-- doc: partitions: DETACH PARTITION of a table with indexes
-- setup: CREATE INDEX pti ON pt (v);
ALTER TABLE pt DETACH PARTITION pt1;

-- case: detach, foreign key
-- doc: partitions: DETACH PARTITION of a table with a foreign key
-- setup: CREATE TABLE pf (id int, r int REFERENCES trep (id)) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pf1 PARTITION OF pf FOR VALUES FROM (1) TO (2);
ALTER TABLE pf DETACH PARTITION pf1;

-- case: detach, parent is referenced
-- doc: partitions: DETACH PARTITION of a table that others reference
-- setup: CREATE TABLE pr (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pr1 PARTITION OF pr FOR VALUES FROM (1) TO (2);
-- setup: CREATE TABLE rr (id int REFERENCES pr (id));
ALTER TABLE pr DETACH PARTITION pr1;

-- case: detach, sub-partitioned
-- setup: CREATE TABLE sub PARTITION OF pt FOR VALUES FROM (500) TO (600) PARTITION BY LIST (v);
-- setup: CREATE TABLE sub1 PARTITION OF sub FOR VALUES IN (1);
ALTER TABLE pt DETACH PARTITION sub;

-- case: detach, not a partition
ALTER TABLE pt DETACH PARTITION newpart;

-- case: detach the default
-- doc: partitions: DETACH PARTITION of the default partition
ALTER TABLE ptd DETACH PARTITION ptd_def;

-- case: detach, from a plain table
ALTER TABLE tgen DETACH PARTITION newpart;

-- case: 83 finalize where nothing is pending
ALTER TABLE pt DETACH PARTITION pt1 FINALIZE;

-- case: finalize a detach that was not begun
-- doc: partitions: DETACH PARTITION … FINALIZE where no detach was interrupted
ALTER TABLE pt DETACH PARTITION pt1 FINALIZE;

-- case: detach what has a key of its own
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int DEFAULT 1) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m (v NOT NULL, PRIMARY KEY (id), CHECK (v > 0)) FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m DETACH PARTITION m1;
