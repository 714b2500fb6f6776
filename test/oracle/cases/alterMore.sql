-- case: attach, sub-partitioned
-- doc: partitions: ATTACH PARTITION of a table that is itself partitioned
-- setup: CREATE TABLE sub (id int, v int) PARTITION BY LIST (v);
-- setup: CREATE TABLE sub1 PARTITION OF sub FOR VALUES IN (1);
ALTER TABLE pt ATTACH PARTITION sub FOR VALUES FROM (200) TO (300);

-- case: attach, index missing
-- doc: partitions: ATTACH PARTITION that lacks an index of the parent
-- setup: CREATE INDEX pti ON pt (v);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, index there
-- doc: partitions: ATTACH PARTITION that has the parent's index
-- setup: CREATE INDEX pti ON pt (v);
-- setup: CREATE INDEX npi ON newpart (v);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, primary key missing
-- setup: ALTER TABLE pt ADD PRIMARY KEY (id);
ALTER TABLE pt ATTACH PARTITION newpartc FOR VALUES FROM (200) TO (300);

-- case: attach, not null missing
-- setup: ALTER TABLE pt ALTER v SET NOT NULL;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, check missing
-- setup: ALTER TABLE pt ADD CONSTRAINT vc CHECK (v > 0);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, column missing
-- setup: ALTER TABLE newpart DROP COLUMN v;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, column too many
-- setup: ALTER TABLE newpart ADD COLUMN z int;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, column of another type
-- setup: ALTER TABLE newpart ALTER v TYPE bigint;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, overlapping
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (150) TO (300);

-- case: attach, a partition
ALTER TABLE pt ATTACH PARTITION ptd1 FOR VALUES FROM (300) TO (400);

-- case: attach, to a plain table
ALTER TABLE tgen ATTACH PARTITION newpart FOR VALUES FROM (300) TO (400);

-- case: attach as default
-- doc: partitions: ATTACH PARTITION … DEFAULT
ALTER TABLE pt ATTACH PARTITION newpart DEFAULT;

-- case: attach, check too narrow
-- setup: ALTER TABLE newpart ADD CHECK (id IS NOT NULL AND id >= 200);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, check by between
-- setup: ALTER TABLE newpart ADD CHECK (id IS NOT NULL AND id BETWEEN 200 AND 299);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, check without not null
-- setup: ALTER TABLE newpart ADD CHECK (id >= 200 AND id < 300);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, check not valid
-- setup: ALTER TABLE newpart ADD CHECK (id IS NOT NULL AND id >= 200 AND id < 300) NOT VALID;
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: attach, list proven
-- setup: CREATE TABLE pl (k text) PARTITION BY LIST (k);
-- setup: CREATE TABLE pl1 (k text NOT NULL CHECK (k IN ('a', 'b')));
ALTER TABLE pl ATTACH PARTITION pl1 FOR VALUES IN ('a', 'b');

-- case: attach, dates proven
-- setup: CREATE TABLE pd (d date) PARTITION BY RANGE (d);
-- setup: CREATE TABLE pd1 (d date NOT NULL CHECK (d >= '2024-01-01' AND d < '2024-02-01'));
ALTER TABLE pd ATTACH PARTITION pd1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach, foreign key on the parent
-- doc: partitions: ATTACH PARTITION to a table with a foreign key
-- setup: CREATE TABLE pf (id int, r int REFERENCES trep (id)) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pf1 (id int, r int);
ALTER TABLE pf ATTACH PARTITION pf1 FOR VALUES FROM (1) TO (2);

-- case: attach, foreign key on both
-- doc: partitions: ATTACH PARTITION that has the parent's foreign key
-- setup: CREATE TABLE pf (id int, r int REFERENCES trep (id)) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pf1 (id int, r int REFERENCES trep (id));
ALTER TABLE pf ATTACH PARTITION pf1 FOR VALUES FROM (1) TO (2);

