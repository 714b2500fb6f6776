DROP INDEX tickets_ideas;
ALTER TABLE tickets ALTER COLUMN labels TYPE text[];
-- The default still has a constant of the type.
DROP TYPE label;
