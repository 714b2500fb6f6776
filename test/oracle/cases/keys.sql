-- case: alter table a add unique (id), add unique (b), add primary key (id)
-- setup: create table a(id int, b int);
alter table a add unique (id), add unique (b), add primary key (id);

-- case: alter table a add primary key (id), add primary key (b)
-- setup: create table a(id int, b int);
alter table a add primary key (id), add primary key (b);

-- case: alter table a add unique (nope)
-- setup: create table a(id int, b int);
alter table a add unique (nope);

-- case: alter table a add unique (id, id)
-- setup: create table a(id int, b int);
alter table a add unique (id, id);

-- case: alter table a add unique using index i
-- setup: create table a(id int, b int);
-- setup: create index i on a(id);
alter table a add unique using index i;

-- case: alter table a add unique using index i (2)
-- setup: create table a(id int, b int);
-- setup: create unique index i on a(id desc);
alter table a add unique using index i;

-- case: alter table a add unique using index i (3)
-- setup: create table a(id int, b int);
-- setup: create unique index i on a(id) where b > 0;
alter table a add unique using index i;

-- case: alter table a add unique using index i (4)
-- setup: create table a(id int, b int);
-- setup: create unique index i on a((id+1));
alter table a add unique using index i;

-- case: alter table a add unique using index i (5)
-- setup: create table a(id int, b int);
-- setup: create table c(id int);
-- setup: create unique index i on c(id);
alter table a add unique using index i;

-- case: alter table a add unique using index a_pkey
-- setup: create table a(id int primary key, b int);
alter table a add unique using index a_pkey;

-- case: alter table a add unique using index nope
-- setup: create table a(id int, b int);
alter table a add unique using index nope;

-- case: alter table a add constraint x exclude using btree (id with =)
-- setup: create table a(id int, b int);
alter table a add constraint x exclude using btree (id with =);

-- case: alter table p add unique using index i
-- setup: create table p(id int, a int);
-- setup: create unique index i on p(id);
alter table p add unique using index i;

-- case: alter table p add constraint q unique using index i
-- setup: create table p(id int, a int);
-- setup: create unique index i on p(id);
alter table p add constraint q unique using index i;

-- case: alter table p add constraint x exclude using gist (id with =)
-- setup: create table p(id int primary key);
-- setup: create view view1 as select * from p;
alter table p add constraint x exclude using gist (id with =);

-- case: 44 using a partial index
-- setup: CREATE UNIQUE INDEX wi ON tgen (id) WHERE a > 0;
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using an expression index
-- setup: CREATE UNIQUE INDEX wi ON tgen (abs(id));
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using a descending index
-- setup: CREATE UNIQUE INDEX wi ON tgen (id DESC);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using an index with nulls first
-- setup: CREATE UNIQUE INDEX wi ON tgen (id NULLS FIRST);
ALTER TABLE tgen ADD CONSTRAINT w PRIMARY KEY USING INDEX wi;

-- case: 44 using an index that is not unique
-- setup: CREATE INDEX wi ON tgen (id);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using a hash index
-- setup: CREATE INDEX wi ON tgen USING hash (id);
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX wi;

-- case: 44 using an index of another table
ALTER TABLE tgen ADD CONSTRAINT w UNIQUE USING INDEX t_nnuq_idx;

-- case: 44 using an index of a constraint
ALTER TABLE trep ADD CONSTRAINT w UNIQUE USING INDEX trep_pkey;

-- case: 47 primary key using an index on a nullable column
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
ALTER TABLE tgen ADD CONSTRAINT w PRIMARY KEY USING INDEX wi;

-- case: 47 primary key using an index, proven by a check
-- setup: CREATE UNIQUE INDEX wi ON tgen (id);
-- setup: ALTER TABLE tgen ADD CONSTRAINT idnn CHECK (id IS NOT NULL);
ALTER TABLE tgen ADD CONSTRAINT w PRIMARY KEY USING INDEX wi;

-- case: 48 exclusion constraint
ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING btree (a WITH =);

-- case: an exclusion constraint that does not tell the partition
-- postgres: 17
ALTER TABLE pt ADD EXCLUDE USING btree (v WITH =);

-- case: the key of a partitioned table alone, where partitions have the mark
-- setup: ALTER TABLE pt1 ALTER COLUMN id SET NOT NULL; ALTER TABLE pt2 ALTER COLUMN id SET NOT NULL;
ALTER TABLE ONLY pt ADD PRIMARY KEY (id);

-- case: the key of a partitioned table alone, where partitions lack the mark
ALTER TABLE ONLY pt ADD PRIMARY KEY (id);

-- case: an inherited column in a primary key
-- setup: CREATE TABLE mum (id int NOT NULL); CREATE TABLE kid (v int) INHERITS (mum);
ALTER TABLE kid ADD PRIMARY KEY (id, v);

-- case: a key by an index that has one
ALTER TABLE trep ADD PRIMARY KEY USING INDEX trep_pkey;
