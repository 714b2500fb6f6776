-- case: validate not null
-- doc: constraints: VALIDATE CONSTRAINT of a NOT NULL
-- postgres: 18
-- setup: ALTER TABLE t ADD CONSTRAINT a_nn NOT NULL a NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT a_nn;

-- case: add check
-- doc: constraints: ADD CHECK
ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0);

-- case: add check not valid
-- doc: constraints: ADD CHECK … NOT VALID
ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0) NOT VALID;

-- case: add check not enforced
-- doc: constraints: ADD CHECK … NOT ENFORCED
ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0) NOT ENFORCED;

-- case: validate check
-- doc: constraints: VALIDATE CONSTRAINT of a CHECK
ALTER TABLE t VALIDATE CONSTRAINT chk_nv;

-- case: drop check
-- doc: constraints: DROP CONSTRAINT of a CHECK
ALTER TABLE t DROP CONSTRAINT chk_valid;

-- case: add unique
-- doc: constraints: ADD UNIQUE
ALTER TABLE t ADD CONSTRAINT u1 UNIQUE (bi);

-- case: add unique nulls not distinct
-- doc: constraints: ADD UNIQUE NULLS NOT DISTINCT
ALTER TABLE t ADD CONSTRAINT u1 UNIQUE NULLS NOT DISTINCT (bi);

-- case: add unique using index
-- doc: constraints: ADD UNIQUE USING INDEX, the constraint named otherwise than the index
ALTER TABLE t ADD CONSTRAINT u1 UNIQUE USING INDEX t_a_uq;

-- case: add primary key (nullable col)
-- doc: constraints: ADD PRIMARY KEY on a nullable column
ALTER TABLE tgen ADD PRIMARY KEY (id);

-- case: add primary key using index (col nullable)
-- doc: constraints: ADD PRIMARY KEY USING INDEX, a nullable column
-- setup: CREATE UNIQUE INDEX tgu ON tgen (id);
ALTER TABLE tgen ADD PRIMARY KEY USING INDEX tgu;

-- case: add primary key using index (col not null)
-- doc: constraints: ADD PRIMARY KEY USING INDEX, columns NOT NULL
-- setup: ALTER TABLE tgen ALTER COLUMN id SET NOT NULL;
-- setup: CREATE UNIQUE INDEX tgu ON tgen (id);
ALTER TABLE tgen ADD PRIMARY KEY USING INDEX tgu;

-- case: add primary key using index (valid check not null)
-- doc: constraints: ADD PRIMARY KEY USING INDEX, a valid CHECK says NOT NULL
-- setup: ALTER TABLE tgen ADD CHECK (id IS NOT NULL);
-- setup: CREATE UNIQUE INDEX tgu ON tgen (id);
ALTER TABLE tgen ADD PRIMARY KEY USING INDEX tgu;

-- case: add exclude
-- doc: constraints: ADD EXCLUDE
ALTER TABLE tgen ADD CONSTRAINT ex EXCLUDE USING btree (id WITH =);

-- case: drop primary key
-- doc: constraints: DROP CONSTRAINT … CASCADE of a primary key that is referenced
ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE;

-- case: drop unique constraint
-- doc: constraints: DROP CONSTRAINT of a UNIQUE
ALTER TABLE parent DROP CONSTRAINT parent_u_key;

-- case: add fk
-- doc: constraints: ADD FOREIGN KEY
ALTER TABLE t ADD CONSTRAINT fk1 FOREIGN KEY (pid) REFERENCES parent(id);

-- case: add fk not valid
-- doc: constraints: ADD FOREIGN KEY … NOT VALID
ALTER TABLE t ADD CONSTRAINT fk1 FOREIGN KEY (pid) REFERENCES parent(id) NOT VALID;

-- case: add fk not enforced
-- doc: constraints: ADD FOREIGN KEY … NOT ENFORCED
ALTER TABLE t ADD CONSTRAINT fk1 FOREIGN KEY (pid) REFERENCES parent(id) NOT ENFORCED;

-- case: validate fk
-- doc: constraints: VALIDATE CONSTRAINT of a foreign key
ALTER TABLE child VALIDATE CONSTRAINT child_nv;

-- case: alter constraint fk deferrable
-- doc: constraints: ALTER CONSTRAINT … DEFERRABLE
ALTER TABLE child ALTER CONSTRAINT child_nv DEFERRABLE;

-- case: alter constraint fk not enforced
-- doc: constraints: ALTER CONSTRAINT … NOT ENFORCED
ALTER TABLE child ALTER CONSTRAINT child_tid_fkey NOT ENFORCED;

-- case: drop fk
-- doc: constraints: DROP CONSTRAINT of a foreign key
ALTER TABLE child DROP CONSTRAINT child_tid_fkey;

-- case: rename constraint
-- doc: renaming: ALTER TABLE … RENAME CONSTRAINT of a CHECK
ALTER TABLE t RENAME CONSTRAINT chk_valid TO chk_valid2;

-- case: multi: add col + validate
-- doc: constraints: VALIDATE CONSTRAINT together with ADD COLUMN: the scan runs under the stronger lock
ALTER TABLE t ADD COLUMN z int, VALIDATE CONSTRAINT chk_nv;

-- case: multi: set stats + add fk not valid
-- doc: constraints: ADD FOREIGN KEY … NOT VALID together with SET STATISTICS
ALTER TABLE t ALTER a SET STATISTICS 10, ADD CONSTRAINT fk1 FOREIGN KEY (pid) REFERENCES parent(id) NOT VALID;

-- case: add check on virtual col
-- doc: constraints: ADD CHECK … NOT VALID on a virtual column
-- postgres: 18
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a * 2) VIRTUAL;
ALTER TABLE tgen ADD CHECK (g > 0) NOT VALID;
