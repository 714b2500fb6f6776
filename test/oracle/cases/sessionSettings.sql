-- case: set_config empties the search path for ALTER TABLE
SELECT pg_catalog.set_config('search_path', '', false);
ALTER TABLE t ADD COLUMN q int;

-- case: set_config empties the search path for CREATE TABLE
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE q (id int);

-- case: set_config puts another schema first
-- setup: CREATE TABLE s2.t (id int);
SELECT set_config('search_path', 's2, public', true);
ALTER TABLE t ADD COLUMN q int;

-- case: set_config in capital letters
-- setup: CREATE TABLE s2.t (id int);
SELECT set_config('SEARCH_PATH', 's2', false) AS path;
ALTER TABLE t ADD COLUMN q int;

-- case: set_config of NULL is the default
SET search_path = s2;
SELECT set_config('search_path', NULL, false);
ALTER TABLE t ADD COLUMN q int;

-- case: set_config twice in one query
-- setup: CREATE TABLE s2.t (id int);
SELECT set_config('lock_timeout', '10s', true), set_config('search_path', 's2', true);
ALTER TABLE t ADD COLUMN q int;

-- case: set_config where the condition is false
SELECT set_config('lock_timeout', '0', true) WHERE false;
ALTER TABLE t ADD COLUMN q int;

-- case: set_config of an unknown setting
SELECT set_config('no_such_setting', 'x', false);

-- case: set_config of a value that is refused
SELECT set_config('lock_timeout', 'soon', false);

-- case: set_config of a setting of one's own
SELECT set_config('app.tenant', 'x', false);

-- case: set_config of the name NULL
SELECT set_config(NULL, 'x', false);

-- case: set_config of a setting that needs a restart
SELECT set_config('shared_buffers', '1GB', false);

-- case: set_config in a DO block
-- setup: CREATE TABLE s2.t (id int);
DO $$ BEGIN PERFORM set_config('search_path', 's2', true); ALTER TABLE t ADD COLUMN q int; END $$;

-- case: set_config of a variable in a DO block
-- setup: CREATE TABLE s2.t (id int);
DO $$ DECLARE p text := 's2'; BEGIN PERFORM pg_catalog.set_config('search_path', p, true); ALTER TABLE t ADD COLUMN q int; END $$;

-- case: set_config in an assignment
-- setup: CREATE TABLE s2.t (id int);
DO $$ DECLARE p text; BEGIN p := set_config('search_path', 's2', true); ALTER TABLE t ADD COLUMN q int; END $$;

-- case: what a DO block sets for the transaction stays until its end
-- setup: CREATE TABLE s2.t (id int);
DO $$ BEGIN SET LOCAL search_path = s2; END $$;
ALTER TABLE t ADD COLUMN q int;

-- case: a function of the same name in front
-- setup: CREATE FUNCTION s2.set_config(text, text, boolean) RETURNS text LANGUAGE sql AS 'SELECT $2';
SELECT s2.set_config('search_path', 's2', false);
ALTER TABLE t ADD COLUMN q int;

-- case: SET LOCAL TO DEFAULT over SET
SET search_path = s2;
SET LOCAL search_path TO DEFAULT;
ALTER TABLE t ADD COLUMN q int;

-- case: RESET over SET LOCAL
SET LOCAL search_path = s2;
RESET search_path;
ALTER TABLE t ADD COLUMN q int;

-- case: RESET ALL takes the search path back
SET search_path = s2;
RESET ALL;
ALTER TABLE t ADD COLUMN q int;

-- case: RESET ALL leaves the constraints deferred
-- setup: CREATE TABLE dq (id int PRIMARY KEY); CREATE TABLE dr (id int REFERENCES dq DEFERRABLE INITIALLY DEFERRED);
INSERT INTO dr VALUES (1);
RESET ALL;
ALTER TABLE dr ADD COLUMN q int;

-- case: ROLLBACK TO takes set_config back
SAVEPOINT a;
SELECT set_config('search_path', 's2', false);
ROLLBACK TO a;
ALTER TABLE t ADD COLUMN q int;

-- case: set lock_timeout = 5 seconds
-- setup: create table a(id int);
set lock_timeout = '5 seconds';

-- case: set transaction_timeout = 5s
-- setup: create table a(id int);
set transaction_timeout = '5s';

-- case: set local lock_timeout = 1min
set local lock_timeout = '1min';

-- case: 113 set local lock_timeout
SET LOCAL lock_timeout = '2s';

-- case: 114 a unit that does not exist
SET lock_timeout = '5 seconds';

-- case: 114 a timeout of zero
SET lock_timeout = 0;

-- case: 114 a negative timeout
SET lock_timeout = -2;

-- case: 130 transaction_timeout
SET transaction_timeout = '5s';

-- case: what dumps of old servers begin with
SET default_with_oids = false;

-- case: OIDs are no longer to be had
SET default_with_oids = 'on';

-- case: discard plans
-- doc: without-locks: DISCARD PLANS
DISCARD PLANS;

-- case: set
-- doc: without-locks: SET
SET LOCAL lock_timeout = '2s';

-- case: show
-- doc: without-locks: SHOW
SHOW lock_timeout;
