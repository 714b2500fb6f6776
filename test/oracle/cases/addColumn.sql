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
