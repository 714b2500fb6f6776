-- case: table that is not there
ALTER TABLE nope ADD COLUMN a int;

-- case: if exists, not there
-- doc: columns: ALTER TABLE IF EXISTS of a table that is not there
ALTER TABLE IF EXISTS nope ADD COLUMN a int;

-- case: in a schema that is not there
ALTER TABLE nope.t ADD COLUMN a int;

-- case: add a column twice
ALTER TABLE t ADD COLUMN z int, ADD COLUMN z int;

-- case: add a column that exists
ALTER TABLE t ADD COLUMN a int;

-- case: add a column to a view
ALTER TABLE v ADD COLUMN z int;

-- case: add a column to an index
ALTER TABLE t_a_idx ADD COLUMN z int;

-- case: add a column to a sequence
ALTER TABLE sq ADD COLUMN z int;

-- case: add a column to a materialized view
ALTER TABLE mv ADD COLUMN z int;

-- case: alter view on a table
ALTER VIEW t ALTER COLUMN a SET DEFAULT 1;

-- case: alter index on a table
ALTER INDEX t SET (fillfactor = 70);

-- case: alter table on a composite type
ALTER TABLE comp ADD COLUMN z int;

-- case: add to a parent
-- doc: partitions: ADD COLUMN to a parent of INHERITS
ALTER TABLE inh ADD COLUMN z int DEFAULT 1;

-- case: add to a parent, volatile
ALTER TABLE inh ADD COLUMN z float8 DEFAULT random();

-- case: add to a parent, child has it
-- setup: ALTER TABLE inhc ADD COLUMN z int;
ALTER TABLE inh ADD COLUMN z int;

-- case: add to a parent, child has it with another type
-- setup: ALTER TABLE inhc ADD COLUMN z text;
ALTER TABLE inh ADD COLUMN z int;

-- case: add to a parent only
ALTER TABLE ONLY inh ADD COLUMN z int;

-- case: add to a child
ALTER TABLE inhc ADD COLUMN z int;

-- case: add to a partition
ALTER TABLE pt1 ADD COLUMN z int;

-- case: add to a partitioned table, volatile
-- doc: partitions: ADD COLUMN to a partitioned table, volatile default
ALTER TABLE pt ADD COLUMN z float8 DEFAULT random();

-- case: add to a partitioned table, not null
ALTER TABLE pt ADD COLUMN z int NOT NULL DEFAULT 0;

-- case: add to a partitioned table, check
ALTER TABLE pt ADD COLUMN z int CHECK (z > 0);

-- case: add to a partitioned table, unique
ALTER TABLE pt ADD COLUMN z int UNIQUE;

-- case: add to a partitioned table, references
ALTER TABLE pt ADD COLUMN z int REFERENCES trep (id);

-- case: add to a partitioned table, references with default
ALTER TABLE pt ADD COLUMN z int DEFAULT 1 REFERENCES trep (id);

-- case: add identity to a parent
ALTER TABLE inh ADD COLUMN z int GENERATED ALWAYS AS IDENTITY;

-- case: add identity to a partitioned table
ALTER TABLE pt ADD COLUMN z int GENERATED ALWAYS AS IDENTITY;

-- case: add serial to a partitioned table
ALTER TABLE pt ADD COLUMN z serial;

-- case: add to a typed table
-- setup: CREATE TABLE ty OF comp;
ALTER TABLE ty ADD COLUMN z int;

-- case: add column and rewrite by another
ALTER TABLE t ADD COLUMN z int UNIQUE, ADD COLUMN y float8 DEFAULT random();

-- case: add column, unique with volatile default
ALTER TABLE tgen ADD COLUMN z uuid DEFAULT gen_random_uuid() UNIQUE;

-- case: add column with a check and a volatile default
ALTER TABLE tgen ADD COLUMN z float8 DEFAULT random() CHECK (z >= 0);

-- case: add column default null references
ALTER TABLE tgen ADD COLUMN z int DEFAULT NULL REFERENCES trep (id);

-- case: add column serial references
ALTER TABLE tgen ADD COLUMN z serial REFERENCES trep (id);

