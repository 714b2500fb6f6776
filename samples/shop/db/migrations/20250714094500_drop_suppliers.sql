-- Purchasing moved to the new warehouse system in June; the shop no longer needs to know who delivers.

-- migrate:up
ALTER TABLE products DROP COLUMN supplier_id;
DROP TABLE suppliers;

-- migrate:down
CREATE TABLE suppliers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CONSTRAINT suppliers_name_key UNIQUE
);
ALTER TABLE products ADD COLUMN supplier_id bigint REFERENCES suppliers (id);
