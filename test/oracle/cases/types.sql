-- case: alter type add value
ALTER TYPE en ADD VALUE 'z';

-- case: alter type add value + use
ALTER TYPE en ADD VALUE 'z';
SELECT 'z'::en;

-- case: alter type rename value
ALTER TYPE en RENAME VALUE 'x' TO 'xx';

-- case: alter type rename
ALTER TYPE en RENAME TO en2;

-- case: alter type composite add attribute
ALTER TYPE comp ADD ATTRIBUTE f3 int;

-- case: alter type composite alter attribute type (used by t)
ALTER TYPE comp ALTER ATTRIBUTE f1 TYPE bigint;

-- case: alter domain add constraint
ALTER DOMAIN dom ADD CONSTRAINT dc CHECK (VALUE > 0);

-- case: alter domain add constraint not valid
ALTER DOMAIN dom ADD CONSTRAINT dc CHECK (VALUE > 0) NOT VALID;

-- case: alter domain validate
-- setup: ALTER DOMAIN dom ADD CONSTRAINT dc CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN dom VALIDATE CONSTRAINT dc;

-- case: alter domain set not null
ALTER DOMAIN dom SET NOT NULL;

-- case: alter domain set default
ALTER DOMAIN dom SET DEFAULT 3;

-- case: drop type
DROP TYPE en CASCADE;
