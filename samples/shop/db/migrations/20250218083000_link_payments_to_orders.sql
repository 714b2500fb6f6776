-- Finance is done with the import. A payment without an order is a bug from now on.

-- migrate:up
ALTER TABLE payments
  ADD CONSTRAINT payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id);

-- migrate:down
ALTER TABLE payments DROP CONSTRAINT payments_order_id_fkey;
