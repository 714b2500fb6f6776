ALTER TABLE version_downloads DROP CONSTRAINT version_downloads_pkey
ALTER TABLE version_downloads ADD COLUMN id serial PRIMARY KEY;
DROP TABLE version_downloads;