-- case: add column, domain with a default
-- setup: CREATE DOMAIN dd AS int DEFAULT 5;
ALTER TABLE tgen ADD COLUMN z dd;

-- case: add column, domain with a default, not null
-- setup: CREATE DOMAIN dd AS int DEFAULT 5;
ALTER TABLE tgen ADD COLUMN z dd NOT NULL;

-- case: add column, domain with a volatile default
-- setup: CREATE DOMAIN dd AS float8 DEFAULT random();
ALTER TABLE tgen ADD COLUMN z dd;

-- case: add column, domain over a constrained one
-- setup: CREATE DOMAIN dd AS domc;
ALTER TABLE tgen ADD COLUMN z dd;

-- case: add column, array of a constrained domain
ALTER TABLE tgen ADD COLUMN z domc[];

-- case: add column, not null domain
-- setup: CREATE DOMAIN dd AS int NOT NULL DEFAULT 4;
ALTER TABLE tgen ADD COLUMN z dd;

-- case: add column, default in a function of now
ALTER TABLE tgen ADD COLUMN z text DEFAULT to_char(now(), 'YYYY');

-- case: add column, default of a sequence
ALTER TABLE tgen ADD COLUMN z int DEFAULT nextval('sq');

-- case: add column, current_timestamp not null
ALTER TABLE tgen ADD COLUMN z timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- case: add column, default in an array
ALTER TABLE tgen ADD COLUMN z text[] NOT NULL DEFAULT '{}'::text[];

-- case: add column, default null not null
ALTER TABLE typed ADD COLUMN z int NOT NULL DEFAULT NULL;

-- case: add column, generated not null
ALTER TABLE tgen ADD COLUMN z int NOT NULL GENERATED ALWAYS AS (id) STORED;

-- case: add column, virtual not null
-- postgres: 18
ALTER TABLE tgen ADD COLUMN z int NOT NULL GENERATED ALWAYS AS (id) VIRTUAL;

-- case: add column, virtual with a check
-- postgres: 18
ALTER TABLE tgen ADD COLUMN z int GENERATED ALWAYS AS (id) VIRTUAL CHECK (z > 0);

-- case: add column, check of another column
ALTER TABLE tgen ADD COLUMN z int CHECK (a > 0 OR z IS NULL);

-- case: add column, named not null
-- postgres: 18
ALTER TABLE typed ADD COLUMN z int CONSTRAINT zn NOT NULL;

-- case: add column, collation
ALTER TABLE tgen ADD COLUMN z text COLLATE "C" DEFAULT 'x';

-- case: add column, compression
ALTER TABLE tgen ADD COLUMN z text COMPRESSION pglz;

-- case: add column, sql volatile function that is inlined
-- doc: columns: ADD COLUMN with a default from a LANGUAGE sql function declared VOLATILE that is inlined to a constant
-- setup: CREATE FUNCTION inlv() RETURNS int LANGUAGE sql VOLATILE AS 'select 1';
ALTER TABLE tgen ADD COLUMN z int DEFAULT inlv();

-- case: add column with the name of a system column
ALTER TABLE tgen ADD COLUMN ctid int;

-- case: add column if not exists with a reference
ALTER TABLE t ADD COLUMN IF NOT EXISTS a int REFERENCES parent (u);

-- case: add a second primary key
ALTER TABLE t ADD COLUMN z int PRIMARY KEY;

-- case: drop a column that is not there
ALTER TABLE t DROP COLUMN nope;

-- case: drop a system column
ALTER TABLE t DROP COLUMN ctid;

-- case: drop a column with its view
-- doc: columns: DROP COLUMN CASCADE of a column that a view uses
ALTER TABLE t DROP COLUMN a CASCADE;

-- case: drop the primary key's column
ALTER TABLE trep DROP COLUMN id;

-- case: drop a referenced column
ALTER TABLE parent DROP COLUMN id;

-- case: drop a referenced column, cascade
-- doc: columns: DROP COLUMN CASCADE of a referenced key
ALTER TABLE parent DROP COLUMN id CASCADE;

