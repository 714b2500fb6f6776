-- case: set not null
-- doc: constraints: SET NOT NULL
ALTER TABLE t ALTER COLUMN a SET NOT NULL;

-- case: set not null with valid check
-- doc: constraints: SET NOT NULL where a valid CHECK proves it
ALTER TABLE t ALTER COLUMN nnchk SET NOT NULL;

-- case: set not null already
-- doc: constraints: SET NOT NULL of a column that is NOT NULL
ALTER TABLE t ALTER COLUMN nn SET NOT NULL;

-- case: drop not null
-- doc: constraints: DROP NOT NULL
ALTER TABLE t ALTER COLUMN nn DROP NOT NULL;

-- case: add constraint not null
-- doc: constraints: ADD CONSTRAINT … NOT NULL
ALTER TABLE t ADD CONSTRAINT a_nn NOT NULL a;

-- case: add constraint not null not valid
-- doc: constraints: ADD CONSTRAINT … NOT NULL … NOT VALID
ALTER TABLE t ADD CONSTRAINT a_nn NOT NULL a NOT VALID;

-- case: set not null w/ not-valid not-null
-- doc: constraints: SET NOT NULL where a NOT NULL is NOT VALID
-- postgres: 18
-- setup: ALTER TABLE t ADD CONSTRAINT a_nn NOT NULL a NOT VALID;
ALTER TABLE t ALTER COLUMN a SET NOT NULL;

-- case: set not null on partitioned
-- doc: partitions: SET NOT NULL on a partitioned table
ALTER TABLE pt ALTER COLUMN id SET NOT NULL;

-- case: 42 set not null with a check not valid
-- setup: ALTER TABLE t ADD CONSTRAINT ann CHECK (a IS NOT NULL) NOT VALID;
ALTER TABLE t ALTER COLUMN a SET NOT NULL;

-- case: not null on a partitioned table alone, where partitions have the mark
-- setup: ALTER TABLE pt1 ALTER COLUMN id SET NOT NULL; ALTER TABLE pt2 ALTER COLUMN id SET NOT NULL;
ALTER TABLE ONLY pt ALTER COLUMN id SET NOT NULL;
