-- case: rename column
-- doc: renaming: ALTER TABLE … RENAME COLUMN
ALTER TABLE t RENAME COLUMN a TO a2;

-- case: rename table
-- doc: renaming: ALTER TABLE … RENAME
ALTER TABLE t RENAME TO t_new;

-- case: rename index
-- doc: renaming: ALTER INDEX … RENAME
ALTER INDEX t_a_idx RENAME TO t_a_idx2;

-- case: rename index via alter table
-- doc: renaming: ALTER TABLE … RENAME, naming an index
ALTER TABLE t_a_idx RENAME TO t_a_idx2;

-- case: rename view
-- doc: renaming: ALTER VIEW … RENAME
ALTER VIEW v RENAME TO v2;

-- case: set schema
-- doc: renaming: ALTER TABLE … SET SCHEMA
ALTER TABLE t SET SCHEMA s2;

-- case: owner to
-- doc: renaming: ALTER TABLE … OWNER TO
ALTER TABLE t OWNER TO lockkeeper_oracle;

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

-- case: alter index nope rename to x
alter index nope rename to x;

-- case: alter index if exists nope rename to x
alter index if exists nope rename to x;

-- case: alter view view1 rename column a to b
-- setup: create view view1 as select 1 a;
alter view view1 rename column a to b;

-- case: alter materialized view m rename to n
-- setup: create materialized view m as select 1 a;
alter materialized view m rename to n;

-- case: alter policy p on a rename to q
-- setup: create table a(id int);
-- setup: create policy p on a;
alter policy p on a rename to q;

-- case: alter rule r on a rename to q
-- setup: create table a(id int, b int);
-- setup: create rule r as on delete to a do instead nothing;
alter rule r on a rename to q;

-- case: alter function f(int) rename to g
-- setup: create function f(a int) returns int language sql as 'select 1';
alter function f(int) rename to g;

-- case: alter statistics s rename to q
-- setup: create table a(id int, b int);
-- setup: create statistics s on id, b from a;
alter statistics s rename to q;

-- case: alter publication pb rename to pq
-- setup: create table a(id int, b int);
-- setup: create publication pb for table a;
alter publication pb rename to pq;

-- case: alter table a rename constraint a_pkey to x
-- setup: create table a(id int primary key, b int);
alter table a rename constraint a_pkey to x;

-- case: alter table p rename constraint p_pkey to x
-- setup: create table p(id int primary key);
alter table p rename constraint p_pkey to x;

-- case: alter table p rename constraint p_id_check to x
-- setup: create table p(id int check(id>0));
-- setup: create table q() inherits (p);
alter table p rename constraint p_id_check to x;

-- case: alter table only p rename constraint p_id_check to x
-- setup: create table p(id int check(id>0));
-- setup: create table q() inherits (p);
alter table only p rename constraint p_id_check to x;

-- case: alter table p rename constraint p_id_check2 to x
-- setup: create table p(id int check(id>0));
alter table p rename constraint p_id_check2 to x;

-- case: alter table p rename constraint p_id_check to y
-- setup: create table p(id int check(id>0), constraint y check(id>1));
alter table p rename constraint p_id_check to y;

-- case: alter index i rename to j
-- setup: create table p(id int);
-- setup: create index i on p(id);
alter index i rename to j;

-- case: alter index p_pkey rename to j
-- setup: create table p(id int primary key);
alter index p_pkey rename to j;

-- case: 74 an index renamed as a table
ALTER TABLE t_a_idx RENAME TO t_a_idx9;

-- case: rename a check of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, CONSTRAINT pos CHECK (v > 0)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m RENAME CONSTRAINT pos TO positive;

-- case: rename a column of an index
ALTER TABLE t_a_idx RENAME COLUMN a TO z;

-- case: rename the table's name of an index column
-- setup: ALTER TABLE t RENAME COLUMN a TO zz;
ALTER TABLE t_a_idx RENAME COLUMN a TO z;

-- case: trigger renamed to itself
ALTER TRIGGER trg1 ON t RENAME TO trg1;

-- case: policy renamed to itself
ALTER POLICY pol1 ON t RENAME TO pol1;

-- case: rule renamed to itself
-- setup: CREATE RULE ru1 AS ON DELETE TO trep DO ALSO NOTHING;
ALTER RULE ru1 ON trep RENAME TO ru1;

-- case: table renamed to itself
ALTER TABLE t RENAME TO t;

-- case: column renamed to itself
ALTER TABLE t RENAME COLUMN a TO a;

-- case: constraint renamed to itself
ALTER TABLE t RENAME CONSTRAINT chk_valid TO chk_valid;

-- case: key renamed to itself
ALTER TABLE t RENAME CONSTRAINT t_pkey TO t_pkey;

-- case: index renamed to itself
ALTER INDEX t_a_idx RENAME TO t_a_idx;

-- case: type renamed to itself
ALTER TYPE en RENAME TO en;

-- case: enum value renamed to itself
ALTER TYPE en RENAME VALUE 'x' TO 'x';

-- case: schema renamed to itself
ALTER SCHEMA s2 RENAME TO s2;

-- case: function renamed to itself
ALTER FUNCTION stab() RENAME TO stab;

-- case: statistics renamed to itself
ALTER STATISTICS st1 RENAME TO st1;

-- case: trigger of a partitioned table renamed to itself
-- setup: CREATE TABLE pa (id int NOT NULL) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pb PARTITION OF pa DEFAULT;
-- setup: CREATE TRIGGER tp AFTER INSERT ON pa FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TRIGGER tp ON pa RENAME TO tp;

-- case: domain constraint renamed to itself
ALTER DOMAIN domc RENAME CONSTRAINT domc_check TO domc_check;

-- case: a statement trigger of a partitioned table
-- setup: CREATE TABLE pst (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE pst1 PARTITION OF pst FOR VALUES IN (1) PARTITION BY LIST (a);
-- setup: CREATE TABLE pst11 PARTITION OF pst1 FOR VALUES IN (1);
-- setup: CREATE FUNCTION pst_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
-- setup: CREATE TRIGGER ps AFTER INSERT ON pst FOR EACH STATEMENT EXECUTE FUNCTION pst_f();
ALTER TRIGGER ps ON pst RENAME TO pt;
