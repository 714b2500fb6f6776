-- case: set schema, with a serial
-- doc: renaming: ALTER TABLE … SET SCHEMA, with a serial column
ALTER TABLE tserial SET SCHEMA s2;

-- case: set schema, name taken
-- setup: CREATE TABLE s2.tgen (id int);
ALTER TABLE tgen SET SCHEMA s2;

-- case: set schema, not there
ALTER TABLE tgen SET SCHEMA nope;

-- case: set schema, the same
ALTER TABLE tgen SET SCHEMA public;

-- case: set schema of an owned sequence
ALTER SEQUENCE tserial_id_seq SET SCHEMA s2;

-- case: set schema of a view
-- doc: renaming: ALTER VIEW … SET SCHEMA
ALTER VIEW v SET SCHEMA s2;

-- case: set schema of a type
-- doc: renaming: ALTER TYPE … SET SCHEMA
ALTER TYPE en SET SCHEMA s2;

-- case: set schema of a function
-- doc: renaming: ALTER FUNCTION … SET SCHEMA
ALTER FUNCTION vol() SET SCHEMA s2;

-- case: alter view view1 set schema s2
-- setup: create view view1 as select 1 a;
alter view view1 set schema s2;

-- case: alter function f(int) set schema s2
-- setup: create function f(a int) returns int language sql as 'select 1';
alter function f(int) set schema s2;

-- case: a temporary table moved
CREATE TEMP TABLE tp (id int);
ALTER TABLE tp SET SCHEMA public;
