-- hazard 33: ADD CHECK without NOT VALID
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: check-constraint-scans-table | ACCESS EXCLUSIVE | NOT VALID
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0);
-- fine: check-constraint-scans-table
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;

-- hazard 34: ADD FOREIGN KEY without NOT VALID
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, p bigint);
-- bad: foreign-key-blocks-writes | SHARE ROW EXCLUSIVE | public.parent
ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES parent;
-- fine: foreign-key-blocks-writes
ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES parent NOT VALID;

-- hazard 35: ADD FOREIGN KEY NOT VALID still locks both tables
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, p bigint);
-- bad: missing-lock-timeout | public.parent | public.t
ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES parent NOT VALID;

-- hazard 36: SET NOT NULL
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b integer CONSTRAINT b_set CHECK (b IS NOT NULL), c integer CONSTRAINT c_positive CHECK (c > 0));
-- bad: set-not-null-scans-table | NOT VALID
ALTER TABLE t ALTER COLUMN a SET NOT NULL;
-- bad: set-not-null-scans-table
ALTER TABLE t ALTER COLUMN c SET NOT NULL;
-- fine: set-not-null-scans-table
ALTER TABLE t ALTER COLUMN b SET NOT NULL;

-- hazard 37: SET NOT NULL together with the drop of the CHECK that proves it
CREATE TABLE t (id bigint PRIMARY KEY, b integer CONSTRAINT b_set CHECK (b IS NOT NULL));
-- bad: set-not-null-scans-table | b_set | of its own
ALTER TABLE t ALTER COLUMN b SET NOT NULL, DROP CONSTRAINT b_set;
-- fine: set-not-null-scans-table
ALTER TABLE t ALTER COLUMN b SET NOT NULL; ALTER TABLE t DROP CONSTRAINT b_set;

-- hazard 38: SET NOT NULL where a NOT VALID not-null constraint exists
-- only on 18
CREATE TABLE t (id bigint PRIMARY KEY, b integer);
ALTER TABLE t ADD CONSTRAINT b_set NOT NULL b NOT VALID;
-- bad: set-not-null-scans-table | VALIDATE CONSTRAINT
ALTER TABLE t ALTER COLUMN b SET NOT NULL;
-- fine: set-not-null-scans-table
ALTER TABLE t VALIDATE CONSTRAINT b_set;

-- hazard 39: NOT VALID refuses every UPDATE of an old row that violates it
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, a integer, p bigint);
-- bad: leaves-rows-unchecked | any UPDATE
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;
-- fine: leaves-rows-unchecked
ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES parent NOT VALID;

-- hazard 40: NOT VALID and VALIDATE in one transaction
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: holds-lock-during-work | Validate in a migration of its own
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT a_positive;

-- hazard 41: VALIDATE together with a stronger subcommand
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;
-- bad: works-under-exclusive-lock | ACCESS EXCLUSIVE
ALTER TABLE t VALIDATE CONSTRAINT a_positive, ADD COLUMN b text;
-- fine: works-under-exclusive-lock
ALTER TABLE t VALIDATE CONSTRAINT a_positive;

-- hazard 42: a constraint that stays NOT VALID
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: leaves-rows-unchecked | VALIDATE CONSTRAINT
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID;
-- fine: leaves-rows-unchecked
ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT a_positive;

-- hazard 43: ADD UNIQUE
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: unique-constraint-blocks-reads | CONCURRENTLY | USING INDEX
ALTER TABLE t ADD CONSTRAINT t_a UNIQUE (a);

-- hazard 44: USING INDEX with an index that does not fit
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE UNIQUE INDEX t_part ON t (a) WHERE a > 0;
CREATE UNIQUE INDEX t_desc ON t (a DESC);
-- bad: fails-on-target | 42809
ALTER TABLE t ADD CONSTRAINT t_a UNIQUE USING INDEX t_part;
-- bad: fails-on-target | 42809
ALTER TABLE t ADD CONSTRAINT t_a UNIQUE USING INDEX t_desc;

-- hazard 45: USING INDEX renames the index
CREATE TABLE t (id bigint PRIMARY KEY, a integer NOT NULL);
CREATE UNIQUE INDEX t_i ON t (a);
-- bad: renames-index-with-constraint | t_i
ALTER TABLE t ADD CONSTRAINT t_a UNIQUE USING INDEX t_i;
-- fine: renames-index-with-constraint
ALTER TABLE t ADD CONSTRAINT t_i UNIQUE USING INDEX t_i;

-- hazard 46: ADD PRIMARY KEY
CREATE TABLE t (id bigint, a integer);
-- bad: unique-constraint-blocks-reads | NOT NULL first
ALTER TABLE t ADD PRIMARY KEY (id);

