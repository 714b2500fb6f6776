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
