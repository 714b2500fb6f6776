-- case: alter type add value
-- doc: types: ALTER TYPE … ADD VALUE
ALTER TYPE en ADD VALUE 'z';

-- case: alter type add value + use
ALTER TYPE en ADD VALUE 'z';
SELECT 'z'::en;

-- case: alter type rename value
-- doc: types: ALTER TYPE … RENAME VALUE
ALTER TYPE en RENAME VALUE 'x' TO 'xx';

-- case: alter type rename
-- doc: renaming: ALTER TYPE … RENAME
ALTER TYPE en RENAME TO en2;

-- case: alter type composite add attribute
-- doc: types: ALTER TYPE … ADD ATTRIBUTE of a composite type
ALTER TYPE comp ADD ATTRIBUTE f3 int;

-- case: alter type composite alter attribute type (used by t)
-- doc: types: ALTER TYPE … ALTER ATTRIBUTE of a composite type that a table uses
ALTER TYPE comp ALTER ATTRIBUTE f1 TYPE bigint;

-- case: alter domain add constraint
-- doc: types: ALTER DOMAIN … ADD CHECK
ALTER DOMAIN dom ADD CONSTRAINT dc CHECK (VALUE > 0);

-- case: alter domain add constraint not valid
-- doc: types: ALTER DOMAIN … ADD CHECK … NOT VALID
ALTER DOMAIN dom ADD CONSTRAINT dc CHECK (VALUE > 0) NOT VALID;

-- case: alter domain validate
-- doc: types: ALTER DOMAIN … VALIDATE CONSTRAINT
-- setup: ALTER DOMAIN dom ADD CONSTRAINT dc CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN dom VALIDATE CONSTRAINT dc;

-- case: alter domain set not null
-- doc: types: ALTER DOMAIN … SET NOT NULL
ALTER DOMAIN dom SET NOT NULL;

-- case: alter domain set default
-- doc: types: ALTER DOMAIN … SET DEFAULT
ALTER DOMAIN dom SET DEFAULT 3;

-- case: drop type
-- doc: types: DROP TYPE … CASCADE of a type that a table uses
DROP TYPE en CASCADE;

-- case: create range
-- doc: types: CREATE TYPE … AS RANGE
CREATE TYPE r9 AS RANGE (subtype = numeric);

-- case: create composite with a column twice
CREATE TYPE c9 AS (a int, a text);

-- case: 106 composite attribute dropped
ALTER TYPE comp DROP ATTRIBUTE f2;

-- case: 106 composite attribute of another type, not used
-- setup: CREATE TYPE comp2 AS (a int);
ALTER TYPE comp2 ALTER ATTRIBUTE a TYPE bigint;

-- case: 106 composite attribute with a typed table
-- setup: CREATE TYPE comp2 AS (a int);
-- setup: CREATE TABLE w OF comp2;
ALTER TYPE comp2 ADD ATTRIBUTE b int CASCADE;

-- case: create a composite type
-- doc: types: CREATE TYPE … AS (…)
CREATE TYPE c9 AS (a int, b text);

-- case: alter a base type
-- doc: types: ALTER TYPE … SET (…) of a base type
ALTER TYPE pg_catalog.box SET (SEND = box_send);
