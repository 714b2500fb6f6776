-- case: 8 generated column without STORED or VIRTUAL
ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a * 2);

-- case: 14 drop a column with its unique constraint, foreign key and check
-- setup: CREATE TABLE many (id int, p bigint UNIQUE REFERENCES parent (id) CHECK (p > 0));
-- setup: CREATE INDEX many_i ON many (id, p);
ALTER TABLE many DROP COLUMN p;

-- case: 16 drop a column used by a view, cascade
ALTER TABLE t DROP COLUMN a CASCADE;

-- case: 16 drop a column used by a policy
-- setup: CREATE POLICY pa ON t USING (vc <> '');
ALTER TABLE t DROP COLUMN vc;

-- case: 16 drop a column used by a policy, cascade
-- setup: CREATE POLICY pa ON t USING (vc <> '');
ALTER TABLE t DROP COLUMN vc CASCADE;

-- case: 18 a view with the old name after a rename
ALTER TABLE tgen RENAME TO tgen_new;
CREATE VIEW tgen AS SELECT * FROM tgen_new;

-- case: 18 writing through the view with the old name
-- setup: ALTER TABLE tgen RENAME TO tgen_new;
-- setup: CREATE VIEW tgen AS SELECT * FROM tgen_new;
INSERT INTO tgen (id, a) VALUES (1, 2);

-- case: 20 varchar shrunk
ALTER TABLE t ALTER COLUMN c TYPE varchar(10);

-- case: 20 json to jsonb
ALTER TABLE t ALTER COLUMN j TYPE jsonb;

-- case: 20 enum to text
ALTER TABLE t ALTER COLUMN e TYPE text;

-- case: 20 referenced key to bigint
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE kc (k int REFERENCES k);
ALTER TABLE k ALTER COLUMN id TYPE bigint;

-- case: 22 widened, with a partial and an expression index
-- setup: CREATE TABLE w (c varchar(20), z int);
-- setup: CREATE INDEX w1 ON w (z) WHERE c <> '';
-- setup: CREATE INDEX w2 ON w (upper(c));
-- setup: CREATE INDEX w3 ON w (c);
ALTER TABLE w ALTER COLUMN c TYPE varchar(40);

-- case: 23 widened, with a check
-- setup: CREATE TABLE w (c varchar(20) CHECK (c <> ''));
ALTER TABLE w ALTER COLUMN c TYPE text;

-- case: 24 collation changed, indexed
-- setup: CREATE TABLE w (c text, z int);
-- setup: CREATE INDEX w1 ON w (c);
-- setup: CREATE INDEX w2 ON w (z);
ALTER TABLE w ALTER COLUMN c TYPE text COLLATE "C";

-- case: 26 type of a column in a view
ALTER TABLE t ALTER COLUMN a TYPE bigint;

-- case: 26 type of a column in a policy
-- setup: CREATE TABLE w (id int, z int);
-- setup: CREATE POLICY wp ON w USING (z > 0);
ALTER TABLE w ALTER COLUMN z TYPE bigint;

-- case: 26 type of a column in a trigger's WHEN
-- setup: CREATE TABLE w (id int, z int);
-- setup: CREATE TRIGGER wt BEFORE UPDATE ON w FOR EACH ROW WHEN (OLD.z <> NEW.z) EXECUTE FUNCTION trg();
ALTER TABLE w ALTER COLUMN z TYPE bigint;

-- case: 26 type of a column in a generated one
-- setup: CREATE TABLE w (id int, z int GENERATED ALWAYS AS (id * 2) STORED);
ALTER TABLE w ALTER COLUMN id TYPE bigint;

-- case: 26 type of a column in a rule
-- setup: CREATE TABLE w (id int, z int);
-- setup: CREATE RULE wr AS ON UPDATE TO w WHERE NEW.z > 0 DO INSTEAD NOTHING;
ALTER TABLE w ALTER COLUMN z TYPE bigint;

-- case: 26 type of a column in a new style function
-- setup: CREATE TABLE w (id int, z int);
-- setup: CREATE FUNCTION wf() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(z) FROM w; END;
ALTER TABLE w ALTER COLUMN z TYPE bigint;

