-- case: drop col
-- doc: columns: DROP COLUMN
ALTER TABLE t DROP COLUMN b;

-- case: drop col in index
-- doc: columns: DROP COLUMN with indexes on it
ALTER TABLE t DROP COLUMN c;

-- case: drop column used by view
-- doc: columns: DROP COLUMN of a column that a view uses
ALTER TABLE t DROP COLUMN a;

-- case: drop column used by policy
-- setup: CREATE POLICY pol2 ON tgen USING (a > 0);
ALTER TABLE tgen DROP COLUMN a;

-- case: drop column used by multi-col index
-- doc: columns: DROP COLUMN that is part of an index over several columns
-- setup: CREATE INDEX tgm ON tgen (id, a);
ALTER TABLE tgen DROP COLUMN a;

-- case: drop column fk
-- doc: columns: DROP COLUMN with a foreign key
ALTER TABLE child DROP COLUMN tid;

-- case: drop col if exists missing
-- doc: columns: DROP COLUMN IF EXISTS of a column that is not there
ALTER TABLE t DROP COLUMN IF EXISTS nope;

-- case: alter table a drop column id
-- setup: create table a(id int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before update of id on a for each row execute function f();
alter table a drop column id;

-- case: alter table a drop column id (2)
-- setup: create table a(id int, b int);
-- setup: create function f() returns trigger language plpgsql as 'begin return new; end';
-- setup: create trigger tab before update on a for each row when (old.id <> new.id) execute function f();
alter table a drop column id;

-- case: alter table a drop column b
-- setup: create table a(id int, b int);
-- setup: create policy p on a using (b > 0);
alter table a drop column b;

-- case: alter table a drop column b (2)
-- setup: create table a(id int, b int);
-- setup: create table l(id int);
-- setup: create rule r as on update to a where old.b <> new.b do also insert into l values (new.id);
alter table a drop column b;

-- case: alter table a drop column b (3)
-- setup: create table a(id int, b int);
-- setup: create statistics s on id, b from a;
alter table a drop column b;

-- case: a column that a policy of another table reads is not dropped
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
ALTER TABLE hx_a DROP COLUMN k;

-- case: with CASCADE the policy of the other table goes
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
ALTER TABLE hx_a DROP COLUMN k CASCADE;

-- case: a column that the policy does not read
-- setup: CREATE TABLE hx_a (id int PRIMARY KEY, k text, z text);
-- setup: CREATE TABLE hx_b (id int, owner int, k text);
-- setup: ALTER TABLE hx_b ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY hx_p ON hx_b USING (owner IN (SELECT id FROM hx_a WHERE k = 'x'));
ALTER TABLE hx_a DROP COLUMN z;

-- case: a column in the predicate of an exclusion constraint is not dropped
-- setup: CREATE TABLE hx_x (id int, r int4range, s text, CONSTRAINT hx_ex EXCLUDE USING gist (r WITH &&) WHERE (s <> 'void'));
-- setup: INSERT INTO hx_x VALUES (1, '[1,2)', 'a');
ALTER TABLE hx_x DROP COLUMN s;

-- case: with CASCADE the exclusion constraint goes with it
-- setup: CREATE TABLE hx_x (id int, r int4range, s text, CONSTRAINT hx_ex EXCLUDE USING gist (r WITH &&) WHERE (s <> 'void'));
-- setup: INSERT INTO hx_x VALUES (1, '[1,2)', 'a');
ALTER TABLE hx_x DROP COLUMN s CASCADE;

-- case: a column of an exclusion constraint takes it along
-- setup: CREATE TABLE hx_x (id int, r int4range, s text, CONSTRAINT hx_ex EXCLUDE USING gist (r WITH &&) WHERE (s <> 'void'));
-- setup: INSERT INTO hx_x VALUES (1, '[1,2)', 'a');
ALTER TABLE hx_x DROP COLUMN r;

-- case: 14 drop a column with its unique constraint, foreign key and check
-- setup: CREATE TABLE many (id int, p bigint UNIQUE REFERENCES parent (id) CHECK (p > 0));
-- setup: CREATE INDEX many_i ON many (id, p);
ALTER TABLE many DROP COLUMN p;

-- case: 16 drop a column used by a view, cascade
ALTER TABLE t DROP COLUMN a CASCADE;

-- case: 16 drop a column used by a policy
-- setup: CREATE POLICY pa ON t USING (vc <> '');
ALTER TABLE t DROP COLUMN vc;

-- case: 16 drop a column used by a policy, cascade
-- setup: CREATE POLICY pa ON t USING (vc <> '');
ALTER TABLE t DROP COLUMN vc CASCADE;

-- case: drop a column of a partitioned table that a policy reads
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m ENABLE ROW LEVEL SECURITY;
-- setup: CREATE POLICY mp ON m USING (v > 0);
ALTER TABLE m DROP COLUMN v;
