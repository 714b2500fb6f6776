-- case: alter function f(int) immutable
-- setup: create function f(a int) returns int language sql as 'select 1';
alter function f(int) immutable;

-- case: alter function nope(int) immutable
alter function nope(int) immutable;

-- case: create or replace function f(a int) returns setof int language sql as 
-- setup: create function f(a int) returns table (x int, y text) language sql as 'select 1, ''a''';
create or replace function f(a int) returns setof int language sql as 'select 1';

-- case: 107 a function that an index uses
-- setup: CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select lower($1)';
-- setup: CREATE INDEX wl ON t (low(b));
CREATE OR REPLACE FUNCTION low(text) RETURNS text LANGUAGE sql VOLATILE AS 'select lower($1)';

-- case: alter function
-- doc: functions: CREATE OR REPLACE FUNCTION
CREATE OR REPLACE FUNCTION vol() RETURNS int LANGUAGE sql VOLATILE AS 'select 2';

-- case: CREATE OR REPLACE with other modifiers
-- setup: CREATE FUNCTION op(a varchar(10)) RETURNS char(3) LANGUAGE sql AS 'SELECT ''x''::char(3)';
CREATE OR REPLACE FUNCTION op(a varchar) RETURNS char(5) LANGUAGE sql AS 'SELECT ''x''::char(5)';

-- case: a body with a missing type
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nothing; BEGIN RETURN 1; END $$;

-- case: a body with a missing row type
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nothing%ROWTYPE; BEGIN RETURN 1; END $$;

-- case: a body with the type of a missing column
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a t.nothing%TYPE; BEGIN RETURN 1; END $$;

-- case: a body with the type of a column of a missing table
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nothing.nothing%TYPE; BEGIN RETURN 1; END $$;

-- case: a body with the type of a column of a missing schema
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nowhere.nothing.a%TYPE; BEGIN RETURN 1; END $$;

-- case: a body with a row type of a missing schema
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nowhere.nothing%ROWTYPE; BEGIN RETURN 1; END $$;

-- case: a body with a row type
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a t; b t%ROWTYPE; c t.id%TYPE; d c%TYPE; BEGIN RETURN 1; END $$;

-- case: a body whose RAISE lacks a value
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'a % b %', 1; RETURN 1; END $$;

-- case: a body whose RAISE has a value too many
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'a % b', 1, 2; RETURN 1; END $$;

-- case: a body that PL/pgSQL cannot read
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF true; RETURN 1; END $$;

-- case: a body that cannot be read is not looked at
SET LOCAL check_function_bodies = off;
CREATE FUNCTION op() RETURNS int LANGUAGE plpgsql AS $$ DECLARE a nothing; BEGIN IF true; END $$;

-- case: types that a function gives
CREATE FUNCTION op(OUT a int, OUT b nothing) LANGUAGE sql AS 'SELECT 1, 2';

-- case: types of the table that a function gives
CREATE FUNCTION op() RETURNS TABLE (a int, b nothing[]) LANGUAGE sql AS 'SELECT 1, 2';

-- case: function made immutable
-- doc: functions: ALTER FUNCTION … IMMUTABLE, SET, COST …
ALTER FUNCTION stab() IMMUTABLE;

-- case: an SQL function names a column that there is not
CREATE FUNCTION hx_f() RETURNS int LANGUAGE sql AS $$ select nope from t $$;

-- case: an SQL function names its parameter
CREATE FUNCTION hx_f(lowest int) RETURNS bigint LANGUAGE sql AS $$ select id from t where a > lowest and id > hx_f.lowest and bi > $1 $$;

-- case: an SQL function takes a row apart
CREATE FUNCTION hx_f(r t) RETURNS int LANGUAGE sql AS $$ select r.a $$;

-- case: a default of a parameter is left out
-- setup: CREATE FUNCTION price(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION price(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1';

-- case: a parameter gets a default
-- setup: CREATE FUNCTION price(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION price(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