-- case: drop a serial column
-- doc: columns: DROP COLUMN of a serial column
ALTER TABLE tserial DROP COLUMN id;

-- case: drop an identity column
-- doc: columns: DROP COLUMN of an identity column
ALTER TABLE tidentity DROP COLUMN id;

-- case: drop a column used by a generated one
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a) STORED;
ALTER TABLE tgen DROP COLUMN a;

-- case: drop a column used by a generated one, cascade
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a) STORED;
ALTER TABLE tgen DROP COLUMN a CASCADE;

-- case: drop a column with a check
ALTER TABLE t DROP COLUMN nnchk;

-- case: drop a column with statistics
ALTER TABLE t DROP COLUMN nn;

-- case: drop a column used in a trigger
-- setup: CREATE TRIGGER trgw BEFORE UPDATE OF a ON tgen FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TABLE tgen DROP COLUMN a;

-- case: drop a column in a partial index
-- setup: CREATE INDEX tgp ON tgen (id) WHERE a > 0;
ALTER TABLE tgen DROP COLUMN a;

-- case: drop a column in an include
-- setup: CREATE INDEX tgp ON tgen (id) INCLUDE (a);
ALTER TABLE tgen DROP COLUMN a;

-- case: drop a column of a parent
ALTER TABLE inh DROP COLUMN v;

-- case: drop a column of a parent only
ALTER TABLE ONLY inh DROP COLUMN v;

-- case: drop an inherited column
ALTER TABLE inhc DROP COLUMN v;

-- case: drop a column of a partitioned table
-- doc: partitions: DROP COLUMN of a partitioned table
ALTER TABLE pt DROP COLUMN v;

-- case: drop a column of a partitioned table only
ALTER TABLE ONLY pt DROP COLUMN v;

-- case: drop the partition key
ALTER TABLE pt DROP COLUMN id;

-- case: drop a column of a partitioned table with an index
-- setup: CREATE INDEX pti ON pt (v);
ALTER TABLE pt DROP COLUMN v;

-- case: drop a column with a deferred foreign key
-- setup: ALTER TABLE tgen ADD COLUMN p int REFERENCES parent (u) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE tgen DROP COLUMN p;

-- case: drop two columns
-- doc: columns: DROP COLUMN, DROP COLUMN
ALTER TABLE tgen DROP COLUMN id, DROP COLUMN a;

-- case: drop and add the same column
ALTER TABLE tgen DROP COLUMN a, ADD COLUMN a text;

-- case: drop a column of a type
-- doc: types: ALTER TYPE … DROP ATTRIBUTE of a composite type
ALTER TYPE comp DROP ATTRIBUTE f2;

-- case: drop an attribute that is not there
ALTER TYPE comp DROP ATTRIBUTE nope;

-- case: add an attribute that exists
ALTER TYPE comp ADD ATTRIBUTE f1 int;

-- case: add an attribute, typed table
-- setup: CREATE TABLE ty OF comp;
ALTER TYPE comp ADD ATTRIBUTE f9 int;

-- case: add an attribute, typed table, cascade
-- doc: types: ALTER TYPE … ADD ATTRIBUTE … CASCADE of a composite type with typed tables
-- setup: CREATE TABLE ty OF comp;
ALTER TYPE comp ADD ATTRIBUTE f9 int CASCADE;

-- case: set default of a column that is not there
ALTER TABLE t ALTER COLUMN nope SET DEFAULT 1;

-- case: set default on an identity column
ALTER TABLE tidentity ALTER COLUMN id SET DEFAULT 1;

-- case: set default on a generated column
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a) STORED;
ALTER TABLE tgen ALTER COLUMN g SET DEFAULT 1;

-- case: set default on a parent
ALTER TABLE inh ALTER COLUMN v SET DEFAULT 1;

-- case: set default on a parent only
ALTER TABLE ONLY inh ALTER COLUMN v SET DEFAULT 1;

-- case: set default from a column
ALTER TABLE t ALTER COLUMN a SET DEFAULT bi;

-- case: set default of an index
ALTER TABLE t_a_idx ALTER COLUMN a SET DEFAULT 1;

