-- case: alter table a validate constraint nope
-- setup: create table a(id int, b int);
alter table a validate constraint nope;

-- case: alter table a validate constraint a_pkey
-- setup: create table a(id int primary key, b int);
alter table a validate constraint a_pkey;

-- case: alter table p alter constraint foo deferrable
-- setup: create table p(id int not null, a int);
alter table p alter constraint foo deferrable;

-- case: alter table p alter constraint p_pkey deferrable
-- setup: create table p(id int primary key, a int);
alter table p alter constraint p_pkey deferrable;

-- case: alter table c alter constraint c_b_fkey not deferrable
-- setup: create table p(id int primary key);
-- setup: create table c(b int references p deferrable);
alter table c alter constraint c_b_fkey not deferrable;

-- case: alter table c alter constraint c_b_fkey not enforced
-- setup: create table p(id int primary key);
-- setup: create table c(b int references p);
alter table c alter constraint c_b_fkey not enforced;

-- case: alter table c alter constraint c_b_fkey enforced
-- postgres: 18
-- setup: create table p(id int primary key);
-- setup: create table c(b int references p not enforced);
alter table c alter constraint c_b_fkey enforced;

-- case: alter table c validate constraint c_b_fkey
-- setup: create table p(id int primary key);
-- setup: create table c(b int);
-- setup: alter table c add foreign key (b) references p not valid;
alter table c validate constraint c_b_fkey;

-- case: alter table c validate constraint c_b_fkey (2)
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int);
-- setup: alter table c add foreign key (b) references p not valid;
alter table c validate constraint c_b_fkey;

-- case: 40 not valid and validate in one transaction
ALTER TABLE tgen ADD CONSTRAINT tgen_c CHECK (a > 0) NOT VALID;
ALTER TABLE tgen VALIDATE CONSTRAINT tgen_c;

-- case: 40 foreign key not valid and validated in one transaction
ALTER TABLE tgen ADD CONSTRAINT tgen_f FOREIGN KEY (a) REFERENCES parent (id) NOT VALID;
ALTER TABLE tgen VALIDATE CONSTRAINT tgen_f;

-- case: 41 validate with a column command
ALTER TABLE child VALIDATE CONSTRAINT child_nv, ADD COLUMN z int;

-- case: 56 check not enforced
ALTER TABLE t ALTER CONSTRAINT chk_valid NOT ENFORCED;

-- case: 56 foreign key not enforced and enforced again
-- postgres: 18
ALTER TABLE child ALTER CONSTRAINT child_tid_fkey NOT ENFORCED;
ALTER TABLE child ALTER CONSTRAINT child_tid_fkey ENFORCED;

-- case: validate a check of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, CONSTRAINT pos CHECK (v > 0) NOT VALID) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m ADD CONSTRAINT small CHECK (v < 100) NOT VALID;
ALTER TABLE m VALIDATE CONSTRAINT small;

-- case: a not-null constraint that inherits already
-- postgres: 18
-- setup: CREATE TABLE mum (id int NOT NULL); CREATE TABLE kid () INHERITS (mum);
ALTER TABLE kid ALTER CONSTRAINT mum_id_not_null INHERIT;
