-- case: alter table a add check (nope > 0)
-- setup: create table a(id int);
alter table a add check (nope > 0);

-- case: alter table a add constraint c check (id > 0), add constraint c check 
-- setup: create table a(id int);
alter table a add constraint c check (id > 0), add constraint c check (id > 1);

-- case: alter table a add check (id > 1)
-- setup: create table a(id int check (id > 0));
alter table a add check (id > 1);

-- case: 130 not enforced
ALTER TABLE tgen ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;
