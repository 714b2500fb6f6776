-- case: 130 partitioned table with an access method
CREATE TABLE w (id int) PARTITION BY RANGE (id) USING heap;

-- case: 80 create a partition where the default holds its rows
CREATE TABLE ptd_150 PARTITION OF ptd FOR VALUES FROM (150) TO (160);

-- case: a temporary partition of a permanent table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
CREATE TEMP TABLE m2 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: a permanent partition of a temporary table
-- setup: CREATE TEMP TABLE p (id int, v int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);

-- case: a partition of a table with a hash index
-- setup: CREATE INDEX pth ON pt USING hash (id);
CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM (300) TO (400);

-- case: ranges of two columns that meet
-- setup: CREATE TABLE pr (a int, b int) PARTITION BY RANGE (a, b);
-- setup: CREATE TABLE pr1 PARTITION OF pr FOR VALUES FROM (1, 10) TO (2, 20);
CREATE TABLE pr2 PARTITION OF pr FOR VALUES FROM (2, 10) TO (3, 0);

-- case: ranges of two columns that touch
-- setup: CREATE TABLE pr (a int, b int) PARTITION BY RANGE (a, b);
-- setup: CREATE TABLE pr1 PARTITION OF pr FOR VALUES FROM (1, MINVALUE) TO (2, MINVALUE);
CREATE TABLE pr2 PARTITION OF pr FOR VALUES FROM (2, MINVALUE) TO (MAXVALUE, MAXVALUE);

-- case: a range that goes on after its end
-- setup: CREATE TABLE pr (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE pr2 PARTITION OF pr FOR VALUES FROM (2, MINVALUE) TO (MAXVALUE, 5);

-- case: a range with too few values
-- setup: CREATE TABLE pr (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE pr2 PARTITION OF pr FOR VALUES FROM (2) TO (3, 5);

-- case: a range from null
CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM (NULL) TO (400);

-- case: a list whose value is there as text
-- setup: CREATE TABLE pl (a int) PARTITION BY LIST (a); CREATE TABLE pl1 PARTITION OF pl FOR VALUES IN (1, NULL);
CREATE TABLE pl2 PARTITION OF pl FOR VALUES IN ('1');

-- case: a list with null a second time
-- setup: CREATE TABLE pl (a int) PARTITION BY LIST (a); CREATE TABLE pl1 PARTITION OF pl FOR VALUES IN (1, NULL);
CREATE TABLE pl2 PARTITION OF pl FOR VALUES IN (NULL);

-- case: a remainder as large as its modulus
-- setup: CREATE TABLE ph (a int) PARTITION BY HASH (a);
CREATE TABLE ph1 PARTITION OF ph FOR VALUES WITH (MODULUS 8, REMAINDER 8);

-- case: a partition by another column than its parent's key has
-- setup: CREATE TABLE px (a int PRIMARY KEY, b int) PARTITION BY RANGE (a);
CREATE TABLE px1 PARTITION OF px DEFAULT PARTITION BY RANGE (b);

-- case: a partition with a primary key beside its parent's
-- setup: CREATE TABLE px (a int PRIMARY KEY, b int) PARTITION BY RANGE (a);
CREATE TABLE px1 PARTITION OF px (PRIMARY KEY (b)) DEFAULT;

-- case: a partition of an index
-- setup: CREATE INDEX pti ON pt (id);
CREATE TABLE pt3 PARTITION OF pti FOR VALUES FROM (300) TO (400);
