-- The back office lists open orders by date; the page takes four seconds without an index.

-- migrate:up
CREATE INDEX orders_status_placed_at_idx ON orders (status, placed_at DESC);

-- migrate:down
DROP INDEX orders_status_placed_at_idx;
