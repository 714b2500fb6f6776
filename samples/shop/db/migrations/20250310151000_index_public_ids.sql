-- Built while customers go on ordering, so outside a transaction and alone in its file.

-- migrate:up transaction:false
CREATE UNIQUE INDEX CONCURRENTLY orders_public_id_idx ON orders (public_id);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY orders_public_id_idx;
