-- case: alter table a add foreign key (p) references a
-- setup: create table a(id int primary key, p int);
alter table a add foreign key (p) references a;

-- case: alter table b add foreign key (x) references a(p)
-- setup: create table a(id int, p int);
-- setup: create unique index u on a(p) where p > 0;
-- setup: create table b(x int);
alter table b add foreign key (x) references a(p);

-- case: alter table b add foreign key (x) references a
-- setup: create table a(id int, p int);
-- setup: create table b(x int);
alter table b add foreign key (x) references a;

-- case: alter table b add foreign key (x) references a (2)
-- setup: create table a(id int primary key, p int);
-- setup: create table b(x uuid);
alter table b add foreign key (x) references a;

-- case: alter table b add foreign key (nope) references a
-- setup: create table a(id int primary key, p int);
-- setup: create table b(x int);
alter table b add foreign key (nope) references a;

-- case: alter table b add foreign key (x, y) references a
-- setup: create table a(id int primary key, p int);
-- setup: create table b(x int, y int);
alter table b add foreign key (x, y) references a;

-- case: alter table b add foreign key (x) references nope
-- setup: create table a(id int primary key, p int);
-- setup: create table b(x int);
alter table b add foreign key (x) references nope;

-- case: alter table b add foreign key (x) references view1
-- setup: create table b(x int);
-- setup: create view view1 as select 1 id;
alter table b add foreign key (x) references view1;

-- case: alter table c add foreign key (x) references a(id)
-- setup: create table a(id int, b int);
-- setup: alter table a add constraint x unique (id) deferrable;
-- setup: create table c(x int);
alter table c add foreign key (x) references a(id);

-- case: alter table c add foreign key (x) references a(id) (2)
-- setup: create unlogged table a(id int primary key);
-- setup: create table c(x int);
alter table c add foreign key (x) references a(id);

-- case: 130 foreign key set null of a column
ALTER TABLE child ADD FOREIGN KEY (id, pid) REFERENCES parent (id, u) ON DELETE SET NULL (pid);

-- case: 51 two foreign keys in one statement
ALTER TABLE tgen ADD FOREIGN KEY (id) REFERENCES parent (id), ADD FOREIGN KEY (a) REFERENCES trep (id);

-- case: 53 foreign key of a type that does not fit
ALTER TABLE typed ADD FOREIGN KEY (f2) REFERENCES parent (id);

-- case: 55 foreign key not valid on a partitioned table
ALTER TABLE pt ADD CONSTRAINT ptf FOREIGN KEY (v) REFERENCES trep (id) NOT VALID;

-- case: a foreign key to a table that others inherit from
-- setup: CREATE TABLE mum (id int PRIMARY KEY); CREATE TABLE kid () INHERITS (mum);
ALTER TABLE tgen ADD FOREIGN KEY (id) REFERENCES mum NOT VALID;

-- case: a foreign key from a type of its own
ALTER TABLE t ADD FOREIGN KEY (cp) REFERENCES trep (id);
