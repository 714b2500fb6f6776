INSERT INTO comments VALUES (1, 2, 'me too');
DELETE FROM projects WHERE id = 2;
DELETE FROM tickets WHERE id = 2;
DELETE FROM projects;
