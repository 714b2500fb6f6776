-- case: 90 refresh concurrently without a unique index
-- setup: CREATE MATERIALIZED VIEW mv2 AS SELECT id FROM tgen;
REFRESH MATERIALIZED VIEW CONCURRENTLY mv2;

-- case: 90 refresh concurrently what is not populated
-- setup: REFRESH MATERIALIZED VIEW mv WITH NO DATA;
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;

-- case: a materialized view of a temporary table
CREATE TEMP TABLE tp (id int);
CREATE MATERIALIZED VIEW mn AS SELECT * FROM tp;

-- case: refresh a view
REFRESH MATERIALIZED VIEW v;

-- case: refresh a table
REFRESH MATERIALIZED VIEW tgen;

-- case: REFRESH of a view
REFRESH MATERIALIZED VIEW v;

-- case: REFRESH of a table
REFRESH MATERIALIZED VIEW t;