-- hazard 47: PRIMARY KEY USING INDEX on columns that may be NULL
CREATE TABLE t (id bigint, a integer NOT NULL);
CREATE UNIQUE INDEX t_i ON t (id);
CREATE UNIQUE INDEX t_j ON t (a);
-- bad: works-under-exclusive-lock | scanned
ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY USING INDEX t_i;
-- fine: works-under-exclusive-lock
ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY USING INDEX t_j;

-- hazard 48: ADD EXCLUDE
CREATE TABLE t (id bigint PRIMARY KEY, r int4range);
-- bad: unique-constraint-blocks-reads | EXCLUDE has no way
ALTER TABLE t ADD CONSTRAINT t_r EXCLUDE USING gist (r WITH &&);

-- hazard 49: DROP CONSTRAINT of a foreign key locks both tables
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, p bigint CONSTRAINT t_p REFERENCES parent);
-- bad: drops-foreign-key | public.parent
ALTER TABLE t DROP CONSTRAINT t_p;

-- hazard 50: DROP PRIMARY KEY or UNIQUE with CASCADE
CREATE TABLE parent (id bigint CONSTRAINT parent_pk PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, p bigint CONSTRAINT t_p REFERENCES parent);
-- bad: drops-dependents | t_p
ALTER TABLE parent DROP CONSTRAINT parent_pk CASCADE;
-- bad: drops-key
ALTER TABLE parent DROP CONSTRAINT parent_pk CASCADE;

-- hazard 51: several foreign keys in one transaction
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, a bigint, b bigint);
-- bad: locks-several-tables | deadlock
ALTER TABLE t ADD CONSTRAINT t_a FOREIGN KEY (a) REFERENCES a NOT VALID; ALTER TABLE t ADD CONSTRAINT t_b FOREIGN KEY (b) REFERENCES b NOT VALID;
-- fine: locks-several-tables
ALTER TABLE t ADD COLUMN x text; ALTER TABLE t ADD COLUMN y text;
-- fine (autocommit): locks-several-tables
ALTER TABLE a ADD COLUMN x text; ALTER TABLE b ADD COLUMN y text;

-- hazard 53: a foreign key of another type than the key
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, p integer, q bigint);
-- bad: foreign-key-narrower-than-key | public.t.p | bigint
ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES parent NOT VALID;
-- bad: foreign-key-narrower-than-key
CREATE TABLE u (p integer REFERENCES parent);
-- fine: foreign-key-narrower-than-key
ALTER TABLE t ADD CONSTRAINT t_q FOREIGN KEY (q) REFERENCES parent NOT VALID;

-- hazard 55: NOT VALID foreign key on a partitioned table
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint, p bigint) PARTITION BY RANGE (id);
-- bad on 14, 17: fails-on-target | 42809
ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES parent NOT VALID;
-- fine on 18: fails-on-target
ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (p) REFERENCES parent NOT VALID;

-- hazard 56: NOT ENFORCED
CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, p bigint CONSTRAINT t_p REFERENCES parent);
-- bad on 18: stops-enforcing | t_p
ALTER TABLE t ALTER CONSTRAINT t_p NOT ENFORCED;
-- bad on 17: fails-on-target
ALTER TABLE t ALTER CONSTRAINT t_p NOT ENFORCED;

-- hazard 57: ADD CONSTRAINT IF NOT EXISTS
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: constraint-if-not-exists | ADD CONSTRAINT
ALTER TABLE t ADD CONSTRAINT IF NOT EXISTS a_positive CHECK (a > 0);

-- hazard 52: a foreign key without an index
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, user_id bigint);
-- bad: foreign-key-without-index | reads all of public.t | user_id
ALTER TABLE t ADD CONSTRAINT t_user FOREIGN KEY (user_id) REFERENCES users NOT VALID;
-- fine: foreign-key-without-index
CREATE TABLE n (user_id bigint PRIMARY KEY REFERENCES users);

-- hazard 54: ON DELETE CASCADE
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, user_id bigint);
-- bad: cascades-to-rows | deletes all rows of public.t
ALTER TABLE t ADD CONSTRAINT t_user FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE NOT VALID;
-- fine: cascades-to-rows
ALTER TABLE t ADD CONSTRAINT t_user FOREIGN KEY (user_id) REFERENCES users NOT VALID;

-- hazard 58: constraints without names
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- bad: unnamed-constraint | t_a_check
ALTER TABLE t ADD CHECK (a > 0) NOT VALID;
-- fine: unnamed-constraint
ALTER TABLE t ADD CONSTRAINT t_a CHECK (a > 0) NOT VALID;
