UPDATE tickets SET parent_id = 2 WHERE id = 1;
ALTER TABLE tickets ADD COLUMN waits date;
