-- case: comment on a not-null constraint by the name it has since 18
-- setup: CREATE TABLE cn (a int NOT NULL, b int CONSTRAINT cn_b NOT NULL, CHECK (a > 0));
COMMENT ON CONSTRAINT cn_a_not_null ON cn IS 'x';

-- case: comment on a named not-null constraint
-- setup: CREATE TABLE cn (a int NOT NULL, b int CONSTRAINT cn_b NOT NULL, CHECK (a > 0));
COMMENT ON CONSTRAINT cn_b ON cn IS 'x';

-- case: comment null on not-null
-- setup: CREATE TABLE cn (a int NOT NULL, b int CONSTRAINT cn_b NOT NULL, CHECK (a > 0));
COMMENT ON CONSTRAINT cn_b ON cn IS NULL;

-- case: check named like a not-null constraint
-- setup: CREATE TABLE cn (a int NOT NULL);
ALTER TABLE cn ADD CONSTRAINT cn_a_not_null CHECK (a > 0);

-- case: check named automatically like a not-null
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_a_check NOT NULL);
ALTER TABLE cn ADD CHECK (a > 0);

-- case: drop check that took the free name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_a_check NOT NULL);
-- setup: ALTER TABLE cn ADD CHECK (a > 0);
ALTER TABLE cn DROP CONSTRAINT cn_a_check1;

-- case: drop not-null by name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_a_check NOT NULL);
ALTER TABLE cn DROP CONSTRAINT cn_a_check;

-- case: unique index named like a not-null
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
ALTER TABLE cn ADD CONSTRAINT cn_u UNIQUE (a);

-- case: unique automatically named as a not-null
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_a_key NOT NULL);
ALTER TABLE cn ADD UNIQUE (a);

-- case: fk automatically named as a not-null
-- setup: CREATE TABLE cn (a bigint CONSTRAINT cn_a_fkey NOT NULL);
-- setup: ALTER TABLE cn ADD FOREIGN KEY (a) REFERENCES t (id);
ALTER TABLE cn DROP CONSTRAINT cn_a_fkey1;

-- case: pkey automatically named as a not-null
-- setup: CREATE TABLE cn (a bigint CONSTRAINT cn_pkey NOT NULL);
-- setup: ALTER TABLE cn ADD PRIMARY KEY (a);
ALTER TABLE cn DROP CONSTRAINT cn_pkey1;

-- case: rename a not-null constraint
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
ALTER TABLE cn RENAME CONSTRAINT cn_u TO cn_v;

-- case: validate a not-null constraint
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
ALTER TABLE cn VALIDATE CONSTRAINT cn_u;

-- case: alter a not-null constraint
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
ALTER TABLE cn ALTER CONSTRAINT cn_u DEFERRABLE;

-- case: on conflict on not-null
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
INSERT INTO cn VALUES (1) ON CONFLICT ON CONSTRAINT cn_u DO NOTHING;

-- case: SET CONSTRAINTS of a not-null constraint
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
SET CONSTRAINTS cn_u IMMEDIATE;

-- case: rename index to not-null's name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL, CONSTRAINT cn_p PRIMARY KEY (a));
ALTER INDEX cn_p RENAME TO cn_u;

-- case: using index of a not-null's name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
-- setup: CREATE UNIQUE INDEX cn_u ON cn (a);
ALTER TABLE cn ADD UNIQUE USING INDEX cn_u;

-- case: like copies check that has the name of a not-null
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
CREATE TABLE c2 (LIKE cn INCLUDING ALL, CONSTRAINT cn_u CHECK (a > 0));

-- case: inherited check with a name of a not-null
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
CREATE TABLE c2 (CONSTRAINT cn_u CHECK (a > 0)) INHERITS (cn);

-- case: inherit with check of that name
-- setup: CREATE TABLE cn (a int, CONSTRAINT cn_u CHECK (a > 0));
-- setup: CREATE TABLE c2 (a int CONSTRAINT cn_u NOT NULL);
ALTER TABLE c2 INHERIT cn;

-- case: check of parent where child has a not-null of that name
-- setup: CREATE TABLE cn (a int);
-- setup: CREATE TABLE c2 (a int CONSTRAINT cn_u NOT NULL) INHERITS (cn);
ALTER TABLE cn ADD CONSTRAINT cn_u CHECK (a > 0);

