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

-- case: create statistics s on id, id from a
-- setup: create table a(id int);
create statistics s on id, id from a;

-- case: create statistics s on id, b from a
-- setup: create table a(id int, b int);
-- setup: create statistics s on id, b from a;
create statistics s on id, b from a;

-- case: 130 statistics without a name
CREATE STATISTICS ON id, a FROM tgen;

-- case: create statistics
-- doc: remarks: CREATE STATISTICS
CREATE STATISTICS st9 (dependencies) ON a,bi FROM t;

-- case: alter statistics
-- doc: remarks: ALTER STATISTICS … SET STATISTICS
ALTER STATISTICS st1 SET STATISTICS 100;

-- case: statistics of a range
-- setup: CREATE TABLE tr (a int, b int4range);
CREATE STATISTICS ON a, b FROM tr;
