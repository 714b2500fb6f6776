-- case: drop view
-- doc: views: DROP VIEW
DROP VIEW v;

-- case: create view
-- doc: views: CREATE VIEW
CREATE VIEW v9 AS SELECT id FROM t;

-- case: create or replace view
-- doc: views: CREATE OR REPLACE VIEW
CREATE OR REPLACE VIEW v AS SELECT id,a,nn FROM t;

-- case: create materialized view
-- doc: views: CREATE MATERIALIZED VIEW
CREATE MATERIALIZED VIEW mv9 AS SELECT id FROM t;

-- case: refresh matview
-- doc: views: REFRESH MATERIALIZED VIEW
REFRESH MATERIALIZED VIEW mv;

-- case: refresh matview concurrently
-- doc: views: REFRESH MATERIALIZED VIEW CONCURRENTLY
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;

-- case: drop matview
-- doc: views: DROP MATERIALIZED VIEW
DROP MATERIALIZED VIEW mv;

-- case: alter view alter column default
-- doc: views: ALTER VIEW … ALTER COLUMN SET DEFAULT
ALTER VIEW v ALTER COLUMN a SET DEFAULT 1;

-- case: drop a primary key that a view groups by
-- setup: CREATE VIEW vg AS SELECT * FROM trep GROUP BY id;
ALTER TABLE trep DROP CONSTRAINT trep_pkey;

-- case: drop a primary key that a view groups by, by position, with another column
-- setup: CREATE VIEW vg AS SELECT id, v, count(*) FROM trep GROUP BY 1;
ALTER TABLE trep DROP CONSTRAINT trep_pkey;

-- case: drop a primary key that a view groups by and needs nothing else of
-- setup: CREATE VIEW vg AS SELECT id AS k, max(v), count(*) FROM trep GROUP BY k;
ALTER TABLE trep DROP CONSTRAINT trep_pkey;

-- case: drop a primary key that a join of a view groups by
-- setup: CREATE VIEW vg AS SELECT x.id, y.v FROM t x JOIN trep y ON y.id = x.id GROUP BY x.id, y.id;
ALTER TABLE trep DROP CONSTRAINT trep_pkey;

-- case: drop a primary key that a materialized view groups by, with its view
-- setup: CREATE MATERIALIZED VIEW vg AS SELECT id + 1 AS next FROM trep GROUP BY id ORDER BY v;
ALTER TABLE trep DROP CONSTRAINT trep_pkey CASCADE;
