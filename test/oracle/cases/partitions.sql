-- case: add fk on partitioned not valid
-- doc: partitions: ADD FOREIGN KEY … NOT VALID on a partitioned table
ALTER TABLE pt ADD CONSTRAINT ptfk FOREIGN KEY (id) REFERENCES tidentity(id) NOT VALID;

-- case: attach partition (no check)
-- doc: partitions: ATTACH PARTITION
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach partition (valid check)
-- doc: partitions: ATTACH PARTITION whose valid CHECK implies the bound
ALTER TABLE pt ATTACH PARTITION newpartc FOR VALUES FROM (200) TO (300);

-- case: attach partition, default exists
-- doc: partitions: ATTACH PARTITION where there is a default partition
ALTER TABLE ptd ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: create partition of
-- doc: partitions: CREATE TABLE … PARTITION OF
CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM (300) TO (400);

-- case: create partition of, default exists
-- doc: partitions: CREATE TABLE … PARTITION OF where there is a default partition
CREATE TABLE ptd3 PARTITION OF ptd FOR VALUES FROM (300) TO (400);

-- case: detach partition
-- doc: partitions: DETACH PARTITION
ALTER TABLE pt DETACH PARTITION pt1;

-- case: detach partition, default exists
-- doc: partitions: DETACH PARTITION where there is a default partition
ALTER TABLE ptd DETACH PARTITION ptd1;

-- case: drop partition table
-- doc: partitions: DROP TABLE of a partition
DROP TABLE pt1;

-- case: add index on partitioned
-- doc: indexes: CREATE INDEX on a partitioned table
CREATE INDEX ON pt(id);

-- case: create index on only partitioned
-- doc: indexes: CREATE INDEX ON ONLY a partitioned table
CREATE INDEX pti ON ONLY pt(id);

-- case: alter index attach partition
-- doc: indexes: ALTER INDEX … ATTACH PARTITION
-- setup: CREATE INDEX pti ON ONLY pt (id);
-- setup: CREATE INDEX pt1i ON pt1 (id);
ALTER INDEX pti ATTACH PARTITION pt1i;

-- case: add check not valid on partitioned
-- doc: partitions: ADD CHECK … NOT VALID on a partitioned table
ALTER TABLE pt ADD CONSTRAINT ck CHECK (id > 0) NOT VALID;

-- case: alter table if exists only
ALTER TABLE ONLY pt ADD COLUMN z int;

-- case: a primary key on a partitioned table whose column is not null
-- setup: CREATE TABLE h (id int NOT NULL, v int) PARTITION BY HASH (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- setup: CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);
ALTER TABLE h ADD PRIMARY KEY (id);

-- case: a primary key on a partitioned table whose column may be null
-- setup: CREATE TABLE h (id int, v int) PARTITION BY HASH (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- setup: CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);
ALTER TABLE h ADD PRIMARY KEY (id);

-- case: set not null again on a partitioned table
-- setup: CREATE TABLE h (id int NOT NULL, v int) PARTITION BY HASH (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
ALTER TABLE h ALTER COLUMN id SET NOT NULL;

-- case: a primary key on a parent whose column is not null
-- setup: CREATE TABLE p (id int NOT NULL);
-- setup: CREATE TABLE c () INHERITS (p);
ALTER TABLE p ADD PRIMARY KEY (id);

-- case: a primary key on a table partitioned twice whose column is not null
-- setup: CREATE TABLE h (id int NOT NULL, v int) PARTITION BY HASH (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 1, REMAINDER 0) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h00 PARTITION OF h0 FOR VALUES FROM (1) TO (9);
ALTER TABLE h ADD PRIMARY KEY (id);

-- case: a primary key that a sub-partitioned partition cannot have
-- setup: CREATE TABLE h (id int NOT NULL, v int NOT NULL) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES FROM (0) TO (9) PARTITION BY LIST (v);
ALTER TABLE h ADD PRIMARY KEY (id);

-- case: a unique index that a sub-partitioned partition cannot have
-- setup: CREATE TABLE h (id int NOT NULL, v int NOT NULL) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES FROM (0) TO (9) PARTITION BY LIST (v);
CREATE UNIQUE INDEX ON h (id);

-- case: a unique index on only a table whose partition cannot have it
-- setup: CREATE TABLE h (id int NOT NULL, v int NOT NULL) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES FROM (0) TO (9) PARTITION BY LIST (v);
CREATE UNIQUE INDEX ON ONLY h (id);

-- case: attach again what was detached concurrently
-- setup: CREATE TABLE h (id int NOT NULL, v int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES FROM (0) TO (9);
-- setup: ALTER TABLE h DETACH PARTITION h0 CONCURRENTLY;
ALTER TABLE h ATTACH PARTITION h0 FOR VALUES FROM (0) TO (9);

-- case: attach again what was detached
-- setup: CREATE TABLE h (id int NOT NULL, v int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES FROM (0) TO (9);
-- setup: ALTER TABLE h DETACH PARTITION h0;
ALTER TABLE h ATTACH PARTITION h0 FOR VALUES FROM (0) TO (9);

-- case: attach a part of a list again that was detached concurrently
-- setup: CREATE TABLE h (id int, v text) PARTITION BY LIST (v);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES IN ('a', 'b');
-- setup: ALTER TABLE h DETACH PARTITION h0 CONCURRENTLY;
ALTER TABLE h ATTACH PARTITION h0 FOR VALUES IN ('a', 'b', 'c');

-- case: attach a partitioned part again that was detached concurrently
-- setup: CREATE TABLE h (id int, v text) PARTITION BY LIST (v);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES IN ('a', 'b') PARTITION BY RANGE (id);
-- setup: CREATE TABLE h00 PARTITION OF h0 FOR VALUES FROM (1) TO (5);
-- setup: ALTER TABLE h DETACH PARTITION h0 CONCURRENTLY;
ALTER TABLE h ATTACH PARTITION h0 FOR VALUES IN ('a', 'b');

-- case: type of a column with an index whose parts have names
-- setup: CREATE TABLE h (id int NOT NULL, v int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES FROM (0) TO (9);
-- setup: CREATE INDEX whole ON ONLY h (v);
-- setup: CREATE INDEX part ON h0 (v);
-- setup: ALTER INDEX whole ATTACH PARTITION part;
ALTER TABLE h ALTER COLUMN v TYPE bigint;

-- case: drop an index whose part had a name until a type changed
-- setup: CREATE TABLE h (id int NOT NULL, v varchar(5)) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES FROM (0) TO (9);
-- setup: CREATE INDEX whole ON ONLY h (v);
-- setup: CREATE INDEX part ON h0 (v);
-- setup: ALTER INDEX whole ATTACH PARTITION part;
-- setup: ALTER TABLE h ALTER COLUMN v TYPE varchar(50);
DROP INDEX part;

-- case: truncate after the type of a key's column changed
-- setup: CREATE TABLE h (id int NOT NULL, v int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE h0 (id int NOT NULL, v int, CONSTRAINT mine PRIMARY KEY (id, v));
-- setup: ALTER TABLE h ADD PRIMARY KEY (id, v);
-- setup: ALTER TABLE h ATTACH PARTITION h0 FOR VALUES FROM (0) TO (9);
-- setup: ALTER TABLE h ALTER COLUMN v TYPE bigint;
TRUNCATE h0;
