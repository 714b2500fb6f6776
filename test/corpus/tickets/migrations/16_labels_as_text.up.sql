ALTER TABLE tickets ALTER COLUMN labels TYPE text[];
