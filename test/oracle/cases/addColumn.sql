-- case: add col nullable
ALTER TABLE t ADD COLUMN z int;

-- case: add col const default
ALTER TABLE t ADD COLUMN z int DEFAULT 5;

-- case: add col const default not null
ALTER TABLE t ADD COLUMN z int NOT NULL DEFAULT 5;

-- case: add col default now()
ALTER TABLE t ADD COLUMN z timestamptz DEFAULT now();

-- case: add col default clock_timestamp()
ALTER TABLE t ADD COLUMN z timestamptz DEFAULT clock_timestamp();

-- case: add col default stable fn
ALTER TABLE t ADD COLUMN z int DEFAULT stab();

-- case: add col default volatile fn
ALTER TABLE t ADD COLUMN z int DEFAULT vol();

-- case: add col default random()
ALTER TABLE t ADD COLUMN z float8 DEFAULT random();

-- case: add col default gen_random_uuid()
ALTER TABLE t ADD COLUMN z uuid DEFAULT gen_random_uuid();

-- case: add col serial
ALTER TABLE t ADD COLUMN z serial;

-- case: add col identity
ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS IDENTITY;

-- case: add col generated stored
ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS (a+1) STORED;

-- case: add col generated virtual
ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS (a+1) VIRTUAL;

-- case: add col not null no default (nonempty)
ALTER TABLE t ADD COLUMN z int NOT NULL;

-- case: add col not null no default (empty table)
ALTER TABLE typed ADD COLUMN z int NOT NULL;

-- case: add col with domain no constraint
ALTER TABLE t ADD COLUMN z dom;

-- case: add col with constrained domain
ALTER TABLE t ADD COLUMN z domc;

-- case: add col with constrained domain default
ALTER TABLE t ADD COLUMN z domc DEFAULT 3;

-- case: add col inline CHECK
ALTER TABLE t ADD COLUMN z int CHECK (z > 0);

-- case: add col default + inline CHECK
ALTER TABLE t ADD COLUMN z int DEFAULT 1 CHECK (z > 0);

-- case: add col UNIQUE
ALTER TABLE t ADD COLUMN z int UNIQUE;

-- case: add col PRIMARY KEY serial
ALTER TABLE typed ADD COLUMN z serial PRIMARY KEY;

-- case: add col REFERENCES
ALTER TABLE t ADD COLUMN z bigint REFERENCES parent(id);

-- case: add col REFERENCES + default
ALTER TABLE t ADD COLUMN z bigint DEFAULT 1 REFERENCES parent(id);

-- case: add col default NULL
ALTER TABLE t ADD COLUMN z int DEFAULT NULL;

-- case: add col if not exists existing
ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;

-- case: add column on partitioned
ALTER TABLE pt ADD COLUMN z int;
