-- case: drop col
-- doc: columns: DROP COLUMN
ALTER TABLE t DROP COLUMN b;

-- case: drop col in index
-- doc: columns: DROP COLUMN with indexes on it
ALTER TABLE t DROP COLUMN c;

-- case: drop column used by view
-- doc: columns: DROP COLUMN of a column that a view uses
ALTER TABLE t DROP COLUMN a;

-- case: drop column used by policy
-- setup: CREATE POLICY pol2 ON tgen USING (a > 0);
ALTER TABLE tgen DROP COLUMN a;

-- case: drop column used by multi-col index
-- doc: columns: DROP COLUMN that is part of an index over several columns
-- setup: CREATE INDEX tgm ON tgen (id, a);
ALTER TABLE tgen DROP COLUMN a;

-- case: drop column fk
-- doc: columns: DROP COLUMN with a foreign key
ALTER TABLE child DROP COLUMN tid;

-- case: drop col if exists missing
-- doc: columns: DROP COLUMN IF EXISTS of a column that is not there
ALTER TABLE t DROP COLUMN IF EXISTS nope;
