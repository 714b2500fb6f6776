-- case: alter table a drop constraint a_p_fkey
-- setup: create table a(id int primary key, p int references a);
alter table a drop constraint a_p_fkey;

-- case: alter table a drop constraint a_p_key
-- setup: create table a(id int primary key, p int unique);
-- setup: create table b(x int, foreign key (x) references a(p));
alter table a drop constraint a_p_key;

-- case: alter table a drop constraint x
-- setup: create table a(id int, b int, constraint x check (id > 0) no inherit);
alter table a drop constraint x;

-- case: alter table p drop constraint p_pkey
-- setup: create table p(id int primary key);
-- setup: create table c(b int references p);
alter table p drop constraint p_pkey;

-- case: alter table p drop constraint p_pkey cascade
-- setup: create table p(id int primary key, u int unique);
-- setup: create table c(b int references p);
alter table p drop constraint p_pkey cascade;

-- case: alter table p drop constraint if exists nope
-- setup: create table p(id int primary key, u int unique);
alter table p drop constraint if exists nope;

-- case: alter table p drop constraint c, drop column id
-- setup: create table p(id int, u int, constraint c check(id>0));
alter table p drop constraint c, drop column id;

-- case: alter table p drop constraint p_pkey (2)
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
alter table p drop constraint p_pkey;

-- case: alter table p1 drop constraint p1_pkey
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
alter table p1 drop constraint p1_pkey;

-- case: alter table parted drop constraint pt_b_fkey
-- setup: create table p(id int primary key);
-- setup: create table parted(id int, b int references p) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
alter table parted drop constraint pt_b_fkey;

-- case: alter table parted1 drop constraint pt_b_fkey
-- setup: create table p(id int primary key);
-- setup: create table parted(id int, b int references p) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
alter table parted1 drop constraint pt_b_fkey;

-- case: alter table p drop constraint p_pkey (3)
-- setup: create table p(id int primary key);
-- setup: create table c(b int references p);
-- setup: create table v2(x int);
-- setup: create view view1 as select id from p group by id;
alter table p drop constraint p_pkey;

-- case: alter table p drop constraint p_id_not_null
-- setup: create table p(id int not null);
alter table p drop constraint p_id_not_null;

-- case: alter table p drop constraint p_id_not_null (2)
-- setup: create table p(id int primary key);
alter table p drop constraint p_id_not_null;

-- case: 50 drop a referenced primary key
ALTER TABLE parent DROP CONSTRAINT parent_pkey;

-- case: 50 drop a referenced primary key, cascade
ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE;

-- case: a primary key that takes the place of another of its name
-- setup: CREATE TABLE op (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a));
ALTER TABLE op DROP CONSTRAINT op_pkey, ADD PRIMARY KEY (a, b);

-- case: a primary key that takes the place of another of its name, with another name
-- setup: CREATE TABLE op (a int NOT NULL, b int NOT NULL, CONSTRAINT op_key PRIMARY KEY (a));
ALTER TABLE op DROP CONSTRAINT op_key, ADD PRIMARY KEY (a, b);

-- case: a primary key that takes the place of another and a rewrite
-- setup: CREATE TABLE op (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a));
ALTER TABLE op DROP CONSTRAINT op_pkey, ADD PRIMARY KEY (a, b), ALTER COLUMN b TYPE bigint;

-- case: a table in the place of a renamed one gets other names for its constraints
-- setup: CREATE TABLE op (a int REFERENCES t, b int CHECK (b > 0)); ALTER TABLE op RENAME TO op_old;
-- setup: CREATE TABLE op (a int REFERENCES t, b int CHECK (b > 0));
ALTER TABLE op DROP CONSTRAINT op_a_fkey;

-- case: a table in the place of a renamed one, by the names that its constraints have
-- setup: CREATE TABLE op (a int REFERENCES t, b int CHECK (b > 0)); ALTER TABLE op RENAME TO op_old;
-- setup: CREATE TABLE op (a int REFERENCES t, b int CHECK (b > 0));
ALTER TABLE op DROP CONSTRAINT op_a_fkey1, DROP CONSTRAINT op_b_check1;

-- case: drop a check that came from the parent
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, CONSTRAINT pos CHECK (v > 0)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m1 DROP CONSTRAINT pos;

-- case: a foreign key of a partitioned table made anew
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE m (id int, at date NOT NULL, k int REFERENCES k) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
ALTER TABLE m DROP CONSTRAINT m_k_fkey, ADD CONSTRAINT m_k_fkey FOREIGN KEY (k) REFERENCES k ON DELETE CASCADE;

-- case: the key of a partition that was detached
-- setup: CREATE TABLE px (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE TABLE px1 PARTITION OF px DEFAULT;
-- setup: ALTER TABLE px DETACH PARTITION px1;
ALTER TABLE px1 DROP CONSTRAINT px1_pkey;

-- case: the key of a table that was attached
-- setup: CREATE TABLE px (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE TABLE px1 (a int PRIMARY KEY);
-- setup: ALTER TABLE px ATTACH PARTITION px1 DEFAULT;
ALTER TABLE px1 DROP CONSTRAINT px1_pkey;

-- case: the not-null constraint of an identity
-- postgres: 18
ALTER TABLE tidentity DROP CONSTRAINT tidentity_id_not_null;

-- case: a UNIQUE lends its name to the same one before it
-- setup: CREATE TABLE rk (v int UNIQUE, CONSTRAINT rk_named UNIQUE (v));
ALTER TABLE rk DROP CONSTRAINT rk_named;
