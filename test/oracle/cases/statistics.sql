-- case: of too many columns
CREATE STATISTICS st ON a, a, a, a, a, a, a, a, a FROM t;

-- case: of an unknown kind
CREATE STATISTICS st (frequency) ON a, b FROM t;

-- case: of one column
CREATE STATISTICS st ON (a) FROM t;

-- case: of one expression
CREATE STATISTICS st ON (a + 1) FROM t;

-- case: of one expression, with kinds
CREATE STATISTICS st (mcv) ON (a + 1) FROM t;

-- case: of an expression and a column
CREATE STATISTICS st (mcv, dependencies) ON (a + 1), b FROM t;

-- case: of the same expression twice
CREATE STATISTICS st ON (a + 1), (a + 1), b FROM t;

-- case: of two tables
CREATE STATISTICS st ON a, b FROM t, tgen;

-- case: of a system column
CREATE STATISTICS st ON tableoid, a FROM t;

-- case: of a column that cannot be sorted
-- setup: CREATE TABLE tj (a int, j json);
CREATE STATISTICS st ON a, j FROM tj;

-- case: of a view
-- setup: CREATE VIEW vs AS SELECT a, b FROM t;
CREATE STATISTICS st ON a, b FROM vs;

-- case: of a materialized view
-- doc: remarks: CREATE STATISTICS on a materialized view
-- setup: CREATE MATERIALIZED VIEW vs AS SELECT a, b FROM t;
CREATE STATISTICS st ON a, b FROM vs;

-- case: of a partitioned table
-- doc: remarks: CREATE STATISTICS on a partitioned table
CREATE STATISTICS st ON id, v FROM pt;

-- case: there already, of a table that is locked all the same
-- setup: CREATE STATISTICS st ON a, b FROM t;
CREATE STATISTICS IF NOT EXISTS st ON a, b FROM t;
