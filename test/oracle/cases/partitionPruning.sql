-- case: read one month of one region
-- setup: CREATE TABLE p (id int, region text NOT NULL, at date NOT NULL) PARTITION BY LIST (region);
-- setup: CREATE TABLE p_eu PARTITION OF p FOR VALUES IN ('eu') PARTITION BY RANGE (at);
-- setup: CREATE TABLE p_eu_24 PARTITION OF p_eu FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
SELECT * FROM p WHERE region = 'eu' AND at BETWEEN '2024-03-01' AND '2024-04-01';

-- case: delete all but one region
-- setup: CREATE TABLE p (id int, region text NOT NULL) PARTITION BY LIST (region);
-- setup: CREATE TABLE p_eu PARTITION OF p FOR VALUES IN ('eu');
-- setup: CREATE TABLE p_us PARTITION OF p FOR VALUES IN ('us');
DELETE FROM p WHERE region <> 'eu';

-- case: update the regions of a list
-- setup: CREATE TABLE p (id int, region text NOT NULL) PARTITION BY LIST (region);
-- setup: CREATE TABLE p_eu PARTITION OF p FOR VALUES IN ('eu');
-- setup: CREATE TABLE p_us PARTITION OF p FOR VALUES IN ('us');
UPDATE p SET id = 1 WHERE region IN ('eu');

-- case: read what is not in a region
-- setup: CREATE TABLE p (id int, region text NOT NULL) PARTITION BY LIST (region);
-- setup: CREATE TABLE p_eu PARTITION OF p FOR VALUES IN ('eu');
-- setup: CREATE TABLE p_us PARTITION OF p FOR VALUES IN ('us');
SELECT * FROM p WHERE NOT (region = 'eu');

-- case: lock rows of the regions of an array
-- setup: CREATE TABLE p (id int, region text NOT NULL) PARTITION BY LIST (region);
-- setup: CREATE TABLE p_eu PARTITION OF p FOR VALUES IN ('eu');
-- setup: CREATE TABLE p_us PARTITION OF p FOR VALUES IN ('us');
SELECT * FROM p WHERE region = ANY (ARRAY['eu', 'xx']) FOR UPDATE;

-- case: count outside of a month
-- setup: CREATE TABLE p (id int, at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
SELECT count(*) FROM p WHERE at NOT BETWEEN '2024-01-01' AND '2024-01-31';

-- case: insert into a hash partition
-- setup: CREATE TABLE h (a int, b text) PARTITION BY HASH (a);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 0);
-- setup: CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 1);
-- setup: CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 2);
-- setup: CREATE TABLE h3 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO h VALUES (17, 'x');

-- case: read hash partitions
-- setup: CREATE TABLE h (a int, b text) PARTITION BY HASH (a);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 0);
-- setup: CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 1);
-- setup: CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 2);
-- setup: CREATE TABLE h3 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 3);
SELECT * FROM h WHERE a IN (-5, 123456);

-- case: delete from a hash partition of two columns
-- setup: CREATE TABLE h (a bigint, b text) PARTITION BY HASH (a, b);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 0);
-- setup: CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 1);
-- setup: CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 2);
-- setup: CREATE TABLE h3 PARTITION OF h FOR VALUES WITH (MODULUS 8, REMAINDER 3);
-- setup: CREATE TABLE h7 PARTITION OF h FOR VALUES WITH (MODULUS 8, REMAINDER 7);
DELETE FROM h WHERE a = '-12345678901' AND b = 'tenant-number-twelve';

-- case: update hash partitions by text
-- setup: CREATE TABLE h (a bigint, b text) PARTITION BY HASH (b);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 0);
-- setup: CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 1);
-- setup: CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 2);
-- setup: CREATE TABLE h3 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 3);
UPDATE h SET a = 1 WHERE b IN ('', 'a', 'abcdefghijkl');

-- case: insert into hash partitions by uuid
-- setup: CREATE TABLE h (a uuid, b smallint) PARTITION BY HASH (a);
-- setup: CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 0);
-- setup: CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 1);
-- setup: CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 2);
-- setup: CREATE TABLE h3 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO h VALUES ('3f2504e0-4f89-41d3-9a0c-0305e82c3301', 1), (NULL, 2);

-- case: read a list partition with null or another
-- setup: CREATE TABLE l (a int, b text) PARTITION BY LIST (b);
-- setup: CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', NULL);
-- setup: CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('b');
-- setup: CREATE TABLE ln PARTITION OF l DEFAULT;
SELECT * FROM l WHERE b IS NULL OR b = 'b';

-- case: delete where neither null nor a value
-- setup: CREATE TABLE l (a int, b text) PARTITION BY LIST (b);
-- setup: CREATE TABLE l1 PARTITION OF l FOR VALUES IN (NULL);
-- setup: CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('b', 'c');
-- setup: CREATE TABLE ln PARTITION OF l DEFAULT;
DELETE FROM l WHERE b IS NOT NULL AND b NOT IN ('b');

-- case: read values with and without a partition
-- setup: CREATE TABLE l (a int, b text) PARTITION BY LIST (b);
-- setup: CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', NULL);
-- setup: CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('b');
-- setup: CREATE TABLE ln PARTITION OF l DEFAULT;
SELECT * FROM l WHERE b IN ('a', 'z');

-- case: read where another column may be it
-- setup: CREATE TABLE l (a int, b text) PARTITION BY LIST (b);
-- setup: CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', NULL);
-- setup: CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('b');
-- setup: CREATE TABLE ln PARTITION OF l DEFAULT;
SELECT * FROM l WHERE b = 'a' OR a = 1;

-- case: insert null and a value of the default partition
-- setup: CREATE TABLE l (a int, b text) PARTITION BY LIST (b);
-- setup: CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', NULL);
-- setup: CREATE TABLE ln PARTITION OF l DEFAULT;
INSERT INTO l VALUES (1, NULL), (2, 'q');

-- case: read a partition of false
-- setup: CREATE TABLE l (a int, b boolean) PARTITION BY LIST (b);
-- setup: CREATE TABLE l1 PARTITION OF l FOR VALUES IN (true);
-- setup: CREATE TABLE l2 PARTITION OF l FOR VALUES IN (false);
SELECT * FROM l WHERE NOT b;

-- case: read range partitions of a list or above
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1) TO (10);
-- setup: CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (10) TO (20);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
SELECT * FROM r WHERE a IN (3, 4) OR a > 15;

-- case: read a null of range partitions
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1) TO (10);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
SELECT * FROM r WHERE a IS NULL;

-- case: insert without the column of the key
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1) TO (10);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
INSERT INTO r (b) VALUES (1);

-- case: a key that is collated otherwise than what it is compared with
-- setup: CREATE TABLE p (k text NOT NULL) PARTITION BY LIST (k COLLATE "C");
-- setup: CREATE TABLE p_a PARTITION OF p FOR VALUES IN ('a');
-- setup: CREATE TABLE p_b PARTITION OF p FOR VALUES IN ('b');
DELETE FROM p WHERE k = 'a';

-- case: a key whose operator class is not the default one
-- setup: CREATE TABLE p (k text NOT NULL) PARTITION BY LIST (k text_pattern_ops);
-- setup: CREATE TABLE p_a PARTITION OF p FOR VALUES IN ('a');
-- setup: CREATE TABLE p_b PARTITION OF p FOR VALUES IN ('b');
DELETE FROM p WHERE k = 'a';
