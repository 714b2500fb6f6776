-- What replays of random schemas have shown: prediction and server differed here once.

-- case: cluster on an index of another table
CLUSTER tgen USING trep_pkey;

-- case: cluster on a partial index
-- setup: CREATE INDEX i1 ON tgen (a) WHERE a > 0;
CLUSTER tgen USING i1;

-- case: mark a partial index for clustering
-- setup: CREATE INDEX i1 ON tgen (a) WHERE a > 0;
ALTER TABLE tgen CLUSTER ON i1;

-- case: mark for clustering beside what takes a stronger lock
-- setup: CREATE INDEX i1 ON tgen (a);
ALTER TABLE tgen CLUSTER ON i1, ALTER COLUMN a SET DEFAULT 1;

-- case: compression of a number
ALTER TABLE tgen ALTER COLUMN a SET COMPRESSION pglz;

-- case: an index with a collation that its column cannot have
CREATE INDEX ON tgen (a COLLATE "C");

-- case: an index over an expression without an order
CREATE INDEX ON t USING gin ((lower(b)));

-- case: an index over the date of a time with zone
CREATE INDEX ON t ((tz::date));

-- case: an index over the date of a time without zone
CREATE INDEX ON t ((d::date));

-- case: an index over a time as text
CREATE INDEX ON t ((d::text));

-- case: an index over the day of a time with zone
CREATE INDEX ON t ((date_trunc('day', tz)));

-- case: an index over the day of a time without zone
CREATE INDEX ON t ((date_trunc('day', d)));

-- case: an index over the day of a time in a zone
CREATE INDEX ON t ((date_trunc('day', tz AT TIME ZONE 'UTC')));

-- case: an index where a time with zone is later than one without
CREATE INDEX ON t (id) WHERE tz > '2020-01-01'::timestamp;

-- case: an index where a time with zone is later than a constant
CREATE INDEX ON t (id) WHERE tz > '2020-01-01';

-- case: a generated column of a time with zone
ALTER TABLE t ADD COLUMN z date GENERATED ALWAYS AS (tz::date) STORED;

-- case: type changed twice, the first time to what it was
ALTER TABLE tgen ALTER COLUMN a TYPE int, ALTER COLUMN a TYPE bigint;

-- case: type changed twice
ALTER TABLE tgen ALTER COLUMN a TYPE bigint, ALTER COLUMN a TYPE int;

-- case: the type of a partition's column by itself
ALTER TABLE ONLY pt1 ALTER COLUMN v TYPE bigint;

-- case: the type of a column that partitions are told by
-- setup: CREATE TABLE px (a int, k text) PARTITION BY LIST (k); CREATE TABLE px1 PARTITION OF px DEFAULT;
ALTER TABLE px ALTER COLUMN k TYPE int;

-- case: using for a generated column
-- setup: CREATE TABLE gt (a int, b int GENERATED ALWAYS AS (a + 1) STORED);
ALTER TABLE gt ALTER COLUMN b TYPE bigint USING a;

-- case: the row triggers of a parent come to a new partition
-- setup: CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM (300) TO (400);
DROP TRIGGER tr ON pt;

-- case: and to one that is attached
-- setup: CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);
DROP TRIGGER tr ON pt;

-- case: a partition that has a trigger of the name
-- setup: CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: CREATE TRIGGER tr BEFORE INSERT ON newpart FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attached, detached and attached again
-- setup: CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: ALTER TABLE pt DETACH PARTITION pt2;
ALTER TABLE pt ATTACH PARTITION pt2 FOR VALUES FROM (100) TO (200);

