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

-- case: cluster partitioned partial index in transaction
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE INDEX cpi ON cp (a) WHERE b > 0;
CLUSTER cp USING cpi;

-- case: cluster partitioned partial index outside
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE INDEX cpi ON cp (a) WHERE b > 0;
-- blocked-by: LOCK TABLE cp;
CLUSTER cp USING cpi;

-- case: cluster partitioned hash index
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE INDEX cpi ON cp USING hash (a);
CLUSTER cp USING cpi;

-- case: cluster partitioned no such index
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
CLUSTER cp USING cpi;

-- case: cluster partitioned with no index named
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
CLUSTER cp;

-- case: cluster partitioned index of another
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
CLUSTER cp USING t_a_idx;

-- case: cluster partitioned not an index
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
CLUSTER cp USING t;

-- case: cluster partitioned invalid index
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE TABLE cp1 PARTITION OF cp FOR VALUES FROM (1) TO (2);
-- setup: CREATE INDEX cpi ON ONLY cp (a);
CLUSTER cp USING cpi;

-- case: cluster on of a partitioned table
-- setup: CREATE TABLE cp (a int, b int) PARTITION BY RANGE (a);
-- setup: CREATE INDEX cpi ON cp (a) WHERE b > 0;
ALTER TABLE cp CLUSTER ON cpi;

-- case: cluster with pending and missing index
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: CREATE INDEX hx_oi ON hx_o (id) WHERE id > 0;
INSERT INTO hx_o VALUES (2, 1, 't');
CLUSTER hx_o USING nope;

-- case: cluster with pending and partial index
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: CREATE INDEX hx_oi ON hx_o (id) WHERE id > 0;
INSERT INTO hx_o VALUES (2, 1, 't');
CLUSTER hx_o USING hx_oi;

-- case: cluster with pending and not an index
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
INSERT INTO hx_o VALUES (2, 1, 't');
CLUSTER hx_o USING hx_u_pkey;

-- case: cluster partitioned with pending
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text) PARTITION BY LIST (id);
-- setup: CREATE TABLE hx_p PARTITION OF hx_o FOR VALUES IN (2);
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
CLUSTER hx_o USING hx_oi;
