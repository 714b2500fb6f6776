-- case: create policy p on a using (true)
-- setup: create table a(id int);
-- setup: create policy p on a for select to public using (id > 0);
create policy p on a using (true);

-- case: alter policy p on a using (true)
-- setup: create table a(id int);
alter policy p on a using (true);

-- case: 100 a policy that reads another table
CREATE POLICY p9 ON t USING (EXISTS (SELECT 1 FROM child WHERE child.tid = t.id));

-- case: an ON SELECT rule of a table
CREATE RULE hx_r AS ON SELECT TO parent DO INSTEAD SELECT 1 AS id, 2 AS u;

-- case: an ON SELECT rule of a view
CREATE RULE hx_r AS ON SELECT TO v DO INSTEAD SELECT 1::bigint AS id, 2 AS a;

-- case: delete that a rule replaces, with children
-- setup: CREATE TABLE ru (id int);
-- setup: CREATE TABLE rc () INHERITS (ru);
-- setup: CREATE RULE r AS ON DELETE TO ru DO INSTEAD NOTHING;
DELETE FROM ru;

-- case: delete that a rule replaces, with a condition, with children
-- setup: CREATE TABLE ru (id int);
-- setup: CREATE TABLE rc () INHERITS (ru);
-- setup: CREATE RULE r AS ON DELETE TO ru DO INSTEAD NOTHING;
DELETE FROM ru WHERE id IN (SELECT id FROM t);

-- case: update that a rule replaces, with children
-- setup: CREATE TABLE ru (id int);
-- setup: CREATE TABLE rc () INHERITS (ru);
-- setup: CREATE RULE r AS ON UPDATE TO ru DO INSTEAD NOTHING;
UPDATE ru SET id = 1;

-- case: update that a rule replaces by another, with children
-- setup: CREATE TABLE ru (id int);
-- setup: CREATE TABLE rc () INHERITS (ru);
-- setup: CREATE RULE r AS ON UPDATE TO ru DO INSTEAD UPDATE trep SET id = 1 WHERE id = OLD.id;
UPDATE ru SET id = 1;

-- case: delete that a rule replaces where it is so
-- setup: CREATE TABLE ru (id int);
-- setup: CREATE TABLE rc () INHERITS (ru);
-- setup: CREATE RULE r AS ON DELETE TO ru WHERE OLD.id > 1 DO INSTEAD NOTHING;
DELETE FROM ru;

-- case: delete that a rule replaces, partitioned
-- setup: CREATE TABLE ru (id int) PARTITION BY LIST (id);
-- setup: CREATE TABLE rc PARTITION OF ru FOR VALUES IN (1);
-- setup: CREATE RULE r AS ON DELETE TO ru DO INSTEAD NOTHING;
DELETE FROM ru;

-- case: delete of a view that a rule replaces
-- setup: CREATE VIEW rv AS SELECT id FROM t;
-- setup: CREATE RULE r AS ON DELETE TO rv DO INSTEAD NOTHING;
DELETE FROM rv;
