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
