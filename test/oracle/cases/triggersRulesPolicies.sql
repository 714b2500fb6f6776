-- case: enable trigger
-- doc: table-options: ENABLE TRIGGER
ALTER TABLE t ENABLE TRIGGER trg1;

-- case: disable trigger
-- doc: table-options: DISABLE TRIGGER
ALTER TABLE t DISABLE TRIGGER trg1;

-- case: disable trigger all
-- doc: table-options: DISABLE TRIGGER ALL
ALTER TABLE t DISABLE TRIGGER ALL;

-- case: enable rule
-- doc: table-options: ENABLE RULE
ALTER TABLE child ENABLE RULE rule1;

-- case: enable rls
-- doc: table-options: ENABLE ROW LEVEL SECURITY
ALTER TABLE t ENABLE ROW LEVEL SECURITY;

-- case: force rls
-- doc: table-options: FORCE ROW LEVEL SECURITY
ALTER TABLE t FORCE ROW LEVEL SECURITY;

-- case: disable rls
-- doc: table-options: DISABLE ROW LEVEL SECURITY
ALTER TABLE t DISABLE ROW LEVEL SECURITY;

-- case: create trigger
-- doc: triggers: CREATE TRIGGER
CREATE TRIGGER trg2 BEFORE UPDATE ON t FOR EACH ROW EXECUTE PROCEDURE trg();

-- case: create or replace trigger
-- doc: triggers: CREATE OR REPLACE TRIGGER
CREATE OR REPLACE TRIGGER trg1 BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION trg();

-- case: create constraint trigger from
-- doc: triggers: CREATE CONSTRAINT TRIGGER … FROM
CREATE CONSTRAINT TRIGGER trg3 AFTER UPDATE ON t FROM parent FOR EACH ROW EXECUTE PROCEDURE trg();

-- case: drop trigger
-- doc: triggers: DROP TRIGGER
DROP TRIGGER trg1 ON t;

-- case: rename trigger
-- doc: triggers: ALTER TRIGGER … RENAME
ALTER TRIGGER trg1 ON t RENAME TO trg9;

-- case: create rule
-- doc: triggers: CREATE RULE
CREATE RULE rr AS ON UPDATE TO t DO ALSO NOTHING;

-- case: drop rule
-- doc: triggers: DROP RULE
DROP RULE rule1 ON child;

-- case: create policy
-- doc: triggers: CREATE POLICY
CREATE POLICY p9 ON t USING (true);

-- case: alter policy
-- doc: triggers: ALTER POLICY
ALTER POLICY pol1 ON t USING (false);

-- case: drop policy
-- doc: triggers: DROP POLICY
DROP POLICY pol1 ON t;

-- case: comment on trigger
-- doc: remarks: COMMENT ON TRIGGER
COMMENT ON TRIGGER trg1 ON t IS 'x';

-- case: row level security of a view
ALTER TABLE v ENABLE ROW LEVEL SECURITY;

-- case: row level security of a partitioned table
ALTER TABLE pt ENABLE ROW LEVEL SECURITY;

-- case: no force row level security
-- doc: table-options: NO FORCE ROW LEVEL SECURITY
ALTER TABLE t NO FORCE ROW LEVEL SECURITY;