-- case: attach, parent is referenced
-- doc: partitions: ATTACH PARTITION to a table that others reference
-- setup: CREATE TABLE pr (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: CREATE TABLE rr (id int REFERENCES pr (id));
-- setup: CREATE TABLE pr1 (id int PRIMARY KEY);
ALTER TABLE pr ATTACH PARTITION pr1 FOR VALUES FROM (1) TO (2);

-- case: detach, index
-- doc: partitions: DETACH PARTITION of a table with indexes
-- setup: CREATE INDEX pti ON pt (v);
ALTER TABLE pt DETACH PARTITION pt1;

-- case: detach, foreign key
-- doc: partitions: DETACH PARTITION of a table with a foreign key
-- setup: CREATE TABLE pf (id int, r int REFERENCES trep (id)) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pf1 PARTITION OF pf FOR VALUES FROM (1) TO (2);
ALTER TABLE pf DETACH PARTITION pf1;

-- case: detach, parent is referenced
-- doc: partitions: DETACH PARTITION of a table that others reference
-- setup: CREATE TABLE pr (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pr1 PARTITION OF pr FOR VALUES FROM (1) TO (2);
-- setup: CREATE TABLE rr (id int REFERENCES pr (id));
ALTER TABLE pr DETACH PARTITION pr1;

-- case: detach, sub-partitioned
-- setup: CREATE TABLE sub PARTITION OF pt FOR VALUES FROM (500) TO (600) PARTITION BY LIST (v);
-- setup: CREATE TABLE sub1 PARTITION OF sub FOR VALUES IN (1);
ALTER TABLE pt DETACH PARTITION sub;

-- case: detach, not a partition
ALTER TABLE pt DETACH PARTITION newpart;

-- case: detach the default
-- doc: partitions: DETACH PARTITION of the default partition
ALTER TABLE ptd DETACH PARTITION ptd_def;

-- case: inherit, column missing
ALTER TABLE tgen INHERIT inh;

-- case: inherit twice
ALTER TABLE inhc INHERIT inh;

-- case: inherit a partitioned table
ALTER TABLE inhn INHERIT pt;

-- case: inherit, not null missing
-- setup: ALTER TABLE inh ALTER v SET NOT NULL;
ALTER TABLE inhn INHERIT inh;

-- case: no inherit of another
ALTER TABLE inhn NO INHERIT inh;

-- case: of a type that does not fit
ALTER TABLE tgen OF comp;

-- case: not of, no typed table
ALTER TABLE tgen NOT OF;

-- case: set logged, logged
-- doc: table-options: SET LOGGED of a table that is logged already
ALTER TABLE tgen SET LOGGED;

-- case: set unlogged, referenced
ALTER TABLE parent SET UNLOGGED;

-- case: set logged, referencing an unlogged one
-- setup: ALTER TABLE ul ADD PRIMARY KEY (id);
-- setup: CREATE UNLOGGED TABLE ul2 (id int REFERENCES ul (id));
ALTER TABLE ul2 SET LOGGED;

-- case: set unlogged, serial
-- doc: table-options: SET UNLOGGED of a table with a serial column
ALTER TABLE tserial SET UNLOGGED;

-- case: set unlogged, temporary
CREATE TEMP TABLE tt (id int);
ALTER TABLE tt SET UNLOGGED;

-- case: set unlogged, partitioned
ALTER TABLE pt SET UNLOGGED;

-- case: owner of a table with a serial
-- doc: renaming: ALTER TABLE … OWNER TO, with a serial column
ALTER TABLE tserial OWNER TO lockkeeper_oracle;

-- case: owner of a partitioned table
-- doc: renaming: ALTER TABLE … OWNER TO of a partitioned table
ALTER TABLE pt OWNER TO lockkeeper_oracle;

-- case: owner of an owned sequence
ALTER TABLE tserial_id_seq OWNER TO lockkeeper_oracle;

-- case: owner of a view
-- doc: renaming: ALTER VIEW … OWNER TO
ALTER VIEW v OWNER TO lockkeeper_oracle;

-- case: owner of a sequence
-- doc: renaming: ALTER SEQUENCE … OWNER TO
ALTER SEQUENCE sq OWNER TO lockkeeper_oracle;

-- case: owner of a type
-- doc: renaming: ALTER TYPE … OWNER TO
ALTER TYPE en OWNER TO lockkeeper_oracle;

-- case: owner of a materialized view
-- doc: renaming: ALTER MATERIALIZED VIEW … OWNER TO
ALTER MATERIALIZED VIEW mv OWNER TO lockkeeper_oracle;

-- case: two options, one of them heavy
-- doc: table-options: SET (…) of two options, one of which needs ACCESS EXCLUSIVE
ALTER TABLE tgen SET (fillfactor = 70, user_catalog_table = true);

-- case: trigger that is not there
ALTER TABLE t DISABLE TRIGGER nope;

-- case: triggers of a user
-- doc: table-options: DISABLE TRIGGER USER
ALTER TABLE t DISABLE TRIGGER USER;

-- case: trigger of a partitioned table
-- doc: table-options: DISABLE TRIGGER of a partitioned table
-- setup: CREATE TRIGGER ptt AFTER INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TABLE pt DISABLE TRIGGER ptt;

-- case: trigger of a partitioned table, statement
-- setup: CREATE TRIGGER ptt AFTER INSERT ON pt FOR EACH STATEMENT EXECUTE FUNCTION trg();
ALTER TABLE pt DISABLE TRIGGER ptt;

-- case: rule that is not there
ALTER TABLE t DISABLE RULE nope;

-- case: row level security of a view
ALTER TABLE v ENABLE ROW LEVEL SECURITY;

-- case: row level security of a partitioned table
ALTER TABLE pt ENABLE ROW LEVEL SECURITY;

-- case: replica identity of a nullable index
ALTER TABLE t REPLICA IDENTITY USING INDEX t_a_uq;

-- case: replica identity of an index that is not there
ALTER TABLE t REPLICA IDENTITY USING INDEX nope;

-- case: cluster on an index that is not there
ALTER TABLE t CLUSTER ON nope;

-- case: rename a table to one that exists
ALTER TABLE t RENAME TO parent;

-- case: rename a table to a type's name
ALTER TABLE tgen RENAME TO en;

-- case: rename a table that is not there
ALTER TABLE nope RENAME TO t9;

-- case: rename if exists
ALTER TABLE IF EXISTS nope RENAME TO t9;

-- case: rename a column that is not there
ALTER TABLE t RENAME nope TO a9;

-- case: rename a column to one that exists
ALTER TABLE t RENAME a TO b;

-- case: index of a renamed column
-- setup: ALTER TABLE t RENAME c TO c9;
CREATE INDEX c9i ON t (lower(c9));

-- case: rename a column of a parent
-- doc: partitions: RENAME COLUMN of a parent of INHERITS
ALTER TABLE inh RENAME v TO v9;

-- case: rename a column of a parent only
ALTER TABLE ONLY inh RENAME v TO v9;

-- case: rename an inherited column
ALTER TABLE inhc RENAME v TO v9;

-- case: rename a column of a partitioned table
-- doc: renaming: ALTER TABLE … RENAME COLUMN of a partitioned table
ALTER TABLE pt RENAME v TO v9;

-- case: rename a column of a view
-- doc: renaming: ALTER VIEW … RENAME COLUMN
ALTER VIEW v RENAME a TO a9;

-- case: rename a system column
ALTER TABLE t RENAME ctid TO c9;

-- case: rename an attribute
-- doc: renaming: ALTER TYPE … RENAME ATTRIBUTE
ALTER TYPE comp RENAME ATTRIBUTE f1 TO f9;

-- case: rename an attribute of a typed table
-- doc: renaming: ALTER TYPE … RENAME ATTRIBUTE … CASCADE, with typed tables
-- setup: CREATE TABLE ty OF comp;
ALTER TYPE comp RENAME ATTRIBUTE f1 TO f9 CASCADE;

-- case: rename an attribute of a typed table, restrict
-- setup: CREATE TABLE ty OF comp;
ALTER TYPE comp RENAME ATTRIBUTE f1 TO f9;

-- case: rename a primary key
-- doc: renaming: ALTER TABLE … RENAME CONSTRAINT of a primary key or UNIQUE
ALTER TABLE t RENAME CONSTRAINT t_pkey TO t_pk;

-- case: rename a foreign key
-- doc: renaming: ALTER TABLE … RENAME CONSTRAINT of a foreign key
ALTER TABLE child RENAME CONSTRAINT child_nv TO child_fk;

-- case: rename a constraint that is not there
ALTER TABLE t RENAME CONSTRAINT nope TO x;

-- case: rename a constraint to one that exists
ALTER TABLE t RENAME CONSTRAINT chk_nv TO chk_valid;

-- case: rename an inherited constraint
-- setup: ALTER TABLE inh ADD CONSTRAINT ic CHECK (v > 0);
ALTER TABLE inhc RENAME CONSTRAINT ic TO ic9;

-- case: rename a constraint of a parent
-- setup: ALTER TABLE inh ADD CONSTRAINT ic CHECK (v > 0);
ALTER TABLE inh RENAME CONSTRAINT ic TO ic9;

-- case: rename the index of a constraint
-- doc: renaming: ALTER INDEX … RENAME of a constraint's index
ALTER INDEX t_pkey RENAME TO t_pk;

-- case: rename a table as an index
-- doc: renaming: ALTER INDEX … RENAME, naming a table
ALTER INDEX tgen RENAME TO tgen9;

-- case: rename a sequence
-- doc: renaming: ALTER SEQUENCE … RENAME
ALTER SEQUENCE sq RENAME TO sq9;

-- case: rename a materialized view
-- doc: renaming: ALTER MATERIALIZED VIEW … RENAME
ALTER MATERIALIZED VIEW mv RENAME TO mv9;

-- case: rename a schema
-- doc: renaming: ALTER SCHEMA … RENAME
ALTER SCHEMA s2 RENAME TO s3;

-- case: rename a schema that is not there
ALTER SCHEMA nope RENAME TO s3;

-- case: rename a domain
-- doc: renaming: ALTER DOMAIN … RENAME
ALTER DOMAIN dom RENAME TO dom9;

-- case: rename a domain's constraint
-- doc: renaming: ALTER DOMAIN … RENAME CONSTRAINT
ALTER DOMAIN domc RENAME CONSTRAINT domc_check TO dc;

-- case: rename a row type
ALTER TYPE tgen RENAME TO tgen9;

-- case: rename a composite type
-- doc: renaming: ALTER TYPE … RENAME of a composite type
ALTER TYPE comp RENAME TO comp9;

-- case: rename a policy
-- doc: renaming: ALTER POLICY … RENAME
ALTER POLICY pol1 ON t RENAME TO pol9;

-- case: rename a rule
-- doc: renaming: ALTER RULE … RENAME
ALTER RULE rule1 ON child RENAME TO rule9;

-- case: set schema, with a serial
-- doc: renaming: ALTER TABLE … SET SCHEMA, with a serial column
ALTER TABLE tserial SET SCHEMA s2;

-- case: set schema, name taken
-- setup: CREATE TABLE s2.tgen (id int);
ALTER TABLE tgen SET SCHEMA s2;

-- case: set schema, not there
ALTER TABLE tgen SET SCHEMA nope;

-- case: set schema, the same
ALTER TABLE tgen SET SCHEMA public;

-- case: set schema of an owned sequence
ALTER SEQUENCE tserial_id_seq SET SCHEMA s2;

-- case: set schema of a view
-- doc: renaming: ALTER VIEW … SET SCHEMA
ALTER VIEW v SET SCHEMA s2;

-- case: set schema of a type
-- doc: renaming: ALTER TYPE … SET SCHEMA
ALTER TYPE en SET SCHEMA s2;

-- case: set schema of a function
-- doc: renaming: ALTER FUNCTION … SET SCHEMA
ALTER FUNCTION vol() SET SCHEMA s2;

-- case: domain not null, with nulls
-- setup: INSERT INTO t (id, nn, nnchk) VALUES (5000, 5000, 1);
ALTER DOMAIN dom SET NOT NULL;

-- case: domain check that exists
ALTER DOMAIN domc ADD CONSTRAINT domc_check CHECK (VALUE < 100);

-- case: domain over a domain
-- setup: CREATE DOMAIN dd AS dom;
-- setup: CREATE TABLE ddt (a dd);
ALTER DOMAIN dom ADD CHECK (VALUE < 100000);

-- case: domain used by a materialized view
-- doc: types: ALTER DOMAIN … ADD CHECK, domain used in a materialized view
-- setup: CREATE MATERIALIZED VIEW mvd AS SELECT dm FROM t;
ALTER DOMAIN dom ADD CHECK (VALUE < 100000);

-- case: domain in a partitioned table
-- doc: types: ALTER DOMAIN … ADD CHECK, domain used in a partitioned table
-- setup: ALTER TABLE pt ADD COLUMN dm dom;
ALTER DOMAIN dom ADD CHECK (VALUE < 100000);

-- case: domain drop constraint
-- doc: types: ALTER DOMAIN … DROP CONSTRAINT
ALTER DOMAIN domc DROP CONSTRAINT domc_check;

-- case: domain drop constraint that is not there
ALTER DOMAIN domc DROP CONSTRAINT nope;

-- case: domain drop not null
-- doc: types: ALTER DOMAIN … DROP NOT NULL
ALTER DOMAIN domc DROP NOT NULL;

-- case: sequence owned by another schema's table
-- setup: CREATE TABLE s2.so (id int);
ALTER SEQUENCE sq OWNED BY s2.so.id;

-- case: sequence owned by none
-- doc: sequences: ALTER SEQUENCE … OWNED BY NONE
ALTER SEQUENCE tserial_id_seq OWNED BY NONE;

-- case: sequence that is not there
ALTER SEQUENCE nope RESTART;

-- case: sequence if exists
ALTER SEQUENCE IF EXISTS nope RESTART;

-- case: alter sequence on a table
ALTER SEQUENCE tgen RESTART;

-- case: create sequence owned by
-- doc: sequences: CREATE SEQUENCE … OWNED BY
CREATE SEQUENCE sn OWNED BY tgen.id;

-- case: create sequence that exists
CREATE SEQUENCE sq;

-- case: create sequence if not exists
CREATE SEQUENCE IF NOT EXISTS sq;

-- case: create type that exists
CREATE TYPE en AS ENUM ('a');

-- case: create type with a table's name
CREATE TYPE tgen AS ENUM ('a');

-- case: create enum with a value twice
CREATE TYPE e9 AS ENUM ('a', 'a');

-- case: create range
-- doc: types: CREATE TYPE … AS RANGE
CREATE TYPE r9 AS RANGE (subtype = numeric);

-- case: create composite with a column twice
CREATE TYPE c9 AS (a int, a text);

-- case: create domain over a type that is not there
CREATE DOMAIN d9 AS nope;

-- case: detach, from a plain table
ALTER TABLE tgen DETACH PARTITION newpart;

-- case: attach, an index to a plain one
ALTER INDEX t_a_idx ATTACH PARTITION t_c_idx;

-- case: set unlogged, published
ALTER TABLE parent SET UNLOGGED;
