-- case: add col nullable
-- doc: columns: ADD COLUMN, nullable
ALTER TABLE t ADD COLUMN z int;

-- case: add col const default
-- doc: columns: ADD COLUMN with a constant default
ALTER TABLE t ADD COLUMN z int DEFAULT 5;

-- case: add col const default not null
-- doc: columns: ADD COLUMN NOT NULL with a constant default
ALTER TABLE t ADD COLUMN z int NOT NULL DEFAULT 5;

-- case: add col default now()
-- doc: columns: ADD COLUMN with a stable default (`now()`, `current_date`): one value for all old rows
ALTER TABLE t ADD COLUMN z timestamptz DEFAULT now();

-- case: add col default clock_timestamp()
ALTER TABLE t ADD COLUMN z timestamptz DEFAULT clock_timestamp();

-- case: add col default stable fn
-- doc: columns: ADD COLUMN with a default from a STABLE function
ALTER TABLE t ADD COLUMN z int DEFAULT stab();

-- case: add col default volatile fn
-- doc: columns: ADD COLUMN with a default from a VOLATILE function
ALTER TABLE t ADD COLUMN z int DEFAULT vol();

-- case: add col default random()
ALTER TABLE t ADD COLUMN z float8 DEFAULT random();

-- case: add col default gen_random_uuid()
-- doc: columns: ADD COLUMN with a volatile default (`gen_random_uuid()`, `random()`, `clock_timestamp()`)
ALTER TABLE t ADD COLUMN z uuid DEFAULT gen_random_uuid();

-- case: add col serial
-- doc: columns: ADD COLUMN serial or bigserial
ALTER TABLE t ADD COLUMN z serial;

-- case: add col identity
-- doc: columns: ADD COLUMN GENERATED … AS IDENTITY
ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS IDENTITY;

-- case: add col generated stored
-- doc: columns: ADD COLUMN GENERATED ALWAYS AS (…) STORED
ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS (a+1) STORED;

-- case: add col generated virtual
-- doc: columns: ADD COLUMN GENERATED ALWAYS AS (…) VIRTUAL
ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS (a+1) VIRTUAL;

-- case: add col not null no default (nonempty)
ALTER TABLE t ADD COLUMN z int NOT NULL;

-- case: add col not null no default (empty table)
-- doc: columns: ADD COLUMN NOT NULL without a default (on an empty table)
ALTER TABLE typed ADD COLUMN z int NOT NULL;

-- case: add col with domain no constraint
-- doc: columns: ADD COLUMN of a domain without constraints
ALTER TABLE t ADD COLUMN z dom;

-- case: add col with constrained domain
-- doc: columns: ADD COLUMN of a domain with a CHECK or NOT NULL
ALTER TABLE t ADD COLUMN z domc;

-- case: add col with constrained domain default
ALTER TABLE t ADD COLUMN z domc DEFAULT 3;

-- case: add col inline CHECK
-- doc: columns: ADD COLUMN with an inline CHECK
ALTER TABLE t ADD COLUMN z int CHECK (z > 0);

-- case: add col default + inline CHECK
ALTER TABLE t ADD COLUMN z int DEFAULT 1 CHECK (z > 0);

-- case: add col UNIQUE
-- doc: columns: ADD COLUMN UNIQUE
ALTER TABLE t ADD COLUMN z int UNIQUE;

-- case: add col PRIMARY KEY serial
-- doc: columns: ADD COLUMN serial PRIMARY KEY
ALTER TABLE typed ADD COLUMN z serial PRIMARY KEY;

-- case: add col REFERENCES
-- doc: columns: ADD COLUMN REFERENCES
ALTER TABLE t ADD COLUMN z bigint REFERENCES parent(id);

-- case: add col REFERENCES + default
-- doc: columns: ADD COLUMN REFERENCES with a default
ALTER TABLE t ADD COLUMN z bigint DEFAULT 1 REFERENCES parent(id);

-- case: add col default NULL
ALTER TABLE t ADD COLUMN z int DEFAULT NULL;

-- case: add col if not exists existing
-- doc: columns: ADD COLUMN IF NOT EXISTS of a column that exists
ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;

-- case: add column on partitioned
-- doc: partitions: ADD COLUMN to a partitioned table
ALTER TABLE pt ADD COLUMN z int;

-- case: ALTER TABLE of the referenced table while the foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
ALTER TABLE hx_u ADD COLUMN z int;

-- case: after SET CONSTRAINTS ALL IMMEDIATE nothing waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE hx_o ADD COLUMN z int;

-- case: with SET CONSTRAINTS ALL IMMEDIATE before nothing waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO hx_o VALUES (2, 1, 't');
ALTER TABLE hx_o ADD COLUMN z int;

-- case: SET CONSTRAINTS ALL DEFERRED has other foreign keys wait
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
-- setup: ALTER TABLE hx_o ALTER CONSTRAINT hx_fk DEFERRABLE INITIALLY IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO hx_o VALUES (2, 1, 't');
ALTER TABLE hx_o ADD COLUMN z int;

-- case: an UPDATE of other columns leaves nothing waiting
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
UPDATE hx_o SET s = 'x';
ALTER TABLE hx_o ADD COLUMN z int;

-- case: a DELETE of referring rows leaves nothing waiting
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
DELETE FROM hx_o;
ALTER TABLE hx_o ADD COLUMN z int;

-- case: a deleted row of the referenced table waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
-- setup: INSERT INTO hx_u VALUES (7);
DELETE FROM hx_u WHERE id = 7;
ALTER TABLE hx_u ADD COLUMN z int;

-- case: 124 a column that is there already, if not exists
ALTER TABLE tgen ADD COLUMN IF NOT EXISTS a int;

-- case: 130 default of uuidv7
ALTER TABLE tgen ADD COLUMN u uuid DEFAULT uuidv7();

-- case: 8 generated column without STORED or VIRTUAL
ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a * 2);

-- case: 32 the old table name after a rename
ALTER TABLE tgen RENAME TO tgen9;
ALTER TABLE tgen ADD COLUMN z int;

-- case: an identity column for a partitioned table
-- setup: CREATE TABLE m (at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;

-- case: a serial column for a partitioned table
-- setup: CREATE TABLE m (at date NOT NULL) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ADD COLUMN id bigserial;

-- case: a generated column for a partitioned table
-- setup: CREATE TABLE m (at date NOT NULL, v text) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m ADD COLUMN low text GENERATED ALWAYS AS (lower(v)) STORED;

-- case: a generated column of a time with zone
ALTER TABLE t ADD COLUMN z date GENERATED ALWAYS AS (tz::date) STORED;

-- case: a new column's default that is too long
ALTER TABLE t ADD COLUMN z varchar(2) DEFAULT 'abc';

-- case: a new column's default with blanks at the end
ALTER TABLE t ADD COLUMN z varchar(2) DEFAULT 'ab  ';

-- case: a new column's default that is too long for char
ALTER TABLE t ADD COLUMN z char(2) DEFAULT 'abc';

-- case: a UNIQUE over the columns of the primary key makes no index of its own
-- setup: CREATE TABLE rk (id int NOT NULL UNIQUE, v int UNIQUE, CONSTRAINT rk_key PRIMARY KEY (id), UNIQUE (v));
ALTER TABLE rk ADD COLUMN z int DEFAULT vol();

-- case: a deferrable UNIQUE is another one
-- setup: CREATE TABLE rk (v int UNIQUE, UNIQUE (v) DEFERRABLE);
ALTER TABLE rk ADD COLUMN z int DEFAULT vol();
