-- case: add fk on partitioned not valid
ALTER TABLE pt ADD CONSTRAINT ptfk FOREIGN KEY (id) REFERENCES tidentity(id) NOT VALID;

-- case: attach partition (no check)
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach partition (valid check)
ALTER TABLE pt ATTACH PARTITION newpartc FOR VALUES FROM (200) TO (300);

-- case: attach partition, default exists
ALTER TABLE ptd ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: create partition of
CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM (300) TO (400);

-- case: create partition of, default exists
CREATE TABLE ptd3 PARTITION OF ptd FOR VALUES FROM (300) TO (400);

-- case: detach partition
ALTER TABLE pt DETACH PARTITION pt1;

-- case: detach partition, default exists
ALTER TABLE ptd DETACH PARTITION ptd1;

-- case: drop partition table
DROP TABLE pt1;

-- case: add index on partitioned
CREATE INDEX ON pt(id);

-- case: create index on only partitioned
CREATE INDEX pti ON ONLY pt(id);

-- case: alter index attach partition
-- setup: CREATE INDEX pti ON ONLY pt (id);
-- setup: CREATE INDEX pt1i ON pt1 (id);
ALTER INDEX pti ATTACH PARTITION pt1i;

-- case: add check not valid on partitioned
ALTER TABLE pt ADD CONSTRAINT ck CHECK (id > 0) NOT VALID;

-- case: alter table if exists only
ALTER TABLE ONLY pt ADD COLUMN z int;
