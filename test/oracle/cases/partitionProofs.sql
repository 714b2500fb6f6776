-- case: the first partition is the default one
-- setup: CREATE TABLE r (a int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE rd (a int);
-- setup: INSERT INTO rd SELECT generate_series(1, 10);
ALTER TABLE r ATTACH PARTITION rd DEFAULT;

-- case: a default partition beside another
-- setup: CREATE TABLE r (a int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1) TO (5);
-- setup: CREATE TABLE rd (a int);
-- setup: INSERT INTO rd SELECT generate_series(5, 10);
ALTER TABLE r ATTACH PARTITION rd DEFAULT;

-- case: a default partition whose CHECK excludes the others
-- setup: CREATE TABLE l (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE l1 PARTITION OF l FOR VALUES IN (1, 2);
-- setup: CREATE TABLE ld (a int);
-- setup: INSERT INTO ld SELECT generate_series(5, 10);
-- setup: ALTER TABLE ld ADD CHECK (a > 2);
ALTER TABLE l ATTACH PARTITION ld DEFAULT;

-- case: a list partition that the default one excludes
-- setup: CREATE TABLE l (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES (5);
-- setup: ALTER TABLE ld ADD CHECK (a IN (5, 6));
CREATE TABLE l1 PARTITION OF l FOR VALUES IN (55, 66);

-- case: a list partition with null that the default one excludes
-- setup: CREATE TABLE l (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES (-5);
-- setup: ALTER TABLE ld ADD CHECK (a <= 0 AND a IS NOT NULL);
CREATE TABLE l1 PARTITION OF l FOR VALUES IN (1, NULL);

-- case: a list partition with null that the default one does not exclude
-- setup: CREATE TABLE l (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES (-5);
-- setup: ALTER TABLE ld ADD CHECK (a <= 0);
CREATE TABLE l1 PARTITION OF l FOR VALUES IN (1, NULL);

-- case: attach a list partition with null, proven
-- setup: CREATE TABLE l (a text) PARTITION BY LIST (a);
-- setup: CREATE TABLE l1 (a text, CHECK (a IS NULL OR a = 'x'));
-- setup: INSERT INTO l1 VALUES ('x');
ALTER TABLE l ATTACH PARTITION l1 FOR VALUES IN ('x', NULL);

-- case: attach a partition of a key of two columns, proven
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a, b);
-- setup: CREATE TABLE r1 (a int NOT NULL CHECK (a = 1), b int NOT NULL CHECK (b >= 10 AND b < 18));
-- setup: INSERT INTO r1 VALUES (1, 12);
ALTER TABLE r ATTACH PARTITION r1 FOR VALUES FROM (1, 10) TO (1, 20);

-- case: attach a partition of a key of two columns, proven by the first
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a, b);
-- setup: CREATE TABLE r1 (a int NOT NULL CHECK (a > 1 AND a < 5), b int NOT NULL);
-- setup: INSERT INTO r1 VALUES (2, 12);
ALTER TABLE r ATTACH PARTITION r1 FOR VALUES FROM (1, 10) TO (5, 20);

-- case: attach a partition of a key of two columns, not proven
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a, b);
-- setup: CREATE TABLE r1 (a int NOT NULL CHECK (a >= 1 AND a < 5), b int NOT NULL);
-- setup: INSERT INTO r1 VALUES (2, 12);
ALTER TABLE r ATTACH PARTITION r1 FOR VALUES FROM (1, 10) TO (5, 20);

-- case: attach below a partition, the upper bound not proven
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1) TO (5) PARTITION BY LIST (b);
-- setup: CREATE TABLE r11 (a int, b int NOT NULL CHECK (b = 7));
-- setup: INSERT INTO r11 VALUES (1, 7);
ALTER TABLE r1 ATTACH PARTITION r11 FOR VALUES IN (7);

-- case: attach below a partition, all bounds proven
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1) TO (5) PARTITION BY LIST (b);
-- setup: CREATE TABLE r11 (a int NOT NULL CHECK (a BETWEEN 1 AND 4), b int NOT NULL CHECK (b = 7));
-- setup: INSERT INTO r11 VALUES (1, 7);
ALTER TABLE r1 ATTACH PARTITION r11 FOR VALUES IN (7);

-- case: a partition beside a partitioned default, proven in one part of it
-- setup: CREATE TABLE l (a int, b text) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT PARTITION BY LIST (b);
-- setup: CREATE TABLE ld1 PARTITION OF ld (CHECK (a IS NOT NULL AND a = 1)) FOR VALUES IN ('b');
-- setup: CREATE TABLE ld2 PARTITION OF ld FOR VALUES IN ('c');
-- setup: INSERT INTO l VALUES (1, 'b'), (3, 'c');
CREATE TABLE l2 PARTITION OF l FOR VALUES IN (2);