-- case: using index of a check's name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u CHECK (a > 0));
-- setup: CREATE UNIQUE INDEX cn_u ON cn (a);
ALTER TABLE cn ADD UNIQUE USING INDEX cn_u;

-- case: using index under a check's name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u CHECK (a > 0));
-- setup: CREATE UNIQUE INDEX cn_i ON cn (a);
ALTER TABLE cn ADD CONSTRAINT cn_u UNIQUE USING INDEX cn_i;

-- case: using index under a not null's name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
-- setup: CREATE UNIQUE INDEX cn_i ON cn (a);
ALTER TABLE cn ADD CONSTRAINT cn_u UNIQUE USING INDEX cn_i;

-- case: add unique under a not null's name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
ALTER TABLE cn ADD CONSTRAINT cn_u UNIQUE (a);

-- case: pkey using index under a name of not null
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
-- setup: CREATE UNIQUE INDEX cn_i ON cn (a);
ALTER TABLE cn ADD CONSTRAINT cn_u PRIMARY KEY USING INDEX cn_i;

-- case: pkey using index that makes a not null of that name
-- setup: CREATE TABLE cn (a int);
-- setup: CREATE UNIQUE INDEX cn_i ON cn (a);
ALTER TABLE cn ADD CONSTRAINT cn_a_not_null PRIMARY KEY USING INDEX cn_i;

-- case: add fk under not null's name
-- setup: CREATE TABLE cn (a bigint CONSTRAINT cn_u NOT NULL);
ALTER TABLE cn ADD CONSTRAINT cn_u FOREIGN KEY (a) REFERENCES t (id);

-- case: add exclusion under not null's name
-- setup: CREATE TABLE cn (a bigint CONSTRAINT cn_u NOT NULL);
ALTER TABLE cn ADD CONSTRAINT cn_u EXCLUDE (a WITH =);

-- case: add exclusion under check's name
-- setup: CREATE TABLE cn (a bigint CONSTRAINT cn_u CHECK (a > 0));
ALTER TABLE cn ADD CONSTRAINT cn_u EXCLUDE (a WITH =);

-- case: create table with names twice
CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL, CONSTRAINT cn_u CHECK (a > 0));

-- case: create table with names twice, unique
CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL, CONSTRAINT cn_u UNIQUE (a));

-- case: create table with names twice, fk
CREATE TABLE cn (a bigint CONSTRAINT cn_u NOT NULL, CONSTRAINT cn_u FOREIGN KEY (a) REFERENCES t (id));

-- case: create table with not null twice
CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL, b int CONSTRAINT cn_u NOT NULL);

-- case: create table with unnamed not null and a check of the name
CREATE TABLE cn (a int NOT NULL, CONSTRAINT cn_a_not_null CHECK (a > 0));

-- case: create table with check and not null by add column
-- setup: CREATE TABLE cn (a int, CONSTRAINT cn_u CHECK (a > 0));
ALTER TABLE cn ADD COLUMN b int CONSTRAINT cn_u NOT NULL;

-- case: add column not null with check of that name
-- setup: CREATE TABLE cn (a int);
ALTER TABLE cn ADD COLUMN b int CONSTRAINT cn_u NOT NULL CONSTRAINT cn_u CHECK (b > 0);

-- case: like with two not nulls of the same name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
-- setup: CREATE TABLE c2 (b int CONSTRAINT cn_u NOT NULL);
CREATE TABLE c3 (LIKE cn, LIKE c2);

-- case: like with a not null of the name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
CREATE TABLE c3 (LIKE cn, b int CONSTRAINT cn_u NOT NULL);

-- case: inherits two not nulls of the same name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
-- setup: CREATE TABLE c2 (b int CONSTRAINT cn_u NOT NULL);
CREATE TABLE c3 () INHERITS (cn, c2);

-- case: inherits with a not null of the name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
CREATE TABLE c3 (b int CONSTRAINT cn_u NOT NULL) INHERITS (cn);

-- case: inherits with a not null of the name, then drop the other
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
-- setup: CREATE TABLE c3 (b int CONSTRAINT cn_u NOT NULL) INHERITS (cn);
ALTER TABLE c3 DROP CONSTRAINT c3_a_not_null;

