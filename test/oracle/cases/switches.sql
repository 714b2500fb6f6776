-- case: trigger that is not there
ALTER TABLE t DISABLE TRIGGER nope;

-- case: triggers of a user
-- doc: table-options: DISABLE TRIGGER USER
ALTER TABLE t DISABLE TRIGGER USER;

-- case: trigger of a partitioned table
-- doc: table-options: DISABLE TRIGGER of a partitioned table
-- setup: CREATE TRIGGER ptt AFTER INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TABLE pt DISABLE TRIGGER ptt;

-- case: trigger of a partitioned table, statement
-- setup: CREATE TRIGGER ptt AFTER INSERT ON pt FOR EACH STATEMENT EXECUTE FUNCTION trg();
ALTER TABLE pt DISABLE TRIGGER ptt;

-- case: rule that is not there
ALTER TABLE t DISABLE RULE nope;

-- case: 97 disable all triggers
ALTER TABLE child DISABLE TRIGGER ALL;

-- case: enable always trigger
-- doc: table-options: ENABLE ALWAYS TRIGGER
ALTER TABLE t ENABLE ALWAYS TRIGGER trg1;

-- case: enable replica trigger
-- doc: table-options: ENABLE REPLICA TRIGGER
ALTER TABLE t ENABLE REPLICA TRIGGER trg1;

-- case: enable trigger all
-- doc: table-options: ENABLE TRIGGER ALL
ALTER TABLE t ENABLE TRIGGER ALL;

-- case: enable trigger user
-- doc: table-options: ENABLE TRIGGER USER
ALTER TABLE t ENABLE TRIGGER USER;

-- case: enable always rule
-- doc: table-options: ENABLE ALWAYS RULE
ALTER TABLE child ENABLE ALWAYS RULE rule1;

-- case: enable replica rule
-- doc: table-options: ENABLE REPLICA RULE
ALTER TABLE child ENABLE REPLICA RULE rule1;

-- case: disable rule
-- doc: table-options: DISABLE RULE
ALTER TABLE child DISABLE RULE rule1;
