-- case: alter publication pb drop table a
-- setup: create table a(id int, b int);
-- setup: create publication pb for table a;
alter publication pb drop table a;

-- case: alter publication nope add table x
alter publication nope add table x;

-- case: 130 publication of a schema
CREATE PUBLICATION pub9 FOR TABLES IN SCHEMA public;

-- case: 130 publication with a row filter
CREATE PUBLICATION pub9 FOR TABLE trep WHERE (id > 0);

-- case: alter publication add table
-- doc: remarks: ALTER PUBLICATION … ADD TABLE
ALTER PUBLICATION pub ADD TABLE t;

-- case: alter publication drop table
-- doc: remarks: ALTER PUBLICATION … DROP TABLE
ALTER PUBLICATION pub DROP TABLE parent;

-- case: create publication for table
-- doc: remarks: CREATE PUBLICATION … FOR TABLE
CREATE PUBLICATION pub2 FOR TABLE t;

-- case: publication of all tables
-- doc: remarks: CREATE PUBLICATION … FOR ALL TABLES
CREATE PUBLICATION puball FOR ALL TABLES;

-- case: set what a publication publishes
-- doc: remarks: ALTER PUBLICATION … SET (…)
ALTER PUBLICATION pub SET (publish = 'insert');

-- case: set a publication's tables
-- doc: remarks: ALTER PUBLICATION … SET TABLE
ALTER PUBLICATION pub SET TABLE t;

-- case: subscription
-- doc: remarks: CREATE SUBSCRIPTION without connecting
CREATE SUBSCRIPTION sub0 CONNECTION 'dbname=nowhere' PUBLICATION pub WITH (connect = false);

-- case: alter a subscription
-- doc: remarks: ALTER SUBSCRIPTION … SET (…)
CREATE SUBSCRIPTION sub0 CONNECTION 'dbname=nowhere' PUBLICATION pub WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION sub0 SET (binary = true);

-- case: drop a subscription
-- doc: remarks: DROP SUBSCRIPTION without a slot
CREATE SUBSCRIPTION sub0 CONNECTION 'dbname=nowhere' PUBLICATION pub WITH (connect = false, slot_name = NONE);
DROP SUBSCRIPTION sub0;

-- case: a column list of a partitioned table
-- postgres: 15
CREATE PUBLICATION p2 FOR TABLE pt (id);

-- case: CREATE SUBSCRIPTION makes a slot
CREATE SUBSCRIPTION hx_s CONNECTION 'host=x' PUBLICATION p;

-- case: an UPDATE with a filter outside of the identity
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (x > 1);
UPDATE hx_a SET y = 1;

-- case: a DELETE with a filter outside of the identity
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (x > 1);
DELETE FROM hx_a;

-- case: an UPDATE with a filter in the identity
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (id > 1);
UPDATE hx_a SET y = 1;

-- case: a DELETE with a filter for updates alone
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (x > 1) WITH (publish = 'update');
DELETE FROM hx_a;

-- case: an UPDATE with a filter for inserts alone
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (x > 1) WITH (publish = 'insert');
UPDATE hx_a SET y = 1;

-- case: an UPDATE with a column list without the identity
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (x, y);
UPDATE hx_a SET y = 1;

-- case: an upsert with a column list without the identity
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (x, y);
INSERT INTO hx_a VALUES (1) ON CONFLICT (id) DO UPDATE SET x = 1;

-- case: an INSERT that does nothing on conflict under such a list
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (x, y);
INSERT INTO hx_a VALUES (1) ON CONFLICT (id) DO NOTHING;

-- case: a MERGE that deletes under such a list
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (x, y);
MERGE INTO hx_a USING (VALUES (1)) v (i) ON id = i WHEN MATCHED THEN DELETE;

-- case: an UPDATE with a column list that has the identity
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (id, x);
UPDATE hx_a SET y = 1;

-- case: an UPDATE with a column list and the whole row as identity
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: ALTER TABLE hx_a REPLICA IDENTITY FULL;
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (id, x, y);
UPDATE hx_a SET y = 1;

-- case: an UPDATE with a filter and the whole row as identity
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: ALTER TABLE hx_a REPLICA IDENTITY FULL;
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (x > 1);
UPDATE hx_a SET y = 1;

