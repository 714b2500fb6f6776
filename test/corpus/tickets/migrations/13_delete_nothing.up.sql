DELETE FROM projects WHERE id = 99;
UPDATE projects SET id = 98 WHERE id = 99;
