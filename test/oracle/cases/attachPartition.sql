-- case: attach, sub-partitioned
-- doc: partitions: ATTACH PARTITION of a table that is itself partitioned
-- setup: CREATE TABLE sub (id int, v int) PARTITION BY LIST (v);
-- setup: CREATE TABLE sub1 PARTITION OF sub FOR VALUES IN (1);
ALTER TABLE pt ATTACH PARTITION sub FOR VALUES FROM (200) TO (300);

-- case: attach, index missing
-- doc: partitions: ATTACH PARTITION that lacks an index of the parent
-- setup: CREATE INDEX pti ON pt (v);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, index there
-- doc: partitions: ATTACH PARTITION that has the parent's index
-- setup: CREATE INDEX pti ON pt (v);
-- setup: CREATE INDEX npi ON newpart (v);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, primary key missing
-- setup: ALTER TABLE pt ADD PRIMARY KEY (id);
ALTER TABLE pt ATTACH PARTITION newpartc FOR VALUES FROM (200) TO (300);

-- case: attach, not null missing
-- setup: ALTER TABLE pt ALTER v SET NOT NULL;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, check missing
-- setup: ALTER TABLE pt ADD CONSTRAINT vc CHECK (v > 0);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, column missing
-- setup: ALTER TABLE newpart DROP COLUMN v;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, column too many
-- setup: ALTER TABLE newpart ADD COLUMN z int;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, column of another type
-- setup: ALTER TABLE newpart ALTER v TYPE bigint;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, overlapping
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (150) TO (300);

-- case: attach, a partition
ALTER TABLE pt ATTACH PARTITION ptd1 FOR VALUES FROM (300) TO (400);

-- case: attach, to a plain table
ALTER TABLE tgen ATTACH PARTITION newpart FOR VALUES FROM (300) TO (400);

-- case: attach as default
-- doc: partitions: ATTACH PARTITION … DEFAULT
ALTER TABLE pt ATTACH PARTITION newpart DEFAULT;

-- case: attach, check too narrow
-- setup: ALTER TABLE newpart ADD CHECK (id IS NOT NULL AND id >= 200);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, check by between
-- setup: ALTER TABLE newpart ADD CHECK (id IS NOT NULL AND id BETWEEN 200 AND 299);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, check without not null
-- setup: ALTER TABLE newpart ADD CHECK (id >= 200 AND id < 300);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, check not valid
-- setup: ALTER TABLE newpart ADD CHECK (id IS NOT NULL AND id >= 200 AND id < 300) NOT VALID;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, list proven
-- setup: CREATE TABLE pl (k text) PARTITION BY LIST (k);
-- setup: CREATE TABLE pl1 (k text NOT NULL CHECK (k IN ('a', 'b')));
ALTER TABLE pl ATTACH PARTITION pl1 FOR VALUES IN ('a', 'b');

-- case: attach, dates proven
-- setup: CREATE TABLE pd (d date) PARTITION BY RANGE (d);
-- setup: CREATE TABLE pd1 (d date NOT NULL CHECK (d >= '2024-01-01' AND d < '2024-02-01'));
ALTER TABLE pd ATTACH PARTITION pd1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach, foreign key on the parent
-- doc: partitions: ATTACH PARTITION to a table with a foreign key
-- setup: CREATE TABLE pf (id int, r int REFERENCES trep (id)) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pf1 (id int, r int);
ALTER TABLE pf ATTACH PARTITION pf1 FOR VALUES FROM (1) TO (2);

-- case: attach, foreign key on both
-- doc: partitions: ATTACH PARTITION that has the parent's foreign key
-- setup: CREATE TABLE pf (id int, r int REFERENCES trep (id)) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pf1 (id int, r int REFERENCES trep (id));
ALTER TABLE pf ATTACH PARTITION pf1 FOR VALUES FROM (1) TO (2);

-- case: attach, parent is referenced
-- doc: partitions: ATTACH PARTITION to a table that others reference
-- setup: CREATE TABLE pr (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: CREATE TABLE rr (id int REFERENCES pr (id));
-- setup: CREATE TABLE pr1 (id int PRIMARY KEY);
ALTER TABLE pr ATTACH PARTITION pr1 FOR VALUES FROM (1) TO (2);

-- case: 81 attach with a check that proves and no not null
-- setup: ALTER TABLE newpart ADD CONSTRAINT c CHECK (id >= 200 AND id < 300);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: 81 attach, proven, default proven too
-- setup: ALTER TABLE ptd_def ADD CONSTRAINT c CHECK (id IS NOT NULL AND (id < 200 OR id >= 300));
ALTER TABLE ptd ATTACH PARTITION newpartc FOR VALUES FROM (200) TO (300);

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

-- case: attach a permanent table to a temporary one
-- setup: CREATE TEMP TABLE p (id int, v int) PARTITION BY LIST (id);
-- setup: CREATE TABLE p1 (id int, v int);
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);

-- case: a partition that has a trigger of the name
-- setup: CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: CREATE TRIGGER tr BEFORE INSERT ON newpart FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attached, detached and attached again
-- setup: CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: ALTER TABLE pt DETACH PARTITION pt2;
ALTER TABLE pt ATTACH PARTITION pt2 FOR VALUES FROM (100) TO (200);

-- case: a table attached to what is below it
-- setup: CREATE TABLE pa (a int) PARTITION BY RANGE (a); CREATE TABLE pb PARTITION OF pa DEFAULT PARTITION BY RANGE (a);
ALTER TABLE pb ATTACH PARTITION pa FOR VALUES FROM (0) TO (1);

-- case: a temporary table attached
CREATE TEMP TABLE tp (id int, v int);
ALTER TABLE pt ATTACH PARTITION tp FOR VALUES FROM (300) TO (400);

-- case: a table with an identity attached
-- setup: CREATE TABLE ti (id int GENERATED ALWAYS AS IDENTITY, v int, more int);
ALTER TABLE pt ATTACH PARTITION ti FOR VALUES FROM (300) TO (400);
