-- case: drop view view1
-- setup: create table a(id int);
-- setup: create view view1 as select * from a;
-- setup: create view w as select * from view1;
drop view view1;

-- case: drop view view1 cascade
-- setup: create table a(id int);
-- setup: create view view1 as select * from a;
-- setup: create view w as select * from view1;
drop view view1 cascade;

-- case: dropping a view whose row a function gives
-- setup: CREATE VIEW op AS SELECT 1 AS a; CREATE FUNCTION opf(op) RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP VIEW op;
