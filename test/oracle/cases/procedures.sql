-- case: call p()
-- setup: create procedure p() language sql as 'select 1';
call p();

-- case: call a procedure
-- doc: functions: CALL
-- setup: CREATE PROCEDURE pr0() LANGUAGE sql AS 'DELETE FROM tgen';
CALL pr0();

-- case: CALL of a function
CALL stab();
