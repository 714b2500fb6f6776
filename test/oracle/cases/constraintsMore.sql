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

-- case: drop index p1_pkey
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
drop index p1_pkey;

-- case: drop index p_pkey
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
drop index p_pkey;

-- case: drop index i
-- setup: create table p(id int) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create index i on p(id);
drop index i;

-- case: drop index p1_id_idx
-- setup: create table p(id int) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create index i on p(id);
drop index p1_id_idx;

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

-- case: drop table parted1
-- setup: create table p(id int primary key);
-- setup: create table parted(id int, b int references p) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
drop table parted1;

-- case: drop table parted
-- setup: create table p(id int primary key);
-- setup: create table parted(id int, b int references p) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
drop table parted;

-- case: drop table p1
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int references p);
drop table p1;

-- case: drop table p cascade
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int references p);
drop table p cascade;

-- case: alter table p drop constraint p_pkey (3)
-- setup: create table p(id int primary key);
-- setup: create table c(b int references p);
-- setup: create table v2(x int);
-- setup: create view view1 as select id from p group by id;
alter table p drop constraint p_pkey;

-- case: alter table p add unique using index i
-- setup: create table p(id int, a int);
-- setup: create unique index i on p(id);
alter table p add unique using index i;

-- case: alter table p add constraint q unique using index i
-- setup: create table p(id int, a int);
-- setup: create unique index i on p(id);
alter table p add constraint q unique using index i;

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

-- case: alter table p rename constraint p_pkey to x
-- setup: create table p(id int primary key);
alter table p rename constraint p_pkey to x;

-- case: alter table p rename constraint p_id_check to x
-- setup: create table p(id int check(id>0));
-- setup: create table q() inherits (p);
alter table p rename constraint p_id_check to x;

-- case: alter table only p rename constraint p_id_check to x
-- setup: create table p(id int check(id>0));
-- setup: create table q() inherits (p);
alter table only p rename constraint p_id_check to x;

-- case: alter table p rename constraint p_id_check2 to x
-- setup: create table p(id int check(id>0));
alter table p rename constraint p_id_check2 to x;

-- case: alter table p rename constraint p_id_check to y
-- setup: create table p(id int check(id>0), constraint y check(id>1));
alter table p rename constraint p_id_check to y;

-- case: alter index i rename to j
-- setup: create table p(id int);
-- setup: create index i on p(id);
alter index i rename to j;

-- case: alter index p_pkey rename to j
-- setup: create table p(id int primary key);
alter index p_pkey rename to j;

-- case: alter table p drop constraint p_id_not_null
-- setup: create table p(id int not null);
alter table p drop constraint p_id_not_null;

-- case: alter table p drop constraint p_id_not_null (2)
-- setup: create table p(id int primary key);
alter table p drop constraint p_id_not_null;

-- case: alter table p add constraint x exclude using gist (id with =)
-- setup: create table p(id int primary key);
-- setup: create view view1 as select * from p;
alter table p add constraint x exclude using gist (id with =);
