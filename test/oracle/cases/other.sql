-- case: create statistics
CREATE STATISTICS st9 (dependencies) ON a,bi FROM t;

-- case: alter statistics
ALTER STATISTICS st1 SET STATISTICS 100;

-- case: drop statistics
DROP STATISTICS st1;

-- case: comment on table
COMMENT ON TABLE t IS 'x';

-- case: comment on column
COMMENT ON COLUMN t.a IS 'x';

-- case: comment on index
COMMENT ON INDEX t_a_idx IS 'x';

-- case: comment on constraint
COMMENT ON CONSTRAINT chk_valid ON t IS 'x';

-- case: grant
GRANT SELECT ON t TO lockkeeper_oracle;

-- case: revoke
REVOKE SELECT ON t FROM lockkeeper_oracle;

-- case: analyze
ANALYZE t;

-- case: alter publication add table
ALTER PUBLICATION pub ADD TABLE t;

-- case: alter publication drop table
ALTER PUBLICATION pub DROP TABLE parent;

-- case: create publication for table
CREATE PUBLICATION pub2 FOR TABLE t;

-- case: alter function
CREATE OR REPLACE FUNCTION vol() RETURNS int LANGUAGE sql VOLATILE AS 'select 2';

-- case: drop owned
DROP OWNED BY lockkeeper_oracle;

-- case: alter extension/none
CREATE EXTENSION IF NOT EXISTS plpgsql;
