-- What ALTER TYPE does to the tables of a type, and to what inherits from them.

-- case: a new attribute comes to typed tables and their children
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct; CREATE TABLE sub () INHERITS (ty);
ALTER TYPE ct ADD ATTRIBUTE c text CASCADE;

-- case: and is there
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct; CREATE TABLE sub () INHERITS (ty);
-- setup: ALTER TYPE ct ADD ATTRIBUTE c text CASCADE;
ALTER TABLE sub ALTER COLUMN c SET DEFAULT 'x';

-- case: a new attribute without CASCADE
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct;
ALTER TYPE ct ADD ATTRIBUTE c text;

-- case: another type of an attribute without CASCADE
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct;
ALTER TYPE ct ALTER ATTRIBUTE b TYPE varchar;

-- case: another type of an attribute
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct; CREATE TABLE sub () INHERITS (ty);
ALTER TYPE ct ALTER ATTRIBUTE b TYPE varchar CASCADE;

-- case: another type that rewrites the typed tables
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct; CREATE TABLE sub () INHERITS (ty);
-- setup: INSERT INTO ty VALUES (1, '1'); INSERT INTO sub VALUES (1, '1');
ALTER TYPE ct ALTER ATTRIBUTE a TYPE bigint CASCADE;

-- case: another type that no cast leads to
-- setup: CREATE TYPE ct AS (a int, b text);
ALTER TYPE ct ALTER ATTRIBUTE b TYPE int;

-- case: an attribute dropped with its columns
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct; CREATE TABLE sub () INHERITS (ty);
ALTER TYPE ct DROP ATTRIBUTE b CASCADE;

-- case: an attribute dropped without CASCADE
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct;
ALTER TYPE ct DROP ATTRIBUTE b;

-- case: an attribute renamed
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct; CREATE TABLE sub () INHERITS (ty);
ALTER TYPE ct RENAME ATTRIBUTE b TO d CASCADE;

-- case: several changes of a type
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct;
ALTER TYPE ct ADD ATTRIBUTE c int CASCADE, DROP ATTRIBUTE a CASCADE, ALTER ATTRIBUTE b TYPE varchar(9) CASCADE;

-- case: a column of a typed table
-- setup: CREATE TYPE ct AS (a int, b text); CREATE TABLE ty OF ct;
ALTER TABLE ty ADD COLUMN c int;

-- case: a column of the table's own rows
ALTER TABLE tgen ADD COLUMN z tgen;

-- case: a column of arrays of the table's own rows
ALTER TABLE tgen ADD COLUMN z tgen[];

-- case: a column of rows that hold the table's own
-- setup: CREATE TABLE around (f tgen);
ALTER TABLE tgen ADD COLUMN z around;

-- case: an attribute of the type itself
ALTER TYPE comp ADD ATTRIBUTE z comp;

-- case: an attribute that becomes one of the type itself
-- setup: CREATE TYPE ct AS (a int, b text);
ALTER TYPE ct ALTER ATTRIBUTE a TYPE ct;

-- case: a column of the rows of another table
ALTER TABLE tgen ADD COLUMN z trep;

-- case: of a type that does not fit
ALTER TABLE tgen OF comp;

-- case: not of, no typed table
ALTER TABLE tgen NOT OF;
