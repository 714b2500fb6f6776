-- case: one row
INSERT INTO documents (id, owner, title) VALUES (-1, 'o', 't');

-- case: one row that there is
INSERT INTO customers (id, name, email, notes) VALUES (7, 'n', 'e', 'n');

-- case: one row that there is, on conflict
INSERT INTO customers (id, name, email, notes) VALUES (7, 'n', 'e', 'n') ON CONFLICT DO NOTHING;

-- case: a row that refers to nothing
INSERT INTO orders (customer_id, total) VALUES (-5, 1);

-- case: a row without a required value
INSERT INTO customers (id, name) VALUES (-7, 'n');

-- case: all rows
UPDATE customers SET legacy = legacy + 1000000;

-- case: all rows by a condition that is always true
UPDATE orders SET discount = 1 WHERE id IS NOT NULL;

-- case: one row by its key
UPDATE customers SET balance = 0 WHERE id = 5;

-- case: a limited update
UPDATE customers SET balance = 0 LIMIT 10;

-- case: deleting all rows
DELETE FROM sessions;

-- case: deleting one row by its key
-- setup: INSERT INTO documents (id, owner) VALUES (-9, 'x');
DELETE FROM documents WHERE id = -8;

-- case: deleting what others refer to
DELETE FROM customers WHERE id = 9;

-- case: deleting rows with those that hang on them
DELETE FROM orders;

-- case: changing rows in batches of their own
-- mode: autocommit
DO $$
DECLARE last integer := 0; top integer;
BEGIN
  LOOP
    SELECT max(id) INTO top FROM (SELECT id FROM orders WHERE id > last ORDER BY id LIMIT 500) batch;
    EXIT WHEN top IS NULL;
    UPDATE orders SET parent_id = id WHERE id > last AND id <= top;
    last := top;
    COMMIT;
  END LOOP;
END $$;

-- case: changing rows in batches in a transaction
DO $$
BEGIN
  UPDATE orders SET parent_id = id WHERE id BETWEEN 1 AND 100;
  COMMIT;
END $$;

-- case: a change and all rows
ALTER TABLE customers ADD COLUMN region text;
UPDATE customers SET region = 'eu' WHERE country = 'de';

-- case: all rows, then a change
UPDATE billing.invoices SET paid = false WHERE paid IS NULL;
ALTER TABLE billing.invoices ALTER COLUMN paid SET DEFAULT false;

-- case: rows copied between tables
INSERT INTO "Audit Log" ("What", "Old Value") SELECT 'order', code FROM orders;

-- case: rows of a view
UPDATE active_customers SET name = 'x' WHERE id = 12;

-- case: all rows of a view
UPDATE active_customers SET email = id || '@example.com';

-- case: all rows of a partitioned table
UPDATE events SET kind = 'old' WHERE weight > 0;

-- case: rows of a table of the same migration
CREATE TABLE rates (id integer PRIMARY KEY, rate numeric);
INSERT INTO rates VALUES (1, 0.5), (2, 0.7);
UPDATE rates SET rate = rate * 2;

-- case: a column that is not there
UPDATE customers SET nickname = 'x' WHERE id = 3;

-- case: a merge of few rows
-- setup: CREATE TABLE news (id integer, title text); INSERT INTO news VALUES (1, 'a'), (2, 'b');
MERGE INTO documents d USING news n ON d.id = n.id WHEN MATCHED THEN UPDATE SET title = n.title;

-- case: all rows locked
SELECT id FROM orders FOR UPDATE;

-- case: a count
SELECT count(*) FROM orders;

-- case: a setting with a unit that there is not
SET lock_timeout = '5 seconds';

-- case: rows copied, then a change
INSERT INTO "Audit Log" ("What", "Old Value") SELECT 'customer', phone FROM customers;
ALTER TABLE customers DROP COLUMN IF EXISTS no_such_column;

-- case: a syntax error
ALTER TABLE customers ADD COLUM x text;

-- case: a transaction inside a transaction
BEGIN;
ALTER TABLE orders ADD COLUMN a3 integer;
COMMIT;

-- case: a read of a big table while a small one is locked
CREATE TABLE flags (id integer PRIMARY KEY, name text);
ALTER TABLE flags ADD COLUMN at date;
SELECT count(*) FROM orders WHERE note LIKE '%x%';

-- case: a read of a big table while one that is used is locked
ALTER TABLE documents ADD COLUMN at date;
SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.note LIKE '%x%';
