-- Mistakes that the replay of real projects has shown.

-- case: a UNIQUE over the columns of the primary key makes no index of its own
-- setup: CREATE TABLE rk (id int NOT NULL UNIQUE, v int UNIQUE, CONSTRAINT rk_key PRIMARY KEY (id), UNIQUE (v));
ALTER TABLE rk ADD COLUMN z int DEFAULT vol();

-- case: a UNIQUE lends its name to the same one before it
-- setup: CREATE TABLE rk (v int UNIQUE, CONSTRAINT rk_named UNIQUE (v));
ALTER TABLE rk DROP CONSTRAINT rk_named;

-- case: a deferrable UNIQUE is another one
-- setup: CREATE TABLE rk (v int UNIQUE, UNIQUE (v) DEFERRABLE);
ALTER TABLE rk ADD COLUMN z int DEFAULT vol();

-- case: DEFAULT NULL of a type with a length is stored
-- setup: CREATE TABLE dn (a varchar(15) DEFAULT NULL);
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: DEFAULT NULL of a type without a length is not stored
-- setup: CREATE TABLE dn (a text DEFAULT NULL);
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: SET DEFAULT NULL of another type is stored
-- setup: CREATE TABLE dn (a text); ALTER TABLE dn ALTER COLUMN a SET DEFAULT NULL::varchar;
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: SET DEFAULT NULL of the column's own type is not stored
-- setup: CREATE TABLE dn (a text); ALTER TABLE dn ALTER COLUMN a SET DEFAULT NULL::text;
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: an interval's DEFAULT NULL is not stored, whatever its precision
-- setup: CREATE TABLE dn (a interval(3) DEFAULT NULL);
ALTER TABLE dn ALTER COLUMN a TYPE int USING 1;

-- case: a domain's DEFAULT NULL is stored
-- setup: CREATE TABLE dn (a dom DEFAULT NULL);
ALTER TABLE dn ALTER COLUMN a TYPE timestamp USING now();

-- case: a body that rewrites a table and indexes it
DO $$ BEGIN
  ALTER TABLE tgen ADD COLUMN z serial;
  CREATE INDEX ON tgen (z);
END $$;
