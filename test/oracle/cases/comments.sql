-- case: comment on table nope is x
-- setup: create table a(id int, b int);
comment on table nope is 'x';

-- case: comment on schema public is x
comment on schema public is 'x';

-- case: comment on column nope.x is x
comment on column nope.x is 'x';

-- case: comment on index a_pkey is x
-- setup: create table a(id int primary key);
comment on index a_pkey is 'x';

-- case: comment on function f(int) is x
-- setup: create function f(a int) returns int language sql as 'select 1';
comment on function f(int) is 'x';

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

-- case: COMMENT on a missing schema
COMMENT ON SCHEMA nowhere IS 'x';

-- case: COMMENT on a function of a missing schema
COMMENT ON FUNCTION nowhere.f(int) IS 'x';

-- case: COMMENT on a missing function
COMMENT ON FUNCTION nothing(int) IS 'x';

-- case: COMMENT on a built-in function
COMMENT ON FUNCTION pg_catalog.abs(int) IS 'x';

-- case: COMMENT on a missing type
COMMENT ON TYPE nothing IS 'x';

-- case: COMMENT on an extension that is not there
COMMENT ON EXTENSION hstore IS 'x';

-- case: comment on a schema
-- doc: remarks: COMMENT ON SCHEMA
COMMENT ON SCHEMA s2 IS 'x';

-- case: comment on a function
-- doc: remarks: COMMENT ON FUNCTION
COMMENT ON FUNCTION vol() IS 'x';

-- case: comment on a view
-- doc: remarks: COMMENT ON VIEW
COMMENT ON VIEW v IS 'x';

-- case: comment on a policy
-- doc: remarks: COMMENT ON POLICY
COMMENT ON POLICY pol1 ON t IS 'x';
