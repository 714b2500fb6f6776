-- case: replica identity of a nullable index
ALTER TABLE t REPLICA IDENTITY USING INDEX t_a_uq;

-- case: replica identity of an index that is not there
ALTER TABLE t REPLICA IDENTITY USING INDEX nope;

-- case: replica identity by an expression
-- setup: CREATE UNIQUE INDEX ue ON tgen (id, (a + 1));
ALTER TABLE tgen REPLICA IDENTITY USING INDEX ue;
