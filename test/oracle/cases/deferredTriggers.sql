-- case: an update that leaves the key as it is
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = a_id + 0 WHERE n IS NULL;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: … by itself
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = a_id;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update of the key
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = a_id + 1;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update of the key to NULL
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = NULL;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update to NULL under MATCH FULL of one column
-- setup: CREATE TABLE a (id int, k int, PRIMARY KEY (id, k));
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int, a_k int, n int, FOREIGN KEY (a_id, a_k) REFERENCES a MATCH FULL DEFERRABLE INITIALLY DEFERRED);
-- setup: INSERT INTO a SELECT g, g FROM generate_series(1, 200) g;
-- setup: INSERT INTO b SELECT g, g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = NULL;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update to NULL under MATCH FULL of all columns
-- setup: CREATE TABLE a (id int, k int, PRIMARY KEY (id, k));
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int, a_k int, n int, FOREIGN KEY (a_id, a_k) REFERENCES a MATCH FULL DEFERRABLE INITIALLY DEFERRED);
-- setup: INSERT INTO a SELECT g, g FROM generate_series(1, 200) g;
-- setup: INSERT INTO b SELECT g, g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = NULL, a_k = NULL;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update to NULL of one column of two
-- setup: CREATE TABLE a (id int, k int, PRIMARY KEY (id, k));
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int, a_k int, n int, FOREIGN KEY (a_id, a_k) REFERENCES a DEFERRABLE INITIALLY DEFERRED);
-- setup: INSERT INTO a SELECT g, g FROM generate_series(1, 200) g;
-- setup: INSERT INTO b SELECT g, g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = NULL, a_k = 3;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update of another column
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET n = 1;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update of a row of the same transaction
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
INSERT INTO b VALUES (1, 1, 1);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
UPDATE b SET n = 1;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update of a row of the same transaction, whose key is set to itself
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
INSERT INTO b VALUES (1, 1, 1);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
UPDATE b SET a_id = a_id;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an update of a row of the same transaction, whose key is null
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
INSERT INTO b VALUES (1, NULL, 1);
UPDATE b SET n = 1;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an insert
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
INSERT INTO b VALUES (1, 1, 1);
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an insert of NULL
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
INSERT INTO b VALUES (1, NULL, 1);
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an insert without the key
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
INSERT INTO b (id, n) VALUES (1, 1);
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an insert of no rows
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
INSERT INTO b SELECT id, id, 1 FROM a;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: an insert of rows found
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
INSERT INTO b SELECT id, id, 1 FROM a;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: a delete of the referring row
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
DELETE FROM b;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 3;

-- case: a delete of the row referred to
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
DELETE FROM a WHERE id > 100;
ALTER TABLE a ADD COLUMN z int;

-- case: … and the other table
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
DELETE FROM a WHERE id > 100;
ALTER TABLE b ADD COLUMN z int;

-- case: a delete of the row referred to, cascading
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
DELETE FROM a;
ALTER TABLE a ADD COLUMN z int;

-- case: a delete of the row referred to, setting NULL
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
DELETE FROM a;
ALTER TABLE b ADD COLUMN z int;

-- case: a delete of the row referred to, setting a default
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int DEFAULT 1 REFERENCES a ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(2, 100) g;
DELETE FROM a WHERE id > 1;
ALTER TABLE b ADD COLUMN z int;

-- case: an update of the key referred to, to itself
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE a SET id = id;
ALTER TABLE a ADD COLUMN z int;

-- case: an update of the key referred to
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE a SET id = id + 1000;
ALTER TABLE a ADD COLUMN z int;

-- case: an update of the key referred to, that was null
-- setup: CREATE TABLE a (id int UNIQUE);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a VALUES (NULL);
UPDATE a SET id = 5 WHERE id IS NULL;
ALTER TABLE a ADD COLUMN z int;

-- case: an update of the key referred to, cascading
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE a SET id = id + 1000;
ALTER TABLE b ADD COLUMN z int;

-- case: MERGE that changes the key
-- postgres: 15
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
MERGE INTO b USING a ON b.a_id = a.id WHEN MATCHED THEN UPDATE SET a_id = b.a_id + 1;
ALTER TABLE b ADD COLUMN z int;

-- case: MERGE that leaves the key
-- postgres: 15
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
MERGE INTO b USING a ON b.a_id = a.id WHEN MATCHED THEN UPDATE SET n = 1;
ALTER TABLE b ADD COLUMN z int;