-- case: the key of a partition that was detached
-- setup: CREATE TABLE px (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE TABLE px1 PARTITION OF px DEFAULT;
-- setup: ALTER TABLE px DETACH PARTITION px1;
ALTER TABLE px1 DROP CONSTRAINT px1_pkey;

-- case: the key of a table that was attached
-- setup: CREATE TABLE px (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE TABLE px1 (a int PRIMARY KEY);
-- setup: ALTER TABLE px ATTACH PARTITION px1 DEFAULT;
ALTER TABLE px1 DROP CONSTRAINT px1_pkey;

-- case: a partition of a table with a hash index
-- setup: CREATE INDEX pth ON pt USING hash (id);
CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM (300) TO (400);

-- case: a table attached to what is below it
-- setup: CREATE TABLE pa (a int) PARTITION BY RANGE (a); CREATE TABLE pb PARTITION OF pa DEFAULT PARTITION BY RANGE (a);
ALTER TABLE pb ATTACH PARTITION pa FOR VALUES FROM (0) TO (1);

-- case: a temporary table attached
CREATE TEMP TABLE tp (id int, v int);
ALTER TABLE pt ATTACH PARTITION tp FOR VALUES FROM (300) TO (400);

-- case: a table with an identity attached
-- setup: CREATE TABLE ti (id int GENERATED ALWAYS AS IDENTITY, v int, more int);
ALTER TABLE pt ATTACH PARTITION ti FOR VALUES FROM (300) TO (400);

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

-- case: a partition's index attached twice
-- setup: CREATE INDEX pti ON pt (id); CREATE INDEX more ON pt1 (id);
ALTER INDEX pti ATTACH PARTITION more;

-- case: an exclusion constraint that does not tell the partition
-- postgres: 17
ALTER TABLE pt ADD EXCLUDE USING btree (v WITH =);

-- case: identity of a partitioned table's column
-- setup: ALTER TABLE pt ALTER COLUMN id SET NOT NULL;
ALTER TABLE pt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- case: identity of a partitioned table's column alone
-- setup: ALTER TABLE pt ALTER COLUMN id SET NOT NULL;
ALTER TABLE ONLY pt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- case: identity of a partitioned table's column gone
-- setup: ALTER TABLE pt ALTER COLUMN id SET NOT NULL;
-- setup: ALTER TABLE pt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE pt ALTER COLUMN id DROP IDENTITY;

-- case: the key of a partitioned table alone, where partitions have the mark
-- setup: ALTER TABLE pt1 ALTER COLUMN id SET NOT NULL; ALTER TABLE pt2 ALTER COLUMN id SET NOT NULL;
ALTER TABLE ONLY pt ADD PRIMARY KEY (id);

-- case: the key of a partitioned table alone, where partitions lack the mark
ALTER TABLE ONLY pt ADD PRIMARY KEY (id);

-- case: not null on a partitioned table alone, where partitions have the mark
-- setup: ALTER TABLE pt1 ALTER COLUMN id SET NOT NULL; ALTER TABLE pt2 ALTER COLUMN id SET NOT NULL;
ALTER TABLE ONLY pt ALTER COLUMN id SET NOT NULL;

-- case: a foreign key to a table that others inherit from
-- setup: CREATE TABLE mum (id int PRIMARY KEY); CREATE TABLE kid () INHERITS (mum);
ALTER TABLE tgen ADD FOREIGN KEY (id) REFERENCES mum NOT VALID;

-- case: a foreign key from a type of its own
ALTER TABLE t ADD FOREIGN KEY (cp) REFERENCES trep (id);

-- case: a key over a generated column that is not stored
-- postgres: 18
CREATE TABLE gt (a int, b int GENERATED ALWAYS AS (1) VIRTUAL UNIQUE);

-- case: a foreign key from a generated column that is not stored
-- postgres: 18
CREATE TABLE gt (a int, b int GENERATED ALWAYS AS (1) VIRTUAL REFERENCES trep (id));

-- case: two primary keys over one column
CREATE TABLE tn (id int PRIMARY KEY, PRIMARY KEY (id));

-- case: an inherited column in a primary key
-- setup: CREATE TABLE mum (id int NOT NULL); CREATE TABLE kid (v int) INHERITS (mum);
ALTER TABLE kid ADD PRIMARY KEY (id, v);

-- case: an identity that is text, in a table whose parent is not there
CREATE TABLE tn (id text GENERATED ALWAYS AS IDENTITY) INHERITS (nope);

-- case: a table of a name that is taken, with a type that is not there
CREATE TABLE tgen (id nope);

-- case: rows locked that are counted
SELECT count(*) FROM tgen FOR UPDATE;

-- case: rows of a materialized view locked
SELECT * FROM mv FOR SHARE;

-- case: a query of an index
SELECT * FROM t_pkey;

-- case: a query of a sequence
SELECT last_value FROM sq;

-- case: a column that sequences do not have
SELECT id FROM sq;

-- case: a table of rows that is there already
CREATE TABLE IF NOT EXISTS tgen AS SELECT id FROM trep;

-- case: a materialized view of a temporary table
CREATE TEMP TABLE tp (id int);
CREATE MATERIALIZED VIEW mn AS SELECT * FROM tp;

-- case: refresh a view
REFRESH MATERIALIZED VIEW v;

-- case: refresh a table
REFRESH MATERIALIZED VIEW tgen;

-- case: a temporary table moved
CREATE TEMP TABLE tp (id int);
ALTER TABLE tp SET SCHEMA public;

-- case: a savepoint that is not there
SAVEPOINT one;
RELEASE two;

-- case: back to a savepoint that is not there
ROLLBACK TO one;

-- case: a range and its multirange
-- setup: CREATE TYPE ra AS RANGE (subtype = date); CREATE TABLE tr (a ra, b ra_multirange);
DROP TYPE ra CASCADE;

-- case: a renamed range and its multirange
-- setup: CREATE TYPE ra AS RANGE (subtype = date); CREATE TABLE tr (a ra, b ra_multirange);
-- setup: ALTER TYPE ra RENAME TO rb;
DROP TYPE rb CASCADE;

-- case: a multirange by itself
-- setup: CREATE TYPE ra AS RANGE (subtype = date);
DROP TYPE ra_multirange;

-- case: statistics of a range
-- setup: CREATE TABLE tr (a int, b int4range);
CREATE STATISTICS ON a, b FROM tr;

-- case: a column list of a partitioned table
-- postgres: 15
CREATE PUBLICATION p2 FOR TABLE pt (id);

-- case: delete of what a child publishes
-- setup: CREATE TABLE mum (id int); CREATE TABLE kid () INHERITS (mum); CREATE PUBLICATION pk FOR TABLE kid;
DELETE FROM mum;

-- case: an index of a partitioned table given away
-- setup: CREATE INDEX pti ON pt (id);
ALTER INDEX pti OWNER TO lockkeeper_oracle;

-- case: replica identity by an expression
-- setup: CREATE UNIQUE INDEX ue ON tgen (id, (a + 1));
ALTER TABLE tgen REPLICA IDENTITY USING INDEX ue;

-- case: a table given to the role that has it
ALTER TABLE t OWNER TO CURRENT_USER;

-- case: no inherit of a partition
ALTER TABLE pt1 NO INHERIT inh, DROP CONSTRAINT nope;

-- case: a not-null constraint that inherits already
-- postgres: 18
-- setup: CREATE TABLE mum (id int NOT NULL); CREATE TABLE kid () INHERITS (mum);
ALTER TABLE kid ALTER CONSTRAINT mum_id_not_null INHERIT;

-- case: the not-null constraint of an identity
-- postgres: 18
ALTER TABLE tidentity DROP CONSTRAINT tidentity_id_not_null;

-- case: a trigger that calls a procedure
-- setup: CREATE PROCEDURE pp() LANGUAGE sql AS 'select 1';
CREATE TRIGGER tr BEFORE INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION pp();

-- case: a key by an index that has one
ALTER TABLE trep ADD PRIMARY KEY USING INDEX trep_pkey;
