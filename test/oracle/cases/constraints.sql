-- case: validate not null
-- postgres: 18
-- setup: ALTER TABLE t ADD CONSTRAINT a_nn NOT NULL a NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT a_nn;

-- case: add check
ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0);

-- case: add check not valid
ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0) NOT VALID;

-- case: add check not enforced
ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0) NOT ENFORCED;

-- case: validate check
ALTER TABLE t VALIDATE CONSTRAINT chk_nv;

-- case: drop check
ALTER TABLE t DROP CONSTRAINT chk_valid;

-- case: add unique
ALTER TABLE t ADD CONSTRAINT u1 UNIQUE (bi);

-- case: add unique nulls not distinct
ALTER TABLE t ADD CONSTRAINT u1 UNIQUE NULLS NOT DISTINCT (bi);

-- case: add unique using index
ALTER TABLE t ADD CONSTRAINT u1 UNIQUE USING INDEX t_a_uq;

-- case: add primary key (nullable col)
ALTER TABLE tgen ADD PRIMARY KEY (id);

-- case: add primary key using index (col nullable)
-- setup: CREATE UNIQUE INDEX tgu ON tgen (id);
ALTER TABLE tgen ADD PRIMARY KEY USING INDEX tgu;

-- case: add primary key using index (col not null)
-- setup: ALTER TABLE tgen ALTER COLUMN id SET NOT NULL;
-- setup: CREATE UNIQUE INDEX tgu ON tgen (id);
ALTER TABLE tgen ADD PRIMARY KEY USING INDEX tgu;

-- case: add primary key using index (valid check not null)
-- setup: ALTER TABLE tgen ADD CHECK (id IS NOT NULL);
-- setup: CREATE UNIQUE INDEX tgu ON tgen (id);
ALTER TABLE tgen ADD PRIMARY KEY USING INDEX tgu;

-- case: add exclude
ALTER TABLE tgen ADD CONSTRAINT ex EXCLUDE USING btree (id WITH =);

-- case: drop primary key
ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE;

-- case: drop unique constraint
ALTER TABLE parent DROP CONSTRAINT parent_u_key;

-- case: add fk
ALTER TABLE t ADD CONSTRAINT fk1 FOREIGN KEY (pid) REFERENCES parent(id);

-- case: add fk not valid
ALTER TABLE t ADD CONSTRAINT fk1 FOREIGN KEY (pid) REFERENCES parent(id) NOT VALID;

-- case: add fk not enforced
ALTER TABLE t ADD CONSTRAINT fk1 FOREIGN KEY (pid) REFERENCES parent(id) NOT ENFORCED;

-- case: validate fk
ALTER TABLE child VALIDATE CONSTRAINT child_nv;

-- case: alter constraint fk deferrable
ALTER TABLE child ALTER CONSTRAINT child_nv DEFERRABLE;

-- case: alter constraint fk not enforced
ALTER TABLE child ALTER CONSTRAINT child_tid_fkey NOT ENFORCED;

-- case: drop fk
ALTER TABLE child DROP CONSTRAINT child_tid_fkey;

-- case: rename constraint
ALTER TABLE t RENAME CONSTRAINT chk_valid TO chk_valid2;

-- case: multi: add col + validate
ALTER TABLE t ADD COLUMN z int, VALIDATE CONSTRAINT chk_nv;

-- case: multi: set stats + add fk not valid
ALTER TABLE t ALTER a SET STATISTICS 10, ADD CONSTRAINT fk1 FOREIGN KEY (pid) REFERENCES parent(id) NOT VALID;

-- case: add check on virtual col
-- postgres: 18
-- setup: ALTER TABLE tgen ADD COLUMN g int GENERATED ALWAYS AS (a * 2) VIRTUAL;
ALTER TABLE tgen ADD CHECK (g > 0) NOT VALID;