-- case: set not null again on a parent
-- setup: CREATE TABLE p (a int NOT NULL);
-- setup: CREATE TABLE c () INHERITS (p);
ALTER TABLE p ALTER a SET NOT NULL;

-- case: a not-null constraint that children inherit from now on
-- postgres: 18
-- setup: CREATE TABLE p (a int NOT NULL NO INHERIT);
-- setup: CREATE TABLE c () INHERITS (p);
-- setup: CREATE TABLE cc () INHERITS (c);
-- setup: INSERT INTO cc VALUES (1);
ALTER TABLE p ALTER CONSTRAINT p_a_not_null INHERIT;

-- case: a not-null constraint that children inherit no more
-- postgres: 18
-- setup: CREATE TABLE p (a int NOT NULL);
-- setup: CREATE TABLE c () INHERITS (p);
-- setup: CREATE TABLE cc () INHERITS (c);
ALTER TABLE p ALTER CONSTRAINT p_a_not_null NO INHERIT;

-- case: a not-null constraint that a child has for itself alone
-- postgres: 18
-- setup: CREATE TABLE p (a int NOT NULL NO INHERIT);
-- setup: CREATE TABLE c (CONSTRAINT x NOT NULL a NO INHERIT) INHERITS (p);
ALTER TABLE p ALTER CONSTRAINT p_a_not_null INHERIT;

-- case: a new column with a default that is the primary key
-- setup: CREATE TABLE p (a int);
-- setup: INSERT INTO p VALUES (1);
ALTER TABLE p ADD COLUMN b int DEFAULT 0 PRIMARY KEY;

-- case: attach, a range proven by a list of values
-- setup: CREATE TABLE pr (k int) PARTITION BY RANGE (k);
-- setup: CREATE TABLE pr1 (k int NOT NULL CHECK (k IN (1, 2, 3)));
ALTER TABLE pr ATTACH PARTITION pr1 FOR VALUES FROM (1) TO (4);

-- case: attach, a list not proven by a longer list of values
-- setup: CREATE TABLE pr (k int) PARTITION BY LIST (k);
-- setup: CREATE TABLE pr1 (k int NOT NULL CHECK (k IN (1, 2, 3)));
ALTER TABLE pr ATTACH PARTITION pr1 FOR VALUES IN (1, 2);

-- case: attach where the default excludes the value
-- setup: CREATE TABLE l (a text) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a text);
-- setup: ALTER TABLE ld ADD CHECK (a <> 'c');
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('c');

-- case: attach where the default excludes a list with the value
-- setup: CREATE TABLE l (a text NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a text NOT NULL);
-- setup: ALTER TABLE ld ADD CHECK (a NOT IN ('c', 'd'));
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('c');

-- case: attach where the default excludes all values
-- setup: CREATE TABLE l (a text NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a text NOT NULL);
-- setup: ALTER TABLE ld ADD CHECK (a NOT IN ('c', 'd'));
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('c', 'd');

-- case: attach where the default excludes each value
-- setup: CREATE TABLE l (a text NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a text NOT NULL);
-- setup: ALTER TABLE ld ADD CHECK (a <> 'c' AND a <> 'd');
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('c', 'd');

-- case: attach where the default is not the value
-- setup: CREATE TABLE l (a text NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a text NOT NULL);
-- setup: ALTER TABLE ld ADD CHECK (NOT (a = 'c'));
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('c');

-- case: attach where the default is not in the list
-- setup: CREATE TABLE l (a text NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a text NOT NULL);
-- setup: ALTER TABLE ld ADD CHECK (NOT (a IN ('c', 'd')));
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('d');

-- case: attach where the default is null or not the value
-- setup: CREATE TABLE l (a text NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a text NOT NULL);
-- setup: ALTER TABLE ld ADD CHECK (a IS NULL OR a <> 'c');
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('c');

-- case: attach where the default excludes an array
-- setup: CREATE TABLE l (a text NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a text NOT NULL);
-- setup: ALTER TABLE ld ADD CHECK (a <> ALL (ARRAY['c', 'd']));
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('c');

