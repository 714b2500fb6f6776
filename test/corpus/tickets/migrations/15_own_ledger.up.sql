DO $$
BEGIN
  IF (SELECT count(*) FROM schema_migrations WHERE dirty) > 100 THEN
    RAISE EXCEPTION 'dirty';
  END IF;
END $$;
DELETE FROM schema_migrations WHERE version < 0;
CREATE VIEW schema_version AS SELECT version FROM schema_migrations;
