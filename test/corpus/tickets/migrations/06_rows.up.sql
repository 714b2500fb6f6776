INSERT INTO projects (id, key) VALUES (1, 'one'), (2, 'two');
INSERT INTO tickets (id, project_id, title) VALUES (1, 1, 'first'), (2, 1, 'second');
UPDATE tickets SET parent_id = 1 WHERE id = 2;
