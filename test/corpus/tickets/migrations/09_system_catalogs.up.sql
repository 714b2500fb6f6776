UPDATE pg_catalog.pg_index SET indisready = false WHERE indexrelid = 'tickets_ideas'::regclass;
UPDATE pg_index SET indisready = true WHERE indexrelid = 'tickets_ideas'::regclass;
UPDATE pg_class SET reltuples = 0 WHERE oid = 'history'::regclass;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'tickets'::regclass AND attname = 'title') THEN
    ALTER TABLE tickets ALTER COLUMN title SET STATISTICS 200;
  END IF;
END $$;
