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