-- case: inherits with a check of the name, drop the other
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
-- setup: CREATE TABLE c3 (CONSTRAINT cn_u CHECK (a > 0)) INHERITS (cn);
ALTER TABLE c3 DROP CONSTRAINT c3_a_not_null;

-- case: inherits with a unique of the name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL);
CREATE TABLE c3 (CONSTRAINT cn_u UNIQUE (a)) INHERITS (cn);

-- case: partition of with a check of the name
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL) PARTITION BY LIST (a);
CREATE TABLE c3 PARTITION OF cn (CONSTRAINT cn_u CHECK (a > 0)) FOR VALUES IN (1);

-- case: set not null with a check of that name
-- setup: CREATE TABLE cn (a int, CONSTRAINT cn_a_not_null CHECK (a > 0));
-- setup: ALTER TABLE cn ALTER a SET NOT NULL;
ALTER TABLE cn DROP CONSTRAINT cn_a_not_null1;

-- case: set not null on parent, child has check of the name
-- setup: CREATE TABLE cn (a int);
-- setup: CREATE TABLE c3 (CONSTRAINT cn_a_not_null CHECK (a > 0)) INHERITS (cn);
ALTER TABLE cn ALTER a SET NOT NULL;

-- case: add column to parent, child has check of the name
-- setup: CREATE TABLE cn (a int);
-- setup: CREATE TABLE c3 (CONSTRAINT cn_b_not_null CHECK (a > 0)) INHERITS (cn);
ALTER TABLE cn ADD COLUMN b int NOT NULL DEFAULT 1;

-- case: attach: child has check of the name of not null
-- setup: CREATE TABLE cn (a int CONSTRAINT cn_u NOT NULL) PARTITION BY LIST (a);
-- setup: CREATE TABLE c3 (a int NOT NULL, CONSTRAINT cn_u CHECK (a > 0));
ALTER TABLE cn ATTACH PARTITION c3 FOR VALUES IN (1);

-- case: set not null on parent, child has check of the name, drop
-- setup: CREATE TABLE cn (a int);
-- setup: CREATE TABLE c3 (CONSTRAINT cn_a_not_null CHECK (a > 0)) INHERITS (cn);
-- setup: ALTER TABLE cn ALTER a SET NOT NULL;
ALTER TABLE c3 DROP CONSTRAINT c3_a_not_null;

-- case: add column to parent, child has check of the name, drop
-- setup: CREATE TABLE cn (a int);
-- setup: CREATE TABLE c3 (CONSTRAINT cn_b_not_null CHECK (a > 0)) INHERITS (cn);
-- setup: ALTER TABLE cn ADD COLUMN b int NOT NULL DEFAULT 1;
ALTER TABLE c3 DROP CONSTRAINT c3_b_not_null;

-- case: add not null to parent, child has check of the name
-- postgres: 18
-- setup: CREATE TABLE cn (a int);
-- setup: CREATE TABLE c3 (CONSTRAINT cn_x CHECK (a > 0)) INHERITS (cn);
ALTER TABLE cn ADD CONSTRAINT cn_x NOT NULL a;

-- case: add primary key to parent, child has check of the name
-- setup: CREATE TABLE cn (a int);
-- setup: CREATE TABLE c3 (CONSTRAINT cn_a_not_null CHECK (a > 0)) INHERITS (cn);
ALTER TABLE cn ADD PRIMARY KEY (a);

-- case: partition made, its own not null named as the parent's other
-- setup: CREATE TABLE cn (a int CONSTRAINT x NOT NULL, b int) PARTITION BY LIST (a);
CREATE TABLE c3 PARTITION OF cn (b CONSTRAINT x NOT NULL) FOR VALUES IN (1);

-- case: LIKE copies a check, own named check of the same
-- setup: CREATE TABLE cn (a int CONSTRAINT c3_x CHECK (a > 0));
CREATE TABLE c3 (LIKE cn INCLUDING CONSTRAINTS, CONSTRAINT c3_x CHECK (a > 1));

