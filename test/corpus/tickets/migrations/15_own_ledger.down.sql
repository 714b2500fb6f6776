DROP VIEW schema_version;
