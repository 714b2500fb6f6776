-- case: an index
CREATE INDEX orders_placed_idx ON orders (placed_at);

-- case: an index of a quoted table
CREATE INDEX ON "Audit Log" ("What");

-- case: an index without blocking
-- mode: autocommit
CREATE INDEX CONCURRENTLY orders_placed_idx ON orders (placed_at);

-- case: an index without blocking in a transaction
CREATE INDEX CONCURRENTLY orders_placed_idx ON orders (placed_at);

-- case: an index without blocking on a partitioned table
-- mode: autocommit
CREATE INDEX CONCURRENTLY events_kind_idx ON events (kind);

-- case: an index without blocking on a partition
-- mode: autocommit
CREATE INDEX CONCURRENTLY events_2024_kind_idx ON events_2024 (kind);

-- case: an index of the partitioned table alone
CREATE INDEX events_kind_idx ON ONLY events (kind);

-- case: an index of a partitioned table
CREATE INDEX events_kind_idx ON events (kind);

-- case: attaching an index of a partition
-- setup: CREATE INDEX metrics_at_idx ON ONLY metrics (at);
-- setup: CREATE INDEX metrics_eu_at_idx ON metrics_eu (at);
ALTER INDEX metrics_at_idx ATTACH PARTITION metrics_eu_at_idx;

-- case: a unique index that rows violate
CREATE UNIQUE INDEX invoices_due_uq ON billing.invoices (due);

-- case: a unique index that rows violate, without blocking
-- mode: autocommit
CREATE UNIQUE INDEX CONCURRENTLY invoices_due_uq ON billing.invoices (due);

-- case: a unique index that no row violates, without blocking
-- mode: autocommit
CREATE UNIQUE INDEX CONCURRENTLY invoices_order_uq ON billing.invoices (order_id);

-- case: an index on an expression that is not immutable
CREATE INDEX orders_day_idx ON orders ((placed_at::timestamptz::date));

-- case: an index on an expression
CREATE INDEX customers_notes_idx ON customers (normalised(notes));

-- case: a partial index that has few rows
CREATE INDEX customers_odd_idx ON customers (id) WHERE score < 0;

-- case: an index whose name is taken
CREATE INDEX customers_phone_idx ON customers (phone, id);

-- case: an index whose name is taken, if not exists
CREATE INDEX IF NOT EXISTS customers_phone_idx ON customers (phone, id);

-- case: an index of a new table
CREATE TABLE labels (id bigint PRIMARY KEY, name text);
CREATE INDEX labels_name_idx ON labels (name);

-- case: an index of a new partition of an old table
CREATE INDEX metrics_asia_at ON metrics_asia (at);

-- case: an index of a materialized view
CREATE INDEX daily_sales_day ON daily_sales (day);

-- case: an index of a view
CREATE INDEX active_idx ON active_customers (id);

-- case: a hash index
CREATE INDEX orders_ref_hash ON orders USING hash (ref);

-- case: an index by a method that there is not
CREATE INDEX orders_ref_idx ON orders USING btreee (ref);

-- case: an index of an unlogged table
CREATE INDEX sessions_customer_idx ON sessions (customer_id);

-- case: dropping an index
DROP INDEX customers_phone_idx;

-- case: dropping an index without blocking
-- mode: autocommit
DROP INDEX CONCURRENTLY customers_phone_idx;

-- case: dropping an index without blocking in a transaction
DROP INDEX CONCURRENTLY customers_phone_idx;

-- case: dropping the unique index that upserts use
DROP INDEX orders_code_uq;

-- case: dropping the unique index that upserts use, without blocking
-- mode: autocommit
DROP INDEX CONCURRENTLY orders_code_uq;

-- case: dropping the index of a constraint
DROP INDEX customers_email_key;

-- case: dropping an index that is not there, if exists
DROP INDEX IF EXISTS customers_age_idx;

-- case: dropping two indexes without blocking
-- mode: autocommit
DROP INDEX CONCURRENTLY customers_phone_idx, customers_country_idx;

-- case: replacing an index in one transaction
DROP INDEX customers_phone_idx;
CREATE INDEX customers_phone_idx ON customers (phone, country);

-- case: replacing an index without blocking
-- mode: autocommit
CREATE INDEX CONCURRENTLY customers_phone_idx2 ON customers (phone, country);
DROP INDEX CONCURRENTLY customers_phone_idx;
ALTER INDEX customers_phone_idx2 RENAME TO customers_phone_idx;

-- case: renaming an index
ALTER INDEX customers_phone_idx RENAME TO customers_by_phone;

-- case: rebuilding an index
REINDEX INDEX customers_phone_idx;

-- case: rebuilding an index without blocking
-- mode: autocommit
REINDEX INDEX CONCURRENTLY customers_phone_idx;

-- case: rebuilding the indexes of a table
REINDEX TABLE billing.invoices;

-- case: rebuilding the indexes of a partitioned table in a transaction
REINDEX TABLE events;

-- case: options of an index
ALTER INDEX customers_phone_idx SET (fillfactor = 70);

-- case: a column between two indexes that are built
-- mode: autocommit
ALTER TABLE orders ADD COLUMN region text;
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);

-- case: a column and its index in one transaction
ALTER TABLE orders ADD COLUMN region text;
CREATE INDEX orders_region_idx ON orders (region);

-- case: two indexes of two tables in one transaction
CREATE INDEX orders_note_idx ON orders (note);
CREATE INDEX items_sku_idx ON order_items (sku);
