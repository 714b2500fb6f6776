-- case: a new table
CREATE TABLE labels (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, at timestamptz DEFAULT now());

-- case: a table that there is
CREATE TABLE customers (id bigint);

-- case: a table that there is, if not exists
CREATE TABLE IF NOT EXISTS customers (id bigint);

-- case: dropping a table that is used
DROP TABLE documents;

-- case: dropping a table that others refer to
DROP TABLE customers;

-- case: dropping a table that others refer to, with cascade
DROP TABLE orders CASCADE;

-- case: dropping a table of the same migration
CREATE TABLE scratch (id integer);
DROP TABLE scratch;

-- case: dropping a table that is not there, if exists
DROP TABLE IF EXISTS labels;

-- case: dropping a view as a table
DROP TABLE active_customers;

-- case: renaming a table
ALTER TABLE orders RENAME TO purchases;

-- case: renaming a table and keeping its name as a view
ALTER TABLE vehicles RENAME TO machines;
CREATE VIEW vehicles AS SELECT * FROM machines;
GRANT SELECT ON vehicles TO lockkeeper_accuracy;

-- case: renaming a table and leaving nothing for who writes
ALTER TABLE sessions RENAME TO visits;
CREATE VIEW sessions AS SELECT token, customer_id, data FROM visits WHERE token <> '' LIMIT 10;
GRANT ALL ON sessions TO lockkeeper_accuracy;

-- case: swapping two tables
CREATE TABLE documents_new (LIKE documents INCLUDING ALL);
INSERT INTO documents_new SELECT * FROM documents;
ALTER TABLE documents RENAME TO documents_old;
ALTER TABLE documents_new RENAME TO documents;
GRANT ALL ON documents TO lockkeeper_accuracy;

-- case: swapping two tables after a lock
LOCK TABLE documents IN ACCESS EXCLUSIVE MODE;
CREATE TABLE documents_new (LIKE documents INCLUDING ALL);
INSERT INTO documents_new SELECT * FROM documents;

-- case: another schema
ALTER TABLE billing.invoices SET SCHEMA public;

-- case: emptying a table
TRUNCATE sessions;

-- case: emptying a table that others refer to
TRUNCATE customers;

-- case: emptying a table that others refer to, with cascade
TRUNCATE orders CASCADE;

-- case: emptying a table of the same migration
CREATE TABLE scratch (id integer);
INSERT INTO scratch VALUES (1);
TRUNCATE scratch;

-- case: a copy of a table
CREATE TABLE customers_copy AS SELECT * FROM customers;

-- case: a copy of a table after a change to it
ALTER TABLE customers ADD COLUMN copied boolean;
CREATE TABLE customers_copy AS SELECT * FROM customers;

-- case: logging a table
ALTER TABLE sessions SET LOGGED;

-- case: no longer logging a table
ALTER TABLE "Audit Log" SET UNLOGGED;

-- case: no longer logging a table that is published
ALTER TABLE orders SET UNLOGGED;

-- case: the order of a table
CLUSTER billing.invoices USING invoices_pkey;

-- case: an order for later
ALTER TABLE billing.invoices CLUSTER ON invoices_pkey;

-- case: vacuum
-- mode: autocommit
VACUUM orders;

-- case: full vacuum
-- mode: autocommit
VACUUM FULL orders;

-- case: vacuum in a transaction
VACUUM orders;

-- case: analyze
ANALYZE orders;

-- case: analyze after a change
ALTER TABLE orders ADD COLUMN a1 integer;
ANALYZE orders;

-- case: options of a table
ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 90);

-- case: a tablespace that is the same
ALTER TABLE orders SET TABLESPACE pg_default;

-- case: another owner
-- setup: DO $$ BEGIN CREATE ROLE accuracy_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER TABLE orders OWNER TO accuracy_owner;

-- case: a comment
COMMENT ON TABLE orders IS 'What was ordered';

-- case: a parent for a table
ALTER TABLE metrics_asia INHERIT vehicles;

-- case: no parent any more
ALTER TABLE cars NO INHERIT vehicles;

-- case: a child
CREATE TABLE bikes (gears integer) INHERITS (vehicles);

-- case: no oids
ALTER TABLE orders SET WITHOUT OIDS;

-- case: dropping a schema that is not empty
DROP SCHEMA billing;

-- case: dropping a schema with all that is in it
DROP SCHEMA billing CASCADE;

-- case: renaming a schema
ALTER SCHEMA billing RENAME TO accounting;

-- case: a new schema
CREATE SCHEMA reporting;

-- case: a lock alone
LOCK TABLE orders IN SHARE MODE;

-- case: a lock held through a count
LOCK TABLE orders IN SHARE MODE;
SELECT count(*) FROM orders WHERE note LIKE '%9%' AND code LIKE '%8%';

-- case: no replica identity
ALTER TABLE orders REPLICA IDENTITY NOTHING;

-- case: all columns as replica identity
ALTER TABLE orders REPLICA IDENTITY FULL;

-- case: an index as replica identity
ALTER TABLE documents REPLICA IDENTITY USING INDEX documents_id_uq;
