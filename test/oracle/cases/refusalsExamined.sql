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

-- case: REFRESH of a view
REFRESH MATERIALIZED VIEW v;

-- case: REFRESH of a table
REFRESH MATERIALIZED VIEW t;

-- case: an ON SELECT rule of a table
CREATE RULE hx_r AS ON SELECT TO parent DO INSTEAD SELECT 1 AS id, 2 AS u;

-- case: an ON SELECT rule of a view
CREATE RULE hx_r AS ON SELECT TO v DO INSTEAD SELECT 1::bigint AS id, 2 AS a;

-- case: COPY TO of a partitioned table
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
COPY hx_p TO PROGRAM 'cat > /dev/null';

-- case: GRANT of a column that there is not
GRANT SELECT (nope) ON t TO lockkeeper_oracle;

-- case: GRANT of a privilege that tables do not have
GRANT EXECUTE ON t TO lockkeeper_oracle;

-- case: GRANT of a privilege that columns do not have
GRANT DELETE (a) ON t TO lockkeeper_oracle;

-- case: GRANT ON SEQUENCE of a table
GRANT SELECT ON SEQUENCE t TO lockkeeper_oracle;

-- case: GRANT MAINTAIN is new in 17
GRANT MAINTAIN ON t TO lockkeeper_oracle;

-- case: GRANT USAGE of a sequence as of a table
GRANT USAGE ON sq TO lockkeeper_oracle;

-- case: a new column's default that is too long
ALTER TABLE t ADD COLUMN z varchar(2) DEFAULT 'abc';

-- case: a new column's default with blanks at the end
ALTER TABLE t ADD COLUMN z varchar(2) DEFAULT 'ab  ';

-- case: a new column's default that is too long for char
ALTER TABLE t ADD COLUMN z char(2) DEFAULT 'abc';

-- case: an SQL function names a column that there is not
CREATE FUNCTION hx_f() RETURNS int LANGUAGE sql AS $$ select nope from t $$;

-- case: an SQL function names its parameter
CREATE FUNCTION hx_f(lowest int) RETURNS bigint LANGUAGE sql AS $$ select id from t where a > lowest and id > hx_f.lowest and bi > $1 $$;

-- case: an SQL function takes a row apart
CREATE FUNCTION hx_f(r t) RETURNS int LANGUAGE sql AS $$ select r.a $$;

-- case: OWNER of a function that there is not
ALTER FUNCTION hx_nope(int) OWNER TO lockkeeper_oracle;

-- case: CALL of a function
CALL stab();

-- case: CREATE SUBSCRIPTION makes a slot
CREATE SUBSCRIPTION hx_s CONNECTION 'host=x' PUBLICATION p;

-- case: a generated column is refused before a missing value
-- setup: CREATE TABLE hx_t (a int NOT NULL, g int GENERATED ALWAYS AS (1) STORED);
INSERT INTO hx_t (g) VALUES (2);

-- case: the constructor of a range type in USING
-- setup: CREATE TYPE hx_rt AS RANGE (subtype = date);
-- setup: CREATE TABLE hx_t (r daterange);
-- setup: INSERT INTO hx_t VALUES ('[2020-01-01,2020-02-01)');
ALTER TABLE hx_t ALTER r TYPE hx_rt USING hx_rt(lower(r), upper(r));

-- case: a generated column objects before a view to a new type
-- setup: CREATE TABLE hx_t (a int, g int GENERATED ALWAYS AS (a + 1) STORED);
-- setup: CREATE VIEW hx_tv AS SELECT a FROM hx_t;
ALTER TABLE hx_t ALTER a TYPE bigint;
