-- case: delete from only a
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
delete from only a;

-- case: delete
-- doc: data: DELETE
DELETE FROM tgen;

-- case: partitions of a time range: BETWEEN
-- setup: CREATE TABLE hx_m (at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE hx_m1 PARTITION OF hx_m FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
-- setup: CREATE TABLE hx_m2 PARTITION OF hx_m FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
-- setup: CREATE TABLE hx_md PARTITION OF hx_m DEFAULT;
DELETE FROM hx_m WHERE at BETWEEN '2023-02-01' AND '2023-03-01';

-- case: 109 delete from a published table with a replica identity of all
-- setup: CREATE PUBLICATION pub9 FOR TABLE tgen;
-- setup: ALTER TABLE tgen REPLICA IDENTITY FULL;
DELETE FROM tgen;

-- case: 109 delete where only inserts are published
-- setup: CREATE PUBLICATION pub9 FOR TABLE tgen WITH (publish = 'insert');
DELETE FROM tgen;

-- case: 118 delete without where
DELETE FROM child;

-- case: 119 delete with a limit
DELETE FROM tgen LIMIT 10;

-- case: 120 delete by key, skipping locked rows
WITH batch AS (SELECT id FROM trep ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED)
DELETE FROM trep USING batch WHERE trep.id = batch.id;

-- case: delete from a referenced table
-- doc: data: DELETE from a table that others reference
DELETE FROM parent WHERE id = 1000;

-- case: delete of what a child publishes
-- setup: CREATE TABLE mum (id int); CREATE TABLE kid () INHERITS (mum); CREATE PUBLICATION pk FOR TABLE kid;
DELETE FROM mum;
