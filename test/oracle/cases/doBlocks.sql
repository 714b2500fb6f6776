-- case: 61 create index concurrently in a body
DO $$ BEGIN CREATE INDEX CONCURRENTLY i1 ON tgen (id); END $$;

-- case: an index that takes the place of another in a body
-- setup: CREATE TABLE op (a int, b int); CREATE INDEX opi ON op (a);
DO $$ BEGIN DROP INDEX opi; CREATE INDEX opi ON op (b); END $$;

-- case: an index that takes the place of another in a body that rewrites
-- setup: CREATE TABLE op (a int, b int); CREATE INDEX opi ON op (a);
DO $$ BEGIN DROP INDEX opi; CREATE INDEX opi ON op (b); ALTER TABLE op ALTER COLUMN a TYPE bigint; END $$;

-- case: a DO block with a missing type
DO $$ DECLARE a nothing; BEGIN ALTER TABLE t ADD COLUMN z int; END $$;

-- case: a body with ddl
-- doc: functions: DO with DDL in it: what the DDL takes
DO $$ BEGIN ALTER TABLE t ADD COLUMN z int; END $$;

-- case: a body with dml
-- doc: functions: DO with queries in it: what they take
DO $$ BEGIN UPDATE tgen SET a = 1 WHERE id = 1; END $$;

-- case: a body that rewrites a table and indexes it
DO $$ BEGIN
  ALTER TABLE tgen ADD COLUMN z serial;
  CREATE INDEX ON tgen (z);
END $$;
