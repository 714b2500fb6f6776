-- The index has the old type in its condition, the column its default.
DROP INDEX tickets_open;
ALTER TABLE tickets ALTER COLUMN state DROP DEFAULT;
ALTER TABLE tickets ALTER COLUMN state TYPE text;
DROP TYPE state;
CREATE TYPE state AS ENUM ('open', 'waiting', 'done');
UPDATE tickets SET state = 'done' WHERE state = 'closed';
ALTER TABLE tickets ALTER COLUMN state TYPE state USING state::state;
ALTER TABLE tickets ALTER COLUMN state SET DEFAULT 'open';
CREATE INDEX tickets_open ON tickets (project_id) WHERE state = 'open';
