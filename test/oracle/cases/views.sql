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

-- case: a temporary view in a schema that is not
CREATE TEMP VIEW s2.hx_t AS SELECT 1 AS a;

-- case: a view over a temporary table in a schema that is not
CREATE TEMP TABLE hx_t (a int);
CREATE VIEW public.hx_v AS SELECT a FROM hx_t;

-- case: CREATE OR REPLACE VIEW looks in the schema it creates in
-- setup: CREATE VIEW s2.hx_v AS SELECT a FROM t;
SET LOCAL search_path = public, s2;
CREATE OR REPLACE VIEW hx_v AS SELECT b FROM t;

-- case: 91 replace a view without a column
CREATE OR REPLACE VIEW v AS SELECT id FROM t;

-- case: 91 replace a view with a renamed column
CREATE OR REPLACE VIEW v AS SELECT id AS key, a FROM t;

-- case: 91 replace a view with another order
CREATE OR REPLACE VIEW v AS SELECT a, id FROM t;

-- case: 91 replace a view with another type
CREATE OR REPLACE VIEW v AS SELECT id, a::bigint AS a FROM t;

-- case: 91 replace a view with one column more
CREATE OR REPLACE VIEW v AS SELECT id, a, nn FROM t;

-- case: 101 view with security_invoker
CREATE VIEW w WITH (security_invoker = true) AS SELECT id FROM tgen;

-- case: 18 a view with the old name after a rename
ALTER TABLE tgen RENAME TO tgen_new;
CREATE VIEW tgen AS SELECT * FROM tgen_new;

-- case: a view over a missing schema
CREATE VIEW op AS SELECT a FROM nowhere.t;

-- case: CREATE OR REPLACE VIEW gives a column a collation
-- setup: CREATE VIEW hx_v AS SELECT id, b FROM t;
-- setup: CREATE VIEW hx_c AS SELECT id, b COLLATE "C" AS b FROM t;
-- setup: CREATE VIEW hx_w AS SELECT id, b FROM hx_v;
CREATE OR REPLACE VIEW hx_v AS SELECT id, b COLLATE "C" AS b FROM t;

-- case: CREATE OR REPLACE VIEW takes a column's collation
-- setup: CREATE VIEW hx_v AS SELECT id, b FROM t;
-- setup: CREATE VIEW hx_c AS SELECT id, b COLLATE "C" AS b FROM t;
-- setup: CREATE VIEW hx_w AS SELECT id, b FROM hx_v;
CREATE OR REPLACE VIEW hx_c AS SELECT id, b FROM t;

-- case: CREATE OR REPLACE VIEW keeps a column's collation
-- setup: CREATE VIEW hx_v AS SELECT id, b FROM t;
-- setup: CREATE VIEW hx_c AS SELECT id, b COLLATE "C" AS b FROM t;
-- setup: CREATE VIEW hx_w AS SELECT id, b FROM hx_v;
CREATE OR REPLACE VIEW hx_c AS SELECT id, b COLLATE "C" AS b FROM t WHERE id > 1;

-- case: CREATE OR REPLACE VIEW gives a column of a view a collation
-- setup: CREATE VIEW hx_v AS SELECT id, b FROM t;
-- setup: CREATE VIEW hx_c AS SELECT id, b COLLATE "C" AS b FROM t;
-- setup: CREATE VIEW hx_w AS SELECT id, b FROM hx_v;
CREATE OR REPLACE VIEW hx_w AS SELECT id, b COLLATE "C" AS b FROM hx_v;