-- case: attach where the default excludes the value of a varchar
-- setup: CREATE TABLE l (a varchar(10) NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE ld PARTITION OF l DEFAULT;
-- setup: INSERT INTO l VALUES ('x');
-- setup: CREATE TABLE lc (a varchar(10) NOT NULL);
-- setup: ALTER TABLE ld ADD CHECK (a <> 'c');
ALTER TABLE l ATTACH PARTITION lc FOR VALUES IN ('c');

-- case: attach where the default is outside of the range
-- setup: CREATE TABLE r (at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
-- setup: INSERT INTO r VALUES ('2020-01-01');
-- setup: CREATE TABLE rc (at date NOT NULL);
-- setup: ALTER TABLE rd ADD CHECK (at < '2024-01-01' OR at >= '2024-02-01');
ALTER TABLE r ATTACH PARTITION rc FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach where the default is not inside of the range
-- setup: CREATE TABLE r (at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
-- setup: INSERT INTO r VALUES ('2020-01-01');
-- setup: CREATE TABLE rc (at date NOT NULL);
-- setup: ALTER TABLE rd ADD CHECK (NOT (at >= '2024-01-01' AND at < '2024-02-01'));
ALTER TABLE r ATTACH PARTITION rc FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach where the default is below the range in time
-- setup: CREATE TABLE r (at timestamptz NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
-- setup: INSERT INTO r VALUES ('2020-01-01');
-- setup: CREATE TABLE rc (at timestamptz NOT NULL);
-- setup: ALTER TABLE rd ADD CHECK (at < '2024-01-01'::timestamptz);
ALTER TABLE r ATTACH PARTITION rc FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach where the default is outside of the range, perhaps null
-- setup: CREATE TABLE r (at date) PARTITION BY RANGE (at);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
-- setup: INSERT INTO r VALUES ('2020-01-01');
-- setup: CREATE TABLE rc (at date);
-- setup: ALTER TABLE rd ADD CHECK (at < '2024-01-01' OR at >= '2024-02-01');
ALTER TABLE r ATTACH PARTITION rc FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach where the default is below the range of two columns
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a, b);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
-- setup: INSERT INTO r VALUES (1, 1);
-- setup: CREATE TABLE rc (a int, b int);
-- setup: ALTER TABLE rd ADD CHECK (a < 5);
ALTER TABLE r ATTACH PARTITION rc FOR VALUES FROM (5, 0) TO (5, 10);

-- case: attach where both sides prove it
-- setup: CREATE TABLE r (a int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT;
-- setup: INSERT INTO r VALUES (1);
-- setup: CREATE TABLE rc (a int);
-- setup: INSERT INTO rc VALUES (7);
-- setup: ALTER TABLE rd ADD CHECK (a < 5);
-- setup: ALTER TABLE rc ADD CHECK (a >= 5 AND a < 10 AND a IS NOT NULL);
ALTER TABLE r ATTACH PARTITION rc FOR VALUES FROM (5) TO (10);

-- case: attach where a partition of the default proves it
-- setup: CREATE TABLE r (a int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE rd PARTITION OF r DEFAULT PARTITION BY RANGE (a);
-- setup: CREATE TABLE rd1 PARTITION OF rd DEFAULT;
-- setup: INSERT INTO r VALUES (1);
-- setup: CREATE TABLE rc (a int);
-- setup: ALTER TABLE rd1 ADD CHECK (a < 5);
ALTER TABLE r ATTACH PARTITION rc FOR VALUES FROM (5) TO (10);

-- case: a CHECK of a column whose key is collated otherwise
-- setup: CREATE TABLE l (k text NOT NULL) PARTITION BY LIST (k COLLATE "C");
-- setup: CREATE TABLE l1 (k text NOT NULL CHECK (k = 'a'));
-- setup: INSERT INTO l1 VALUES ('a');
ALTER TABLE l ATTACH PARTITION l1 FOR VALUES IN ('a');

-- case: a CHECK of a column whose key is collated as the column
-- setup: CREATE TABLE l (k text COLLATE "C" NOT NULL) PARTITION BY LIST (k COLLATE "C");
-- setup: CREATE TABLE l1 (k text COLLATE "C" NOT NULL CHECK (k = 'a'));
-- setup: INSERT INTO l1 VALUES ('a');
ALTER TABLE l ATTACH PARTITION l1 FOR VALUES IN ('a');

-- case: a CHECK of a column whose key has another operator class
-- setup: CREATE TABLE r (k text NOT NULL) PARTITION BY RANGE (k text_pattern_ops);
-- setup: CREATE TABLE r1 (k text NOT NULL CHECK (k >= 'a' AND k < 'b'));
-- setup: INSERT INTO r1 VALUES ('aa');
ALTER TABLE r ATTACH PARTITION r1 FOR VALUES FROM ('a') TO ('b');

-- case: a CHECK of a number whose key names the default operator class
-- setup: CREATE TABLE r (k int NOT NULL) PARTITION BY RANGE (k int4_ops);
-- setup: CREATE TABLE r1 (k int NOT NULL CHECK (k >= 1 AND k < 5));
-- setup: INSERT INTO r1 VALUES (1);
ALTER TABLE r ATTACH PARTITION r1 FOR VALUES FROM (1) TO (5);

-- case: the first default partition of a key collated otherwise
-- setup: CREATE TABLE l (k text NOT NULL) PARTITION BY LIST (k COLLATE "C");
-- setup: CREATE TABLE ld (k text NOT NULL);
-- setup: INSERT INTO ld VALUES ('a');
ALTER TABLE l ATTACH PARTITION ld DEFAULT;
