-- case: a view
CREATE VIEW paid_orders AS SELECT id, total FROM orders WHERE state = 'paid';

-- case: a view with one more column
CREATE OR REPLACE VIEW active_customers AS SELECT id, name, email, phone FROM customers WHERE active;

-- case: a view with fewer columns
CREATE OR REPLACE VIEW active_customers AS SELECT id, name FROM customers WHERE active;

-- case: a view with its columns in another order
CREATE OR REPLACE VIEW active_customers AS SELECT name, id, email FROM customers WHERE active;

-- case: dropping a view that is read
DROP VIEW active_customers;

-- case: dropping a view and making it anew in one transaction
DROP VIEW order_sums;
CREATE VIEW order_sums AS SELECT customer_id, sum(total) AS total, count(*) AS orders FROM orders GROUP BY customer_id;
GRANT SELECT ON order_sums TO lockkeeper_accuracy;

-- case: dropping a view and making it anew without its privileges
DROP VIEW order_sums;
CREATE VIEW order_sums AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;

-- case: renaming a view
ALTER VIEW order_sums RENAME TO sums_of_orders;

-- case: dropping a view that is not there
DROP VIEW no_such_view;

-- case: refreshing a materialized view
REFRESH MATERIALIZED VIEW customer_stats;

-- case: refreshing a materialized view without blocking
REFRESH MATERIALIZED VIEW CONCURRENTLY customer_stats;

-- case: refreshing a materialized view without blocking that has no unique index
REFRESH MATERIALIZED VIEW CONCURRENTLY daily_sales;

-- case: a new materialized view
CREATE MATERIALIZED VIEW best AS SELECT customer_id, max(total) FROM orders GROUP BY 1;

-- case: dropping a materialized view
DROP MATERIALIZED VIEW daily_sales;

-- case: a trigger
CREATE TRIGGER customers_touch BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION pass();

-- case: a trigger whose name is taken
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();

-- case: dropping a trigger
DROP TRIGGER orders_touch ON orders;

-- case: a trigger that takes no rows any more
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER documents_refuse BEFORE INSERT ON documents FOR EACH ROW EXECUTE FUNCTION refuse();

-- case: disabling a trigger
ALTER TABLE orders DISABLE TRIGGER orders_touch;

-- case: a trigger on the wrong function
CREATE TRIGGER t1 BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION normalised();

-- case: a rule that does nothing instead
CREATE RULE no_delete AS ON DELETE TO orders DO INSTEAD NOTHING;

-- case: a function
CREATE FUNCTION cube(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT x * x * x';

-- case: a function with another body
CREATE OR REPLACE FUNCTION next_code() RETURNS text LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN md5(clock_timestamp()::text); END';

-- case: a function with another type of result
CREATE OR REPLACE FUNCTION next_code() RETURNS uuid LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN gen_random_uuid(); END';

-- case: a function with a parameter more
CREATE OR REPLACE FUNCTION price_with_tax(price numeric, tax numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT price * tax';

-- case: a function with a parameter of another name
CREATE OR REPLACE FUNCTION price_with_tax(net numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT net * 1.19';

-- case: dropping a function that is called
DROP FUNCTION next_code();

-- case: dropping a function that a trigger needs
DROP FUNCTION touch();

-- case: dropping a procedure that is called
DROP PROCEDURE archive_order(integer);

-- case: renaming a function
ALTER FUNCTION normalised(text) RENAME TO in_small_letters;

-- case: a function that takes another parameter by default makes calls ambiguous
CREATE FUNCTION price_with_tax(price numeric, tax numeric DEFAULT 1.2) RETURNS numeric LANGUAGE sql AS 'SELECT price * tax';

-- case: a new sequence
CREATE SEQUENCE ticket_no AS bigint START 100;

-- case: a sequence from the start again
ALTER SEQUENCE billing.invoice_no RESTART WITH 1;

-- case: another increment of a sequence
ALTER SEQUENCE billing.invoice_no INCREMENT BY 10;

-- case: a sequence moved on
SELECT setval('billing.invoice_no', 50000000);

-- case: dropping a sequence that a default needs
DROP SEQUENCE billing.invoice_no;

-- case: dropping a sequence that a default needs, with cascade
DROP SEQUENCE billing.invoice_no CASCADE;

-- case: renaming a sequence that is called by its name
ALTER SEQUENCE billing.invoice_no RENAME TO invoice_number;

-- case: row security without a policy
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;

-- case: row security with a policy that lets all pass
CREATE POLICY everybody ON documents USING (true) WITH CHECK (true);
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;

-- case: a policy on a table without row security
CREATE POLICY own ON documents USING (owner = current_user);

-- case: a stricter policy on a table with row security
-- setup: CREATE POLICY everybody ON documents USING (true) WITH CHECK (true);
-- setup: ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY german ON documents AS RESTRICTIVE USING (lang = 'de');

-- case: dropping the only policy
-- setup: CREATE POLICY everybody ON documents USING (true) WITH CHECK (true);
-- setup: ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
DROP POLICY everybody ON documents;

-- case: taking a privilege
REVOKE INSERT ON orders FROM lockkeeper_accuracy;

-- case: taking all in a schema
REVOKE USAGE ON SCHEMA billing FROM lockkeeper_accuracy;

-- case: giving a privilege
GRANT TRUNCATE ON orders TO lockkeeper_accuracy;

-- case: a publication of a table with a key
CREATE PUBLICATION outbound_log FOR TABLE "Audit Log";

-- case: a publication of a table without a key
CREATE PUBLICATION outbound_documents FOR TABLE documents;

-- case: a table without a key for a publication
ALTER PUBLICATION outbound ADD TABLE documents;

-- case: a publication that publishes inserts only
CREATE PUBLICATION outbound_inserts FOR TABLE documents WITH (publish = 'insert');

-- case: no table for a publication any more
ALTER PUBLICATION outbound DROP TABLE orders;

-- case: an enum
CREATE TYPE mood AS ENUM ('good', 'bad');

-- case: a domain
CREATE DOMAIN zip AS text CHECK (VALUE ~ '^\d{5}$');

-- case: a domain that a new table has
CREATE DOMAIN zip AS text CHECK (VALUE ~ '^\d{5}$');
CREATE TABLE places (zip zip, name text);

-- case: extended statistics
CREATE STATISTICS orders_stats (dependencies) ON customer_id, state FROM orders;

-- case: an extension that there is not
CREATE EXTENSION no_such_extension;

-- case: an extension that is there
CREATE EXTENSION IF NOT EXISTS plpgsql;

-- case: a DO block that only looks
DO $$ BEGIN IF EXISTS (SELECT FROM pg_class WHERE relname = 'no_such_table') THEN DROP TABLE no_such_table; END IF; END $$;

-- case: a DO block that builds an index
DO $$ BEGIN CREATE INDEX orders_parent_idx ON orders (parent_id); END $$;

-- case: a DO block that makes its statement from text
DO $$ BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN %I integer', 'orders', 'a2'); END $$;

-- case: a DO block that builds an index without blocking
-- mode: autocommit
DO $$ BEGIN CREATE INDEX CONCURRENTLY orders_parent_idx ON orders (parent_id); END $$;