-- case: set not null, column that is not there
ALTER TABLE t ALTER COLUMN nope SET NOT NULL;

-- case: set not null on a parent
-- doc: partitions: SET NOT NULL on a parent of INHERITS
ALTER TABLE inh ALTER COLUMN v SET NOT NULL;

-- case: set not null on a parent only
ALTER TABLE ONLY inh ALTER COLUMN v SET NOT NULL;

-- case: set not null on a partitioned table only
ALTER TABLE ONLY pt ALTER COLUMN v SET NOT NULL;

-- case: set not null, proven by a conjunction
-- setup: ALTER TABLE tgen ADD CHECK (a IS NOT NULL AND a > 0);
ALTER TABLE tgen ALTER COLUMN a SET NOT NULL;

-- case: set not null, not proven by a comparison
-- doc: constraints: SET NOT NULL where a valid CHECK says only `a > 0` (no proof: NULL passes it)
-- setup: ALTER TABLE tgen ADD CHECK (a > 0);
ALTER TABLE tgen ALTER COLUMN a SET NOT NULL;

-- case: set not null, check not valid
-- doc: constraints: SET NOT NULL where the CHECK is NOT VALID
-- setup: ALTER TABLE tgen ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;
ALTER TABLE tgen ALTER COLUMN a SET NOT NULL;

-- case: set not null and drop the proof
-- doc: constraints: SET NOT NULL, and DROP CONSTRAINT of the proving CHECK in the same ALTER TABLE
-- setup: ALTER TABLE tgen ADD CONSTRAINT c CHECK (a IS NOT NULL);
ALTER TABLE tgen ALTER COLUMN a SET NOT NULL, DROP CONSTRAINT c;

-- case: set not null on two columns
ALTER TABLE tgen ALTER COLUMN a SET NOT NULL, ALTER COLUMN id SET NOT NULL;

-- case: set not null and another check
ALTER TABLE tgen ALTER COLUMN a SET NOT NULL, ADD CHECK (id > 0);

-- case: set not null, partitions proven one by one
-- setup: ALTER TABLE pt1 ADD CHECK (v IS NOT NULL);
ALTER TABLE pt ALTER COLUMN v SET NOT NULL;

-- case: set not null with nulls
-- setup: INSERT INTO tgen VALUES (NULL, NULL);
ALTER TABLE tgen ALTER COLUMN a SET NOT NULL;

-- case: drop not null of a primary key
ALTER TABLE t ALTER COLUMN id DROP NOT NULL;

