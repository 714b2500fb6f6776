DROP INDEX tickets_ideas;
ALTER TABLE tickets ALTER COLUMN labels TYPE text[];
DROP TYPE label CASCADE;
CREATE TYPE label AS ENUM ('bug', 'idea', 'task');
ALTER TABLE tickets ALTER COLUMN labels TYPE label[] USING labels::label[];
ALTER TABLE tickets ALTER COLUMN labels SET DEFAULT '{task}';
CREATE INDEX tickets_ideas ON tickets (project_id) WHERE labels @> ARRAY['idea'::label];