-- case: one of two publications has a filter that does not fit
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (x > 1);
-- setup: CREATE PUBLICATION hx_q FOR ALL TABLES;
UPDATE hx_a SET y = 1;

-- case: an identity by an index that the column list leaves out
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int NOT NULL);
-- setup: CREATE UNIQUE INDEX hx_ax ON hx_a (x);
-- setup: ALTER TABLE hx_a REPLICA IDENTITY USING INDEX hx_ax;
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (id);
UPDATE hx_a SET x = 1;

-- case: no identity and a filter
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int, x int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (x > 1);
UPDATE hx_a SET x = 1;

-- case: an upsert into a table without identity
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int);
-- setup: ALTER TABLE hx_a REPLICA IDENTITY NOTHING;
-- setup: CREATE PUBLICATION hx_p FOR ALL TABLES;
INSERT INTO hx_a VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET x = 2;

-- case: an UPDATE that leaves out the partition without identity
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE hx_a1 PARTITION OF hx_a FOR VALUES FROM (0) TO (10);
-- setup: CREATE TABLE hx_a2 PARTITION OF hx_a FOR VALUES FROM (10) TO (20);
-- setup: ALTER TABLE hx_a1 REPLICA IDENTITY NOTHING;
-- setup: CREATE PUBLICATION hx_p FOR ALL TABLES;
UPDATE hx_a SET x = 1 WHERE id = 11;

-- case: an UPDATE of a partition without identity
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE hx_a1 PARTITION OF hx_a FOR VALUES FROM (0) TO (10);
-- setup: CREATE TABLE hx_a2 PARTITION OF hx_a FOR VALUES FROM (10) TO (20);
-- setup: ALTER TABLE hx_a1 REPLICA IDENTITY NOTHING;
-- setup: CREATE PUBLICATION hx_p FOR ALL TABLES;
UPDATE hx_a SET x = 1 WHERE id = 1;

-- case: a DELETE of all partitions, one without identity
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE hx_a1 PARTITION OF hx_a FOR VALUES FROM (0) TO (10);
-- setup: CREATE TABLE hx_a2 PARTITION OF hx_a FOR VALUES FROM (10) TO (20);
-- setup: ALTER TABLE hx_a1 REPLICA IDENTITY NOTHING;
-- setup: CREATE PUBLICATION hx_p FOR ALL TABLES;
DELETE FROM hx_a;

-- case: an upsert routed to the partition without identity
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE hx_a1 PARTITION OF hx_a FOR VALUES FROM (0) TO (10);
-- setup: CREATE TABLE hx_a2 PARTITION OF hx_a FOR VALUES FROM (10) TO (20);
-- setup: ALTER TABLE hx_a1 REPLICA IDENTITY NOTHING;
-- setup: CREATE PUBLICATION hx_p FOR ALL TABLES;
INSERT INTO hx_a VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET x = 2;

-- case: an upsert routed to another partition
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE hx_a1 PARTITION OF hx_a FOR VALUES FROM (0) TO (10);
-- setup: CREATE TABLE hx_a2 PARTITION OF hx_a FOR VALUES FROM (10) TO (20);
-- setup: ALTER TABLE hx_a1 REPLICA IDENTITY NOTHING;
-- setup: CREATE PUBLICATION hx_p FOR ALL TABLES;
INSERT INTO hx_a VALUES (11, 1) ON CONFLICT (id) DO UPDATE SET x = 2;

-- case: a filter of the partitioned table that its partition's identity lacks
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE hx_a1 PARTITION OF hx_a FOR VALUES FROM (0) TO (10);
-- setup: CREATE TABLE hx_a2 PARTITION OF hx_a FOR VALUES FROM (10) TO (20);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (x > 1) WITH (publish_via_partition_root);
UPDATE hx_a1 SET x = 1;

-- case: a column list of the partitioned table in another order
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE hx_a1 (x int, id int NOT NULL);
-- setup: ALTER TABLE hx_a ATTACH PARTITION hx_a1 FOR VALUES FROM (0) TO (10);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (id) WITH (publish_via_partition_root);
UPDATE hx_a SET x = 1;