-- case: 27 type without a cast
ALTER TABLE t ALTER COLUMN b TYPE int;

-- case: 27 a default that cannot be cast
-- setup: CREATE TABLE w (b text DEFAULT 'none');
ALTER TABLE w ALTER COLUMN b TYPE int USING b::int;

-- case: 28 referencing column to bigint
-- setup: CREATE TABLE k (id bigint PRIMARY KEY);
-- setup: CREATE TABLE kc (k int REFERENCES k);
ALTER TABLE kc ALTER COLUMN k TYPE bigint;

-- case: 32 the old name after a rename
ALTER TABLE tgen RENAME COLUMN a TO aa;
ALTER TABLE tgen ALTER COLUMN a SET DEFAULT 1;

-- case: 32 the old table name after a rename
ALTER TABLE tgen RENAME TO tgen9;
ALTER TABLE tgen ADD COLUMN z int;

-- case: 39 update of rows that a check not valid does not allow
-- setup: CREATE TABLE w (id int, z int);
-- setup: INSERT INTO w VALUES (1, -1);
-- setup: ALTER TABLE w ADD CONSTRAINT wz CHECK (z > 0) NOT VALID;
UPDATE w SET id = 2;

-- case: 39 update of rows that a foreign key not valid does not allow
-- setup: CREATE TABLE w (id int, p bigint);
-- setup: INSERT INTO w VALUES (1, -1);
-- setup: ALTER TABLE w ADD FOREIGN KEY (p) REFERENCES parent (id) NOT VALID;
UPDATE w SET id = 2;

-- case: 40 not valid and validate in one transaction
ALTER TABLE tgen ADD CONSTRAINT tgen_c CHECK (a > 0) NOT VALID;
ALTER TABLE tgen VALIDATE CONSTRAINT tgen_c;

-- case: 40 foreign key not valid and validated in one transaction
ALTER TABLE tgen ADD CONSTRAINT tgen_f FOREIGN KEY (a) REFERENCES parent (id) NOT VALID;
ALTER TABLE tgen VALIDATE CONSTRAINT tgen_f;

-- case: 41 validate with a column command
ALTER TABLE child VALIDATE CONSTRAINT child_nv, ADD COLUMN z int;

-- case: 42 set not null with a check not valid
-- setup: ALTER TABLE t ADD CONSTRAINT ann CHECK (a IS NOT NULL) NOT VALID;
ALTER TABLE t ALTER COLUMN a SET NOT NULL;

-- case: 44 using a partial index
-- setup: CREATE UNIQUE INDEX wi ON tgen (id) WHERE a > 0;
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using an expression index
-- setup: CREATE UNIQUE INDEX wi ON tgen (abs(id));
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using a descending index
-- setup: CREATE UNIQUE INDEX wi ON tgen (id DESC);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using an index with nulls first
-- setup: CREATE UNIQUE INDEX wi ON tgen (id NULLS FIRST);
ALTER TABLE tgen ADD CONSTRAINT w PRIMARY KEY USING INDEX wi;

-- case: 44 using an index that is not unique
-- setup: CREATE INDEX wi ON tgen (id);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using a hash index
-- setup: CREATE INDEX wi ON tgen USING hash (id);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using an index of another table
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX t_nnuq_idx;

-- case: 44 using an index of a constraint
ALTER TABLE trep ADD CONSTRAINT w UNIQUE USING INDEX trep_pkey;

-- case: 45 the index has the constraint's name afterwards
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;
DROP INDEX wi;

-- case: 45 the constraint's index cannot be dropped
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;
DROP INDEX w;

-- case: 47 primary key using an index on a nullable column
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
ALTER TABLE tgen ADD CONSTRAINT w PRIMARY KEY USING INDEX wi;

-- case: 47 primary key using an index, proven by a check
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
-- setup: ALTER TABLE tgen ADD CONSTRAINT idnn CHECK (id IS NOT NULL);
ALTER TABLE tgen ADD CONSTRAINT w PRIMARY KEY USING INDEX wi;

-- case: 48 exclusion constraint
ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING btree (a WITH =);

-- case: 50 drop a referenced primary key
ALTER TABLE parent DROP CONSTRAINT parent_pkey;

