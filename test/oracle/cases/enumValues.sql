-- case: added value, compared with a column
-- setup: CREATE TABLE ec (id int, e en);
ALTER TYPE en ADD VALUE 'z';
SELECT * FROM ec WHERE e = 'z';

-- case: added value, inserted
-- setup: CREATE TABLE ec (id int, e en);
ALTER TYPE en ADD VALUE 'z';
INSERT INTO ec (e, id) VALUES ('z', 1);

-- case: added value, as text in another column
-- setup: CREATE TABLE ec (id text, e en);
ALTER TYPE en ADD VALUE 'z';
INSERT INTO ec (e, id) VALUES ('x', 'z');

-- case: added value, updated
-- setup: CREATE TABLE ec (id int, e en);
ALTER TYPE en ADD VALUE 'z';
UPDATE ec SET e = 'z';

-- case: added value as default
-- setup: CREATE TABLE ec (id int, e en);
ALTER TYPE en ADD VALUE 'z';
ALTER TABLE ec ALTER e SET DEFAULT 'z';

-- case: added value as default of a new column
ALTER TYPE en ADD VALUE 'z';
ALTER TABLE tgen ADD COLUMN e en DEFAULT 'z';

-- case: added value in a check
ALTER TYPE en ADD VALUE 'z';
CREATE TABLE ec (e en CHECK (e <> 'z'));

-- case: value of a type made in the same transaction
CREATE TYPE en3 AS ENUM ('a');
CREATE TABLE ec (e en3 DEFAULT 'a');

-- case: value added to a type made in the same transaction
CREATE TYPE en3 AS ENUM ('a');
ALTER TYPE en3 ADD VALUE 'b';
CREATE TABLE ec (e en3 DEFAULT 'b');

-- case: added value that existed
ALTER TYPE en ADD VALUE IF NOT EXISTS 'x';
SELECT 'x'::en;

-- case: add value that exists
ALTER TYPE en ADD VALUE 'x';

-- case: add value before an unknown one
ALTER TYPE en ADD VALUE 'z' BEFORE 'nope';

-- case: rename value to one that exists
ALTER TYPE en RENAME VALUE 'x' TO 'y';

-- case: rename unknown value
ALTER TYPE en RENAME VALUE 'nope' TO 'z';

-- case: create type that exists
CREATE TYPE en AS ENUM ('a');

-- case: create type with a table's name
CREATE TYPE tgen AS ENUM ('a');

-- case: create enum with a value twice
CREATE TYPE e9 AS ENUM ('a', 'a');

-- case: a new value of an enum in a missing schema
ALTER TYPE nowhere.mood ADD VALUE 'x';

-- case: create an enum
-- doc: types: CREATE TYPE … AS ENUM
CREATE TYPE e9 AS ENUM ('a', 'b');

-- case: added value, inserted in a body
-- setup: CREATE TABLE ec (id int, e en);
ALTER TYPE en ADD VALUE 'z';
DO $$ BEGIN INSERT INTO ec (e, id) VALUES ('z', 1); END $$;

-- case: added value, updated in a body by a procedure
-- setup: CREATE TABLE ec (id int, e en); CREATE PROCEDURE ep() LANGUAGE plpgsql AS $$ BEGIN UPDATE ec SET e = 'z' WHERE id = 1; END $$;
ALTER TYPE en ADD VALUE 'z';
CALL ep();

-- case: added value in a body that has a handler
-- setup: CREATE TABLE ec (id int, e en);
ALTER TYPE en ADD VALUE 'z';
DO $$ BEGIN INSERT INTO ec (e, id) VALUES ('z', 1); EXCEPTION WHEN unsafe_new_enum_value_usage THEN DELETE FROM ec; END $$;