-- case: publish_via_partition_root taken from a column list
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int) PARTITION BY RANGE (id);
-- setup: CREATE TABLE hx_a1 PARTITION OF hx_a FOR VALUES FROM (0) TO (10);
-- setup: CREATE TABLE hx_a2 PARTITION OF hx_a FOR VALUES FROM (10) TO (20);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (id) WITH (publish_via_partition_root);
ALTER PUBLICATION hx_p SET (publish_via_partition_root = false);

-- case: the whole row as identity with a stored generated column
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, s int GENERATED ALWAYS AS (x + 1) STORED);
-- setup: ALTER TABLE hx_a REPLICA IDENTITY FULL;
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a;
UPDATE hx_a SET x = 1;

-- case: the whole row as identity, generated columns published
-- postgres: 18
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, s int GENERATED ALWAYS AS (x + 1) STORED);
-- setup: ALTER TABLE hx_a REPLICA IDENTITY FULL;
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WITH (publish_generated_columns = stored);
UPDATE hx_a SET x = 1;

-- case: generated columns no longer published
-- postgres: 18
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, s int GENERATED ALWAYS AS (x + 1) STORED);
-- setup: ALTER TABLE hx_a REPLICA IDENTITY FULL;
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WITH (publish_generated_columns = stored);
-- setup: ALTER PUBLICATION hx_p SET (publish_generated_columns = none);
UPDATE hx_a SET x = 1;

-- case: a key on a stored generated column
-- setup: CREATE TABLE hx_a (x int, s int GENERATED ALWAYS AS (x + 1) STORED PRIMARY KEY);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a;
DELETE FROM hx_a;

-- case: the whole row as identity with a virtual column
-- postgres: 18
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, v int GENERATED ALWAYS AS (x + 1) VIRTUAL, w int GENERATED ALWAYS AS (id + 1) VIRTUAL);
-- setup: ALTER TABLE hx_a REPLICA IDENTITY FULL;
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WITH (publish_generated_columns = stored);
UPDATE hx_a SET x = 1;

-- case: a filter over a virtual column outside of the identity
-- postgres: 18
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, v int GENERATED ALWAYS AS (x + 1) VIRTUAL, w int GENERATED ALWAYS AS (id + 1) VIRTUAL);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (v > 1);
UPDATE hx_a SET x = 1;

-- case: a filter over a virtual column in the identity
-- postgres: 18
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, v int GENERATED ALWAYS AS (x + 1) VIRTUAL, w int GENERATED ALWAYS AS (id + 1) VIRTUAL);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (w > 1);
UPDATE hx_a SET x = 1;

-- case: a virtual column of a filter goes
-- postgres: 18
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, v int GENERATED ALWAYS AS (x + 1) VIRTUAL, w int GENERATED ALWAYS AS (id + 1) VIRTUAL);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (w > 1);
ALTER TABLE hx_a DROP COLUMN w;

-- case: a virtual column in a column list
-- postgres: 18
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, v int GENERATED ALWAYS AS (x + 1) VIRTUAL, w int GENERATED ALWAYS AS (id + 1) VIRTUAL);
CREATE PUBLICATION hx_p FOR TABLE hx_a (id, v);

-- case: a filter with a function of the user's
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (hx_f(id));

-- case: a filter with a volatile function
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (id > random());

-- case: a filter with a stable function
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (now() > '2020-01-01');

-- case: a filter with a subquery
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (id > (SELECT 1));

-- case: a filter with a system column
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (ctid = '(0,1)');

-- case: a filter with a type of the user's
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (e = 'x');

-- case: a filter with a whole row
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (hx_a IS NOT NULL);

-- case: a filter with an integer
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (id);

-- case: a filter with an aggregate
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (count(*) > 1);

-- case: a filter with functions of the server
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, b text, e en);
-- setup: CREATE FUNCTION hx_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE PUBLICATION hx_p FOR TABLE hx_a WHERE (abs(id) > 1 AND b LIKE 'a%');

-- case: a column of a list goes by CASCADE and the publication stays
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (id, x);
ALTER TABLE hx_a DROP COLUMN x CASCADE;

-- case: after it the table is published no more
-- postgres: 15
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, x int, y int);
-- setup: CREATE PUBLICATION hx_p FOR TABLE hx_a (id, x);
-- setup: ALTER TABLE hx_a DROP COLUMN x CASCADE;
ALTER PUBLICATION hx_p DROP TABLE hx_a;
