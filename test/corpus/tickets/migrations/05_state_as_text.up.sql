ALTER TABLE tickets ALTER COLUMN state TYPE text;
