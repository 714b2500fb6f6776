-- case: drop view
DROP VIEW v;

-- case: create view
CREATE VIEW v9 AS SELECT id FROM t;

-- case: create or replace view
CREATE OR REPLACE VIEW v AS SELECT id,a,nn FROM t;

-- case: create materialized view
CREATE MATERIALIZED VIEW mv9 AS SELECT id FROM t;

-- case: refresh matview
REFRESH MATERIALIZED VIEW mv;

-- case: refresh matview concurrently
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;

-- case: drop matview
DROP MATERIALIZED VIEW mv;

-- case: alter view alter column default
ALTER VIEW v ALTER COLUMN a SET DEFAULT 1;