-- case: a deferred constraint trigger of the user's
-- setup: CREATE TABLE b (id int PRIMARY KEY, n int);
-- setup: CREATE CONSTRAINT TRIGGER later AFTER UPDATE ON b DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: INSERT INTO b SELECT g, NULL FROM generate_series(1, 100) g;
UPDATE b SET n = n;
ALTER TABLE b ADD COLUMN z int;

-- case: a deferred constraint trigger that is told of deletes
-- setup: CREATE TABLE b (id int PRIMARY KEY, n int);
-- setup: CREATE CONSTRAINT TRIGGER later AFTER DELETE ON b DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: INSERT INTO b SELECT g, NULL FROM generate_series(1, 100) g;
UPDATE b SET n = n;
ALTER TABLE b ADD COLUMN z int;

-- case: a deferred constraint trigger with UPDATE OF another column
-- setup: CREATE TABLE b (id int PRIMARY KEY, n int, m int);
-- setup: CREATE CONSTRAINT TRIGGER later AFTER UPDATE OF m ON b DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: INSERT INTO b SELECT g, NULL FROM generate_series(1, 100) g;
UPDATE b SET n = 1;
ALTER TABLE b ADD COLUMN z int;

-- case: a deferred constraint trigger whose WHEN is false
-- setup: CREATE TABLE b (id int PRIMARY KEY, n int, m int);
-- setup: CREATE CONSTRAINT TRIGGER later AFTER UPDATE ON b DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (false) EXECUTE FUNCTION trg();
-- setup: INSERT INTO b SELECT g, NULL FROM generate_series(1, 100) g;
UPDATE b SET n = 1;
ALTER TABLE b ADD COLUMN z int;

-- case: a disabled deferred constraint trigger
-- setup: CREATE TABLE b (id int PRIMARY KEY, n int, m int);
-- setup: CREATE CONSTRAINT TRIGGER later AFTER UPDATE ON b DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trg();
-- setup: ALTER TABLE b DISABLE TRIGGER later;
-- setup: INSERT INTO b SELECT g, NULL FROM generate_series(1, 100) g;
UPDATE b SET n = 1;
ALTER TABLE b ADD COLUMN z int;

-- case: a deferrable unique constraint
-- setup: CREATE TABLE b (id int PRIMARY KEY, n int UNIQUE DEFERRABLE INITIALLY DEFERRED);
-- setup: INSERT INTO b SELECT g, g FROM generate_series(1, 100) g;
UPDATE b SET n = 0 - n;
ALTER TABLE b ADD COLUMN z int;

-- case: a deferrable unique constraint that is met twice
-- setup: CREATE TABLE b (id int PRIMARY KEY, n int UNIQUE DEFERRABLE INITIALLY DEFERRED);
-- setup: INSERT INTO b SELECT g, g FROM generate_series(1, 100) g;
UPDATE b SET n = n + 1;
ALTER TABLE b ADD COLUMN z int;

-- case: a deferrable unique constraint and a new row
-- setup: CREATE TABLE b (id int PRIMARY KEY, n int UNIQUE DEFERRABLE INITIALLY DEFERRED);
-- setup: INSERT INTO b SELECT g, g FROM generate_series(1, 100) g;
INSERT INTO b VALUES (1000, 1000);
ALTER TABLE b ADD COLUMN z int;

-- case: the default of a column is made another one while events wait
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = a_id - 1 WHERE id > 1;
TRUNCATE b;

-- case: an index while events wait
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
UPDATE b SET a_id = a_id - 1 WHERE id > 1;
CREATE INDEX b_n ON b (n);

-- case: events after ROLLBACK TO
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
SAVEPOINT one;
INSERT INTO b VALUES (1, 1, 1);
ROLLBACK TO one;
ALTER TABLE b ADD COLUMN z int;

-- case: an upsert that only updates another column
-- setup: CREATE TABLE a (id int PRIMARY KEY);
-- setup: CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int);
-- setup: INSERT INTO a SELECT generate_series(1, 200);
-- setup: INSERT INTO b SELECT g, g, NULL FROM generate_series(1, 100) g;
INSERT INTO b VALUES (1, 1, 1) ON CONFLICT (id) DO UPDATE SET n = 5;
ALTER TABLE b ADD COLUMN z int;
