-- case: create statistics
-- doc: remarks: CREATE STATISTICS
CREATE STATISTICS st9 (dependencies) ON a,bi FROM t;

-- case: alter statistics
-- doc: remarks: ALTER STATISTICS … SET STATISTICS
ALTER STATISTICS st1 SET STATISTICS 100;

-- case: drop statistics
-- doc: remarks: DROP STATISTICS
DROP STATISTICS st1;

-- case: comment on table
-- doc: remarks: COMMENT ON TABLE
COMMENT ON TABLE t IS 'x';

-- case: comment on column
-- doc: remarks: COMMENT ON COLUMN
COMMENT ON COLUMN t.a IS 'x';

-- case: comment on index
-- doc: remarks: COMMENT ON INDEX
COMMENT ON INDEX t_a_idx IS 'x';

-- case: comment on constraint
-- doc: remarks: COMMENT ON CONSTRAINT
COMMENT ON CONSTRAINT chk_valid ON t IS 'x';

-- case: grant
-- doc: remarks: GRANT on a table
GRANT SELECT ON t TO lockkeeper_oracle;

-- case: revoke
-- doc: remarks: REVOKE on a table
REVOKE SELECT ON t FROM lockkeeper_oracle;

-- case: analyze
-- doc: maintenance: ANALYZE
ANALYZE t;

-- case: alter publication add table
-- doc: remarks: ALTER PUBLICATION … ADD TABLE
ALTER PUBLICATION pub ADD TABLE t;

-- case: alter publication drop table
-- doc: remarks: ALTER PUBLICATION … DROP TABLE
ALTER PUBLICATION pub DROP TABLE parent;

-- case: create publication for table
-- doc: remarks: CREATE PUBLICATION … FOR TABLE
CREATE PUBLICATION pub2 FOR TABLE t;

-- case: alter function
-- doc: functions: CREATE OR REPLACE FUNCTION
CREATE OR REPLACE FUNCTION vol() RETURNS int LANGUAGE sql VOLATILE AS 'select 2';

-- case: drop owned
DROP OWNED BY lockkeeper_oracle;

-- case: alter extension/none
-- doc: schemas: CREATE EXTENSION
CREATE EXTENSION IF NOT EXISTS plpgsql;
