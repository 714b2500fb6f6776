-- case: drop col
ALTER TABLE t DROP COLUMN b;

-- case: drop col in index
ALTER TABLE t DROP COLUMN c;

-- case: drop column used by view
ALTER TABLE t DROP COLUMN a;

-- case: drop column used by policy
-- setup: CREATE POLICY pol2 ON tgen USING (a > 0);
ALTER TABLE tgen DROP COLUMN a;

-- case: drop column used by multi-col index
-- setup: CREATE INDEX tgm ON tgen (id, a);
ALTER TABLE tgen DROP COLUMN a;

-- case: drop column fk
ALTER TABLE child DROP COLUMN tid;

-- case: drop col if exists missing
ALTER TABLE t DROP COLUMN IF EXISTS nope;
