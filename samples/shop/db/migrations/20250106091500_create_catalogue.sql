-- The shop opens: customers, what we sell, and how much of it is on the shelf.

-- migrate:up
CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  fullname text NOT NULL,
  phone text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT customers_email_key UNIQUE (email)
);

CREATE TABLE suppliers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CONSTRAINT suppliers_name_key UNIQUE
);

CREATE TABLE products (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sku text NOT NULL CONSTRAINT products_sku_key UNIQUE,
  title text NOT NULL,
  description text,
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  supplier_id bigint REFERENCES suppliers (id),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE inventory (
  product_id bigint PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  on_hand integer NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- migrate:down
DROP TABLE inventory;
DROP TABLE products;
DROP TABLE suppliers;
DROP TABLE customers;
