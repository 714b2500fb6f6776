-- case: analyze a, b
-- setup: create table a(id int);
-- setup: create table b(id int);
analyze a, b;

-- case: analyze nope
-- setup: create table a(id int);
analyze nope;

-- case: ANALYZE of a view
ANALYZE v;

-- case: 130 analyze only
ANALYZE ONLY t;

-- case: analyze
-- doc: maintenance: ANALYZE
ANALYZE t;

-- case: analyze a partitioned table
-- doc: maintenance: ANALYZE of a partitioned table
ANALYZE pt;
