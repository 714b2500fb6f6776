-- case: cluster on an index that is not there
ALTER TABLE t CLUSTER ON nope;

-- case: cluster m using i
-- setup: create materialized view m as select 1 a;
-- setup: create index i on m(a);
cluster m using i;

-- case: CLUSTER by a GIN index
-- setup: CREATE TABLE hx_t (a int[]);
-- setup: CREATE INDEX hx_i ON hx_t USING gin (a);
CLUSTER hx_t USING hx_i;

-- case: CLUSTER by a partial index
-- setup: CREATE TABLE hx_t (a int);
-- setup: CREATE INDEX hx_i ON hx_t (a) WHERE a > 0;
CLUSTER hx_t USING hx_i;

-- case: CLUSTER ON a BRIN index
-- setup: CREATE TABLE hx_t (a int);
-- setup: CREATE INDEX hx_i ON hx_t USING brin (a);
ALTER TABLE hx_t CLUSTER ON hx_i;

-- case: CLUSTER while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
CLUSTER hx_o USING hx_oi;

-- case: cluster a partitioned table's partition
-- doc: maintenance: CLUSTER of a table clustered before
-- setup: ALTER TABLE trep CLUSTER ON trep_pkey;
CLUSTER trep;

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
