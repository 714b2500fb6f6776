-- case: a check
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);

-- case: a check that is not yet validated
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;

-- case: a check that rows violate
ALTER TABLE orders ADD CONSTRAINT discount_big CHECK (discount > 10);

-- case: a check that the application's rows violate, not yet validated
ALTER TABLE customers ADD CONSTRAINT phone_known CHECK (phone IS NOT NULL) NOT VALID;

-- case: a check that the next migration validates
-- setup: ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;

-- case: a check and its validation in one transaction
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;

-- case: a check and its validation, each by itself
-- mode: autocommit
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;

-- case: validation beside another change
-- setup: ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT total_positive, ADD COLUMN extra text;

-- case: validation of what is valid
ALTER TABLE customers VALIDATE CONSTRAINT customers_score_check;

-- case: a check of a partitioned table
ALTER TABLE events ADD CONSTRAINT kind_known CHECK (kind <> '');

-- case: a check of the parent alone
ALTER TABLE vehicles ADD CONSTRAINT wheels_positive CHECK (wheels > 0) NO INHERIT;

-- case: a check of a parent that children do not have
ALTER TABLE ONLY vehicles ADD CONSTRAINT wheels_positive CHECK (wheels > 0);

-- case: a check with a subquery
ALTER TABLE orders ADD CONSTRAINT known CHECK (customer_id IN (SELECT id FROM customers));

-- case: a check whose name is taken
ALTER TABLE customers ADD CONSTRAINT customers_score_check CHECK (score < 1000000);

-- case: a constraint if it does not exist
ALTER TABLE orders ADD CONSTRAINT IF NOT EXISTS total_positive CHECK (total > 0);

-- case: a foreign key
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_order_fk FOREIGN KEY (order_id) REFERENCES orders (id);

-- case: a foreign key that is not yet validated
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_order_fk FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;

-- case: validating a foreign key
-- setup: ALTER TABLE billing.invoices ADD CONSTRAINT invoices_order_fk FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
ALTER TABLE billing.invoices VALIDATE CONSTRAINT invoices_order_fk;

-- case: a foreign key of a table to itself
ALTER TABLE orders ADD FOREIGN KEY (parent_id) REFERENCES orders;

-- case: a foreign key to a column without a key
ALTER TABLE billing.invoices ADD FOREIGN KEY (order_id) REFERENCES documents (id);

-- case: a foreign key to a column that nothing makes unique
ALTER TABLE billing.invoices ADD FOREIGN KEY (order_id) REFERENCES order_items (order_id);

-- case: a foreign key of a type that does not compare
ALTER TABLE sessions ADD FOREIGN KEY (token) REFERENCES customers (id);

-- case: a foreign key of an unlogged table
ALTER TABLE sessions ADD FOREIGN KEY (customer_id) REFERENCES customers (id);

-- case: a foreign key of a partitioned table
ALTER TABLE events ADD CONSTRAINT events_customer_fk FOREIGN KEY (id) REFERENCES customers (id);

-- case: a foreign key of a partitioned table that is not yet validated
ALTER TABLE events ADD CONSTRAINT events_customer_fk FOREIGN KEY (id) REFERENCES customers (id) NOT VALID;

-- case: a foreign key that rows violate
-- setup: INSERT INTO billing.invoices (order_id) VALUES (-1);
ALTER TABLE billing.invoices ADD FOREIGN KEY (order_id) REFERENCES orders (id);

-- case: a new table with a foreign key
CREATE TABLE shipments (id bigint PRIMARY KEY, order_id integer REFERENCES orders (id));

-- case: a new table with a foreign key, filled in the same transaction
CREATE TABLE shipments (id bigint PRIMARY KEY, order_id integer REFERENCES orders (id));
INSERT INTO shipments SELECT id, id FROM orders;

-- case: a new table without foreign key, filled in the same transaction
CREATE TABLE order_totals (id bigint, total bigint);
INSERT INTO order_totals SELECT id, total FROM orders;
CREATE INDEX order_totals_id ON order_totals (id);

-- case: dropping a foreign key
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk;

-- case: dropping a check
ALTER TABLE customers DROP CONSTRAINT customers_score_check;

-- case: dropping a constraint that is not there
ALTER TABLE customers DROP CONSTRAINT customers_age_check;

-- case: dropping a constraint that is not there, if exists
ALTER TABLE customers DROP CONSTRAINT IF EXISTS customers_age_check;

-- case: dropping a unique constraint that upserts use
ALTER TABLE customers DROP CONSTRAINT customers_email_key;

-- case: dropping a primary key that others refer to
ALTER TABLE customers DROP CONSTRAINT customers_pkey;

-- case: dropping a primary key that others refer to, with cascade
ALTER TABLE customers DROP CONSTRAINT customers_pkey CASCADE;

-- case: dropping a primary key of two columns
ALTER TABLE order_items DROP CONSTRAINT order_items_pkey;

-- case: a unique constraint
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_order_key UNIQUE (order_id);

-- case: a unique constraint that rows violate
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_due_key UNIQUE (due);

-- case: a unique constraint on an index that is there
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE USING INDEX orders_code_uq;

-- case: a unique constraint on a partial index
-- setup: CREATE UNIQUE INDEX invoices_open ON billing.invoices (no) WHERE paid;
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_open_key UNIQUE USING INDEX invoices_open;

-- case: a unique constraint of a partitioned table without its key
ALTER TABLE events ADD CONSTRAINT events_id_key UNIQUE (id);

-- case: a unique constraint of a partitioned table
ALTER TABLE events ADD CONSTRAINT events_key UNIQUE (id, at);

-- case: a primary key of a table without one
ALTER TABLE sessions ADD PRIMARY KEY (token);

-- case: a primary key on an index whose columns are required
ALTER TABLE documents ADD CONSTRAINT documents_pkey PRIMARY KEY USING INDEX documents_id_uq;

-- case: a primary key on an index whose columns are not required
-- setup: CREATE UNIQUE INDEX sessions_token ON sessions (token);
ALTER TABLE sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY USING INDEX sessions_token;

-- case: a second primary key
ALTER TABLE customers ADD PRIMARY KEY (email);

-- case: an exclusion constraint
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_excluded EXCLUDE USING btree (no WITH =);

-- case: a deferrable constraint
ALTER TABLE orders ALTER CONSTRAINT orders_customer_fk DEFERRABLE INITIALLY DEFERRED;

-- case: renaming a constraint
ALTER TABLE orders RENAME CONSTRAINT orders_customer_fk TO orders_customer_id_fkey;

-- case: renaming a constraint that upserts name
-- client: INSERT INTO customers (id, name, email, notes) VALUES (7, 'N', '7@example.org', 'n') ON CONFLICT ON CONSTRAINT customers_email_key DO NOTHING;
ALTER TABLE customers RENAME CONSTRAINT customers_email_key TO customers_email_unique;

-- case: replacing a check by a wider one
ALTER TABLE customers DROP CONSTRAINT customers_score_check, ADD CONSTRAINT customers_score_check CHECK (score >= -100);

-- case: replacing a check by a wider one that is not validated
ALTER TABLE customers DROP CONSTRAINT customers_score_check, ADD CONSTRAINT customers_score_check CHECK (score >= -100) NOT VALID;

-- case: a constraint on not null that is not yet validated
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_amount_set NOT NULL amount NOT VALID;

-- case: two foreign keys in one statement
ALTER TABLE billing.invoices ADD COLUMN customer_id bigint, ADD FOREIGN KEY (customer_id) REFERENCES customers (id), ADD FOREIGN KEY (order_id) REFERENCES orders (id);
