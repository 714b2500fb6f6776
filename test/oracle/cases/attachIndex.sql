-- case: attach, an index to a plain one
ALTER INDEX t_a_idx ATTACH PARTITION t_c_idx;

-- case: alter index pi attach partition p1i
-- setup: create table parted(id int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create index pi on only parted(id);
-- setup: create index p1i on parted1(id);
alter index pi attach partition p1i;

-- case: a partition's index attached twice
-- setup: CREATE INDEX pti ON pt (id); CREATE INDEX more ON pt1 (id);
ALTER INDEX pti ATTACH PARTITION more;

-- case: attach a table with a bound to an index
-- setup: CREATE TABLE pa (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pb (id int NOT NULL);
ALTER TABLE pa_pkey ATTACH PARTITION pb FOR VALUES FROM (1) TO (2);

-- case: attach an index with a bound to a plain index
ALTER TABLE t_pkey ATTACH PARTITION nope FOR VALUES FROM (1) TO (2);

-- case: detach a partition of an index
-- setup: CREATE TABLE pa (id int PRIMARY KEY) PARTITION BY RANGE (id);
ALTER TABLE pa_pkey DETACH PARTITION nope;
