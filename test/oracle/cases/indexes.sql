-- case: replica identity using index
-- doc: table-options: REPLICA IDENTITY USING INDEX
ALTER TABLE t REPLICA IDENTITY USING INDEX t_nnuq_idx;

-- case: create index
-- doc: indexes: CREATE INDEX
CREATE INDEX i1 ON t(bi);

-- case: create unique index
-- doc: indexes: CREATE UNIQUE INDEX
CREATE UNIQUE INDEX i1 ON t(bi);

-- case: drop index
-- doc: indexes: DROP INDEX
DROP INDEX t_a_idx;

-- case: reindex table
-- doc: indexes: REINDEX TABLE
-- setup: CREATE INDEX tgi ON tgen (id);
REINDEX TABLE tgen;

-- case: reindex index
-- doc: indexes: REINDEX INDEX
REINDEX INDEX t_a_idx;

-- case: alter index set tablespace
-- doc: indexes: ALTER INDEX … SET TABLESPACE
ALTER INDEX t_a_idx SET TABLESPACE pg_default;

-- case: alter index set statistics
-- doc: indexes: ALTER INDEX … ALTER COLUMN … SET STATISTICS
ALTER INDEX t_expr_idx ALTER COLUMN 1 SET STATISTICS 100;

-- case: cluster
-- doc: maintenance: CLUSTER
CLUSTER trep USING trep_pkey;

-- case: index of a renamed column
-- setup: ALTER TABLE t RENAME c TO c9;
CREATE INDEX c9i ON t (lower(c9));

-- case: create index i on m(a)
-- setup: create materialized view m as select 1 a;
create index i on m(a);

-- case: create index on parted(b)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10) partition by range (b);
-- setup: create table pt11 partition of parted1 for values from (0) to (10);
create index on parted(b);

-- case: create unique index on parted(b)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
create unique index on parted(b);

-- case: create unique index on parted(id, b)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
create unique index on parted(id, b);

-- case: create index on a(id)
-- setup: create table a(id int);
-- setup: create table b(id int) inherits (a);
create index on a(id);

-- case: CREATE INDEX while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
CREATE INDEX ON hx_o (s);

-- case: 71 dropped, then created
DROP INDEX t_a_idx;
CREATE INDEX t_a_idx ON t (a, bi);

-- case: 73 hash index
CREATE INDEX wh ON tgen USING hash (id);

-- case: 73 unique hash index
CREATE UNIQUE INDEX wh ON tgen USING hash (id);

-- case: 115 work after an exclusive lock
ALTER TABLE tgen ADD COLUMN z int;
CREATE INDEX wi ON tgen (a);

-- case: 130 nulls not distinct
CREATE UNIQUE INDEX wi ON tgen (id) NULLS NOT DISTINCT;

-- case: 130 index on only a plain table
CREATE INDEX ON ONLY tgen (id);

-- case: an index on regclass is built
-- setup: CREATE TABLE op (a regclass);
CREATE INDEX ON op (a);

-- case: xml has no operator class
-- setup: CREATE TABLE op (a xml);
CREATE INDEX ON op (a);

-- case: a hash index on regclass
-- setup: CREATE TABLE op (a regclass);
CREATE INDEX ON op USING hash (a);

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
