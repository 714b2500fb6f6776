-- case: set not null
ALTER TABLE t ALTER COLUMN a SET NOT NULL;

-- case: set not null with valid check
ALTER TABLE t ALTER COLUMN nnchk SET NOT NULL;

-- case: set not null already
ALTER TABLE t ALTER COLUMN nn SET NOT NULL;

-- case: drop not null
ALTER TABLE t ALTER COLUMN nn DROP NOT NULL;

-- case: add constraint not null
ALTER TABLE t ADD CONSTRAINT a_nn NOT NULL a;

-- case: add constraint not null not valid
ALTER TABLE t ADD CONSTRAINT a_nn NOT NULL a NOT VALID;

-- case: set not null w/ not-valid not-null
-- postgres: 18
-- setup: ALTER TABLE t ADD CONSTRAINT a_nn NOT NULL a NOT VALID;
ALTER TABLE t ALTER COLUMN a SET NOT NULL;

-- case: set not null on partitioned
ALTER TABLE pt ALTER COLUMN id SET NOT NULL;