-- case: LIKE copies a check, own fk named the same
-- setup: CREATE TABLE cn (a bigint CONSTRAINT c3_x CHECK (a > 0));
CREATE TABLE c3 (LIKE cn INCLUDING CONSTRAINTS, CONSTRAINT c3_x FOREIGN KEY (a) REFERENCES t (id));

-- case: LIKE copies a check, which name
-- setup: CREATE TABLE cn (a bigint CONSTRAINT c3_a_check CHECK (a > 0));
-- setup: CREATE TABLE c3 (LIKE cn INCLUDING CONSTRAINTS, CONSTRAINT c3_y CHECK (a > 1));
ALTER TABLE c3 DROP CONSTRAINT c3_a_check;

-- case: LIKE copies a check whose name is another not null's
-- setup: CREATE TABLE cn (a bigint CONSTRAINT x CHECK (a > 0));
CREATE TABLE c3 (LIKE cn INCLUDING CONSTRAINTS, b int CONSTRAINT x NOT NULL);

-- case: not null of a partition altered
-- postgres: 18
-- setup: CREATE TABLE pa (id int NOT NULL) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pb PARTITION OF pa DEFAULT;
ALTER TABLE ONLY pb ALTER CONSTRAINT pa_id_not_null NO INHERIT;

-- case: not null of a child altered to what it is
-- postgres: 18
-- setup: CREATE TABLE pa (id int NOT NULL);
-- setup: CREATE TABLE pb () INHERITS (pa);
ALTER TABLE pb ALTER CONSTRAINT pa_id_not_null INHERIT;

-- case: not null of a child altered that has it too
-- postgres: 18
-- setup: CREATE TABLE pa (id int NOT NULL);
-- setup: CREATE TABLE pb (id int NOT NULL) INHERITS (pa);
ALTER TABLE pb ALTER CONSTRAINT pb_id_not_null NO INHERIT;

-- case: not null of a child altered that has it too, by the parent's name
-- postgres: 18
-- setup: CREATE TABLE pa (id int NOT NULL);
-- setup: CREATE TABLE pb (id int NOT NULL) INHERITS (pa);
ALTER TABLE pb ALTER CONSTRAINT pa_id_not_null NO INHERIT;

-- case: not null of a partitioned table altered
-- postgres: 18
-- setup: CREATE TABLE pa (id int NOT NULL) PARTITION BY RANGE (id);
ALTER TABLE pa ALTER CONSTRAINT pa_id_not_null NO INHERIT;

-- case: partition of a table whose not null is not inherited
-- postgres: 18
-- setup: CREATE TABLE pa (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: ALTER TABLE pa ALTER CONSTRAINT pa_id_not_null NO INHERIT;
CREATE TABLE pb PARTITION OF pa DEFAULT;

-- case: partition with a not null of a table whose not null is not inherited
-- postgres: 18
-- setup: CREATE TABLE pa (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: ALTER TABLE pa ALTER CONSTRAINT pa_id_not_null NO INHERIT;
CREATE TABLE pb PARTITION OF pa (id NOT NULL) DEFAULT;

-- case: attach a partition to a table whose not null is not inherited
-- postgres: 18
-- setup: CREATE TABLE pa (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: ALTER TABLE pa ALTER CONSTRAINT pa_id_not_null NO INHERIT;
-- setup: CREATE TABLE pb (id int);
ALTER TABLE pa ATTACH PARTITION pb DEFAULT;

-- case: attach a partition with a not null to a table whose not null is not inherited
-- postgres: 18
-- setup: CREATE TABLE pa (id int PRIMARY KEY) PARTITION BY RANGE (id);
-- setup: ALTER TABLE pa ALTER CONSTRAINT pa_id_not_null NO INHERIT;
-- setup: CREATE TABLE pb (id int NOT NULL);
ALTER TABLE pa ATTACH PARTITION pb DEFAULT;

-- case: primary key where partitions would not get the not null
-- postgres: 18
-- setup: CREATE TABLE pa (id int NOT NULL) PARTITION BY RANGE (id);
-- setup: CREATE TABLE pb PARTITION OF pa DEFAULT;
-- setup: ALTER TABLE pa ALTER CONSTRAINT pa_id_not_null NO INHERIT;
ALTER TABLE pa ADD PRIMARY KEY (id);
