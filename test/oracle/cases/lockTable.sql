-- case: lock table a in row exclusive mode
-- setup: create table a(id int);
lock table a in row exclusive mode;

-- case: lock table a in access share mode nowait
-- setup: create table a(id int);
lock table a in access share mode nowait;

-- case: lock table nope
lock table nope;

-- case: lock table
-- doc: maintenance: LOCK TABLE
LOCK TABLE t;

-- case: lock a table in share mode
-- doc: maintenance: LOCK TABLE … IN SHARE MODE
LOCK TABLE t IN SHARE MODE;

-- case: lock a view
-- doc: maintenance: LOCK TABLE of a view
LOCK TABLE v;

-- case: lock a partitioned table
-- doc: maintenance: LOCK TABLE of a partitioned table
LOCK TABLE pt;
