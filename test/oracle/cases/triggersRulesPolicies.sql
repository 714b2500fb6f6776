-- case: enable trigger
ALTER TABLE t ENABLE TRIGGER trg1;

-- case: disable trigger
ALTER TABLE t DISABLE TRIGGER trg1;

-- case: disable trigger all
ALTER TABLE t DISABLE TRIGGER ALL;

-- case: enable rule
ALTER TABLE child ENABLE RULE rule1;

-- case: enable rls
ALTER TABLE t ENABLE ROW LEVEL SECURITY;

-- case: force rls
ALTER TABLE t FORCE ROW LEVEL SECURITY;

-- case: disable rls
ALTER TABLE t DISABLE ROW LEVEL SECURITY;

-- case: create trigger
CREATE TRIGGER trg2 BEFORE UPDATE ON t FOR EACH ROW EXECUTE PROCEDURE trg();

-- case: create or replace trigger
CREATE OR REPLACE TRIGGER trg1 BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION trg();

-- case: create constraint trigger from
CREATE CONSTRAINT TRIGGER trg3 AFTER UPDATE ON t FROM parent FOR EACH ROW EXECUTE PROCEDURE trg();

-- case: drop trigger
DROP TRIGGER trg1 ON t;

-- case: rename trigger
ALTER TRIGGER trg1 ON t RENAME TO trg9;

-- case: create rule
CREATE RULE rr AS ON UPDATE TO t DO ALSO NOTHING;

-- case: drop rule
DROP RULE rule1 ON child;

-- case: create policy
CREATE POLICY p9 ON t USING (true);

-- case: alter policy
ALTER POLICY pol1 ON t USING (false);

-- case: drop policy
DROP POLICY pol1 ON t;

-- case: comment on trigger
COMMENT ON TRIGGER trg1 ON t IS 'x';
