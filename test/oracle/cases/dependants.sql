-- case: alter table parted add unique (id)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
alter table parted add unique (id);

-- case: alter table parted add primary key (id)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
alter table parted add primary key (id);

-- case: alter table parted add unique (b)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
alter table parted add unique (b);

-- case: create index on parted(b)
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
-- setup: create index on parted1(b);
create index on parted(b);

-- case: alter table parted add foreign key (b) references p
-- setup: create table p(id int primary key);
-- setup: create table parted(id int, b int) partition by range(id);
-- setup: create table parted1 partition of parted for values from (0) to (10);
alter table parted add foreign key (b) references p;

-- case: alter table c add foreign key (b) references p
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int);
alter table c add foreign key (b) references p;

-- case: alter table c drop constraint c_b_fkey
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int references p);
alter table c drop constraint c_b_fkey;

-- case: drop table c
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int references p);
drop table c;

-- case: insert into c values (null)
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table c(b int references p);
insert into c values (null);

-- case: insert into c values (1)
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: insert into p values (1);
-- setup: create table c(b int references p);
insert into c values (1);

-- case: insert into p values (1)
-- setup: create table p(id int primary key) partition by range(id);
-- setup: create table p1 partition of p for values from (0) to (10);
-- setup: create table p2 partition of p for values from (10) to (20);
insert into p values (1);

-- case: delete from p
-- setup: create table p(id int primary key);
-- setup: create table c(b int references p);
-- setup: insert into p values (1);
delete from p;

-- case: update p set x=1
-- setup: create table p(id int primary key, x int);
-- setup: create table c(b int references p);
-- setup: insert into p values (1);
update p set x=1;

-- case: update p set id=2
-- setup: create table p(id int primary key, x int);
-- setup: create table c(b int references p);
-- setup: insert into p values (1);
update p set id=2;

-- case: delete from p (3)
-- setup: create table p(id int primary key, x int);
-- setup: create table c(b int references p on delete cascade);
-- setup: insert into p values (1);
-- setup: insert into c values(1);
delete from p;

-- case: insert into c values(null)
-- setup: create table p(id int primary key, x int);
-- setup: create table c(b int references p);
insert into c values(null);

-- case: update c set z=1
-- setup: create table p(id int primary key, x int);
-- setup: create table c(b int references p, z int);
-- setup: insert into c values(null);
update c set z=1;

-- case: update c set b=1
-- setup: create table p(id int primary key, x int);
-- setup: create table c(b int references p, z int);
-- setup: insert into p values (1);
-- setup: insert into c values(null);
update c set b=1;

-- case: alter table base add unique (id)
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
alter table base add unique (id);

-- case: alter table base add primary key (id)
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
alter table base add primary key (id);

-- case: alter table base add check (id>0)
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
alter table base add check (id>0);

-- case: alter table only base add check (id>0)
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
alter table only base add check (id>0);

-- case: alter table only base add check (id>0) no inherit
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
alter table only base add check (id>0) no inherit;

-- case: alter table base validate constraint x
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
-- setup: alter table base add constraint x check (id>0) not valid;
alter table base validate constraint x;

-- case: alter table base drop constraint x
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
-- setup: alter table base add constraint x check (id>0);
alter table base drop constraint x;

-- case: alter table c drop constraint x
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
-- setup: alter table base add constraint x check (id>0);
alter table c drop constraint x;

-- case: alter table only base drop constraint x
-- setup: create table base(id int, a int);
-- setup: create table c() inherits (base);
-- setup: alter table base add constraint x check (id>0);
alter table only base drop constraint x;