-- case: 50 drop a referenced primary key, cascade
ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE;

-- case: 51 two foreign keys in one statement
ALTER TABLE tgen ADD FOREIGN KEY (id) REFERENCES parent (id), ADD FOREIGN KEY (a) REFERENCES trep (id);

-- case: 53 foreign key of a type that does not fit
ALTER TABLE typed ADD FOREIGN KEY (f2) REFERENCES parent (id);

-- case: 55 foreign key not valid on a partitioned table
ALTER TABLE pt ADD CONSTRAINT ptf FOREIGN KEY (v) REFERENCES trep (id) NOT VALID;

-- case: 56 check not enforced
ALTER TABLE t ALTER CONSTRAINT chk_valid NOT ENFORCED;

-- case: 56 foreign key not enforced and enforced again
-- postgres: 18
ALTER TABLE child ALTER CONSTRAINT child_tid_fkey NOT ENFORCED;
ALTER TABLE child ALTER CONSTRAINT child_tid_fkey ENFORCED;

-- case: 74 an index renamed as a table
ALTER TABLE t_a_idx RENAME TO t_a_idx9;

-- case: 75 the table is gone
DROP TABLE tgen;
SELECT * FROM tgen;

-- case: 77 drop a table with a view, cascade
DROP TABLE t CASCADE;

-- case: 79 create a table that references two
CREATE TABLE w (p bigint REFERENCES parent (id), q int REFERENCES trep (id));

-- case: 80 create a partition where the default holds its rows
CREATE TABLE ptd_150 PARTITION OF ptd FOR VALUES FROM (150) TO (160);

-- case: 81 attach with a check that proves and no not null
-- setup: ALTER TABLE newpart ADD CONSTRAINT c CHECK (id >= 200 AND id < 300);
ALTER TABLE pt ATTACH PARTITION newpart FOR VALUES FROM (200) TO (300);

-- case: 81 attach, proven, default proven too
-- setup: ALTER TABLE ptd_def ADD CONSTRAINT c CHECK (id IS NOT NULL AND (id < 200 OR id >= 300));
ALTER TABLE ptd ATTACH PARTITION newpartc FOR VALUES FROM (200) TO (300);

-- case: 83 finalize where nothing is pending
ALTER TABLE pt DETACH PARTITION pt1 FINALIZE;

-- case: 86 unlogged, with a sequence
ALTER TABLE tserial SET UNLOGGED;

-- case: 86 unlogged, referenced by a logged one
ALTER TABLE parent SET UNLOGGED;

-- case: 86 logged, indexed
-- setup: CREATE INDEX uli ON ul (id);
ALTER TABLE ul SET LOGGED;

-- case: 87 tablespace of a table with indexes
ALTER TABLE trep SET TABLESPACE pg_default;

-- case: 87 all tables of a tablespace
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;

-- case: 88 owner
ALTER TABLE trep OWNER TO lockkeeper_oracle;

-- case: 89 gin fastupdate
-- setup: CREATE TABLE w (j jsonb);
-- setup: CREATE INDEX wj ON w USING gin (j);
ALTER INDEX wj SET (fastupdate = off);

-- case: 89 brin pages per range
-- setup: CREATE INDEX wb ON tgen USING brin (id);
ALTER INDEX wb SET (autosummarize = on);

-- case: 89 gist buffering
-- setup: CREATE TABLE w (p point);
-- setup: CREATE INDEX wg ON w USING gist (p);
ALTER INDEX wg SET (buffering = off);

-- case: 96 names are cut at 63 bytes
CREATE TABLE this_is_a_table_name_that_is_quite_a_bit_longer_than_sixty_three_bytes_are (id int);
SELECT * FROM this_is_a_table_name_that_is_quite_a_bit_longer_than_sixty_thre;

-- case: 96 two names that are the same after 63 bytes
CREATE TABLE this_is_a_table_name_that_is_quite_a_bit_longer_than_sixty_three_bytes_a (id int);
CREATE TABLE this_is_a_table_name_that_is_quite_a_bit_longer_than_sixty_three_bytes_b (id int);

-- case: 96 mixed case
CREATE TABLE "Mixed" (id int);
SELECT * FROM Mixed;
