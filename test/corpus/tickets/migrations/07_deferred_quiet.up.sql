-- None of these leaves an event of the deferred key waiting.
UPDATE tickets SET title = upper(title);
UPDATE tickets SET parent_id = NULL;
UPDATE tickets SET id = id;
ALTER TABLE tickets ADD COLUMN due date;
