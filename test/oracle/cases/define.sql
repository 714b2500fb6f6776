-- case: create an aggregate
-- doc: functions: CREATE AGGREGATE
CREATE AGGREGATE ag (int) (sfunc = int4pl, stype = int);

-- case: create an operator
-- doc: functions: CREATE OPERATOR
CREATE OPERATOR === (leftarg = int, rightarg = int, procedure = int4eq);

-- case: create a collation
-- doc: without-locks: CREATE COLLATION, TEXT SEARCH CONFIGURATION …
CREATE COLLATION co FROM "C";
