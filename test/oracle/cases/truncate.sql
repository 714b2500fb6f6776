-- case: truncate table a, view1
-- setup: create table a(id int);
-- setup: create view view1 as select * from a;
truncate table a, view1;

-- case: truncate only a
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
truncate only a;

-- case: truncate a
-- setup: create table a(id int);
-- setup: create table b() inherits (a);
truncate a;

-- case: truncate a (2)
-- setup: create table a(id int primary key, p int references a);
truncate a;

-- case: TRUNCATE while a deferred foreign key waits
-- setup: CREATE TABLE hx_u (id int PRIMARY KEY);
-- setup: INSERT INTO hx_u VALUES (1);
-- setup: CREATE TABLE hx_o (id int, u int CONSTRAINT hx_fk REFERENCES hx_u DEFERRABLE INITIALLY DEFERRED, s text);
-- setup: INSERT INTO hx_o VALUES (1, 1, 's');
-- setup: CREATE INDEX hx_oi ON hx_o (id);
INSERT INTO hx_o VALUES (2, 1, 't');
TRUNCATE hx_o;

-- case: truncate
-- doc: tables: TRUNCATE
TRUNCATE tgen;

-- case: truncate cascade
-- doc: tables: TRUNCATE … CASCADE of a referenced table
TRUNCATE parent CASCADE;