-- case: drop not null of an identity
-- setup: CREATE TABLE ti (id int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE ti ALTER COLUMN id DROP NOT NULL;

-- case: drop not null of a nullable column
ALTER TABLE t ALTER COLUMN a DROP NOT NULL;

-- case: drop not null on a partitioned table
-- doc: partitions: DROP NOT NULL on a partitioned table
-- setup: ALTER TABLE pt ALTER COLUMN v SET NOT NULL;
ALTER TABLE pt ALTER COLUMN v DROP NOT NULL;

-- case: drop not null on a partitioned table only
-- setup: ALTER TABLE pt ALTER COLUMN v SET NOT NULL;
ALTER TABLE ONLY pt ALTER COLUMN v DROP NOT NULL;

-- case: drop not null on a partition
-- setup: ALTER TABLE pt ALTER COLUMN v SET NOT NULL;
ALTER TABLE pt1 ALTER COLUMN v DROP NOT NULL;

-- case: drop not null on a parent
-- setup: ALTER TABLE inh ALTER COLUMN v SET NOT NULL;
ALTER TABLE inh ALTER COLUMN v DROP NOT NULL;

-- case: drop not null on a child
-- setup: ALTER TABLE inh ALTER COLUMN v SET NOT NULL;
ALTER TABLE inhc ALTER COLUMN v DROP NOT NULL;

-- case: set statistics of an index column
ALTER INDEX t_expr_idx ALTER COLUMN 1 SET STATISTICS 50;

-- case: set statistics on a partitioned table
-- doc: partitions: SET STATISTICS on a partitioned table
ALTER TABLE pt ALTER COLUMN v SET STATISTICS 50;

-- case: reset column options
-- doc: table-options: ALTER COLUMN RESET (n_distinct)
ALTER TABLE t ALTER COLUMN a RESET (n_distinct);

-- case: set storage of an integer
ALTER TABLE t ALTER COLUMN a SET STORAGE EXTERNAL;

-- case: set storage on a partitioned table
-- setup: ALTER TABLE pt ADD COLUMN x text;
ALTER TABLE pt ALTER COLUMN x SET STORAGE MAIN;

-- case: set compression on a parent
-- setup: ALTER TABLE inh ADD COLUMN x text;
ALTER TABLE inh ALTER COLUMN x SET COMPRESSION pglz;

-- case: add identity to a nullable column
ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;

-- case: add identity to a text column
ALTER TABLE t ALTER COLUMN b ADD GENERATED ALWAYS AS IDENTITY;

-- case: add identity twice
ALTER TABLE tidentity ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- case: add identity where there is a default
ALTER TABLE tserial ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- case: drop default and add identity
ALTER TABLE tserial ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- case: set identity, sequence options
-- doc: columns: ALTER COLUMN SET (options of an identity column's sequence)
ALTER TABLE tidentity ALTER COLUMN id SET INCREMENT BY 2 RESTART WITH 5000;

-- case: set identity of another column
ALTER TABLE t ALTER COLUMN a SET GENERATED ALWAYS;

-- case: drop identity of another column
ALTER TABLE t ALTER COLUMN a DROP IDENTITY;

-- case: drop identity if exists of another column
ALTER TABLE t ALTER COLUMN a DROP IDENTITY IF EXISTS;

-- case: drop expression of another column
ALTER TABLE t ALTER COLUMN a DROP EXPRESSION;

-- case: drop expression if exists of another column
ALTER TABLE t ALTER COLUMN a DROP EXPRESSION IF EXISTS;

-- case: drop expression of a virtual column
-- postgres: 18
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a) VIRTUAL;
ALTER TABLE tgen ALTER COLUMN g DROP EXPRESSION;

-- case: set expression of another column
-- postgres: 17
ALTER TABLE t ALTER COLUMN a SET EXPRESSION AS (1);

-- case: set expression, indexed column
-- postgres: 17
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a) STORED;
-- setup: CREATE INDEX tgg ON tgen (g);
ALTER TABLE tgen ALTER COLUMN g SET EXPRESSION AS (a + 1);

-- case: set expression, checked virtual column
-- postgres: 18
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a) VIRTUAL CHECK (g > 0);
ALTER TABLE tgen ALTER COLUMN g SET EXPRESSION AS (a + 1);

-- case: alter index i alter column 1 set statistics 10
-- setup: create table a(id int);
-- setup: create index i on a((id+1));
alter index i alter column 1 set statistics 10;

-- case: alter view view1 alter column a set default 3
-- setup: create view view1 as select 1 a;
alter view view1 alter column a set default 3;

-- case: 32 the old name after a rename
ALTER TABLE tgen RENAME COLUMN a TO aa;
ALTER TABLE tgen ALTER COLUMN a SET DEFAULT 1;

-- case: SET DEFAULT that names a missing sequence
ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('op_seq');

-- case: a DEFAULT that names a sequence of a missing schema
ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('nowhere.op_seq');

-- case: a default and not null of a partition
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m1 ALTER COLUMN v SET DEFAULT 7, ALTER v SET NOT NULL;

-- case: drop the default where a partition has its own
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int DEFAULT 1) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m (v DEFAULT 2) FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ALTER v DROP DEFAULT;

-- case: generated always for the identity of a partitioned table
-- postgres: 17
-- setup: CREATE TABLE m (id int GENERATED BY DEFAULT AS IDENTITY, at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ALTER id SET GENERATED ALWAYS;

-- case: generated always for the identity of a partition
-- postgres: 17
-- setup: CREATE TABLE m (id int GENERATED BY DEFAULT AS IDENTITY, at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m1 ALTER id SET GENERATED ALWAYS;

-- case: compression of a number
ALTER TABLE tgen ALTER COLUMN a SET COMPRESSION pglz;

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
