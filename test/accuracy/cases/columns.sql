-- case: a nullable column
ALTER TABLE customers ADD COLUMN nickname text;

-- case: a column with a constant default
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';

-- case: a column with a stable default
ALTER TABLE orders ADD COLUMN imported_at timestamptz DEFAULT now();

-- case: a column with the clock as default
ALTER TABLE orders ADD COLUMN imported_at timestamptz DEFAULT clock_timestamp();

-- case: a column with a random identifier
ALTER TABLE customers ADD COLUMN token uuid DEFAULT gen_random_uuid();

-- case: a column whose default is a volatile function of ours
ALTER TABLE customers ADD COLUMN token text DEFAULT next_code();

-- case: a column whose default is an immutable function of ours
ALTER TABLE customers ADD COLUMN fee numeric DEFAULT price_with_tax(1);

-- case: a column that must be given
ALTER TABLE billing.invoices ADD COLUMN currency text NOT NULL;

-- case: a column that must be given, on an empty table that the application fills
-- setup: CREATE TABLE coupons (id integer PRIMARY KEY, code text);
-- setup: GRANT ALL ON coupons TO lockkeeper_accuracy;
-- client: INSERT INTO coupons (id, code) VALUES (1, 'x');
ALTER TABLE coupons ADD COLUMN valid_until date NOT NULL;

-- case: a serial column
ALTER TABLE order_items ADD COLUMN position bigserial;

-- case: an identity column
ALTER TABLE documents ADD COLUMN nr bigint GENERATED ALWAYS AS IDENTITY;

-- case: a stored generated column
ALTER TABLE "Audit Log" ADD COLUMN "Length" integer GENERATED ALWAYS AS (length("Old Value")) STORED;

-- case: a virtual generated column where the server has them
ALTER TABLE orders ADD COLUMN double_id integer GENERATED ALWAYS AS (id * 2) VIRTUAL;

-- case: a column of a domain with a check
ALTER TABLE orders ADD COLUMN rebate percent;

-- case: a column of a domain without a check
ALTER TABLE orders ADD COLUMN fee cents;

-- case: a column with a check of its own
ALTER TABLE customers ADD COLUMN level integer CHECK (level > 0);

-- case: a column with a check of its own and a default
ALTER TABLE customers ADD COLUMN level integer NOT NULL DEFAULT 1 CHECK (level > 0);

-- case: a unique column
ALTER TABLE customers ADD COLUMN handle text UNIQUE;

-- case: a column that refers to another table
ALTER TABLE orders ADD COLUMN seller_id bigint REFERENCES customers (id);

-- case: a column that refers to another table, with a default
ALTER TABLE orders ADD COLUMN seller_id bigint DEFAULT 1 REFERENCES customers (id);

-- case: a column of a partitioned table
ALTER TABLE events ADD COLUMN source text DEFAULT 'web';

-- case: a column of a partitioned table with a volatile default
ALTER TABLE events ADD COLUMN nonce double precision DEFAULT random();

-- case: a column of a table that others inherit
ALTER TABLE vehicles ADD COLUMN color text;

-- case: a column that a child has already
ALTER TABLE vehicles ADD COLUMN doors integer;

-- case: a column that there is
ALTER TABLE customers ADD COLUMN name text;

-- case: a column that there is, if not exists
ALTER TABLE customers ADD COLUMN IF NOT EXISTS name text;

-- case: a required column added in three steps in one statement
ALTER TABLE customers ADD COLUMN tier text DEFAULT 'basic', ALTER COLUMN tier SET NOT NULL, ALTER COLUMN tier DROP DEFAULT;

-- case: a column that gets its value at once
ALTER TABLE customers ADD COLUMN full_name text;
UPDATE customers SET full_name = name;

-- case: dropping a column that is read
ALTER TABLE customers DROP COLUMN phone;

-- case: dropping a column that a view uses
ALTER TABLE customers DROP COLUMN active;

-- case: dropping a column that a view uses, with cascade
ALTER TABLE customers DROP COLUMN active CASCADE;

-- case: dropping a column of a foreign key
ALTER TABLE orders DROP COLUMN customer_id CASCADE;

-- case: dropping a column that is not there
ALTER TABLE orders DROP COLUMN not_there;

-- case: dropping a column that is not there, if exists
ALTER TABLE orders DROP COLUMN IF EXISTS not_there;

-- case: dropping a quoted column
ALTER TABLE "Audit Log" DROP COLUMN "Old Value";

-- case: naming a quoted column without quotes
ALTER TABLE "Audit Log" DROP COLUMN What;

-- case: dropping and adding a column of the same name
ALTER TABLE orders DROP COLUMN note, ADD COLUMN note text;

-- case: dropping an inherited column
ALTER TABLE cars DROP COLUMN wheels;

-- case: dropping a column of the parent alone
ALTER TABLE ONLY vehicles DROP COLUMN plate;

-- case: dropping a partition key
ALTER TABLE events DROP COLUMN at;

-- case: dropping a generated column
ALTER TABLE order_items DROP COLUMN sum;

-- case: dropping a column that a generated column needs
ALTER TABLE order_items DROP COLUMN qty;

-- case: renaming a column
ALTER TABLE customers RENAME COLUMN phone TO telephone;

-- case: renaming a column and keeping its name in a view
ALTER TABLE documents RENAME TO documents_data;
ALTER TABLE documents_data RENAME COLUMN body TO content;
CREATE VIEW documents AS SELECT id, owner, title, content AS body, lang, extra FROM documents_data;
GRANT SELECT, INSERT, UPDATE, DELETE ON documents TO lockkeeper_accuracy;

-- case: renaming a column that was added in the same migration
ALTER TABLE customers ADD COLUMN nick text;
ALTER TABLE customers RENAME COLUMN nick TO nickname;

-- case: renaming a column of a view
ALTER VIEW active_customers RENAME COLUMN name TO full_name;

-- case: setting a default
ALTER TABLE customers ALTER COLUMN country SET DEFAULT 'de';

-- case: dropping the default of a required column
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;

-- case: dropping the default of a nullable column
ALTER TABLE "Audit Log" ALTER COLUMN at DROP DEFAULT;

-- case: a default of the wrong type
ALTER TABLE orders ALTER COLUMN discount SET DEFAULT 'none';

-- case: dropping an identity
ALTER TABLE orders ALTER COLUMN id DROP IDENTITY;

-- case: making an identity strict
-- client: INSERT INTO orders (id, customer_id, total) VALUES (1000000001, 7, 1);
ALTER TABLE orders ALTER COLUMN id SET GENERATED ALWAYS;

-- case: an identity for a column without default
ALTER TABLE documents ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;

-- case: requiring a column that has nulls somewhere
-- setup: UPDATE customers SET birth = NULL WHERE id = 50;
ALTER TABLE customers ALTER COLUMN birth SET NOT NULL;

-- case: requiring a column that the application leaves out
ALTER TABLE customers ALTER COLUMN country SET NOT NULL;

-- case: requiring a column that a check proves
ALTER TABLE customers ALTER COLUMN notes SET NOT NULL;

-- case: requiring a column and dropping the check that proves it
ALTER TABLE customers ALTER COLUMN notes SET NOT NULL, DROP CONSTRAINT customers_notes_set;

-- case: requiring a column that a check proves, then dropping the check
ALTER TABLE customers ALTER COLUMN notes SET NOT NULL;
ALTER TABLE customers DROP CONSTRAINT customers_notes_set;

-- case: requiring a column that is required
ALTER TABLE customers ALTER COLUMN name SET NOT NULL;

-- case: requiring a column of a partitioned table
ALTER TABLE events ALTER COLUMN weight SET NOT NULL;

-- case: allowing nulls
ALTER TABLE customers ALTER COLUMN email DROP NOT NULL;

-- case: allowing nulls in a primary key
ALTER TABLE customers ALTER COLUMN id DROP NOT NULL;

-- case: statistics of a column
ALTER TABLE customers ALTER COLUMN score SET STATISTICS 500;

-- case: storage of a column
ALTER TABLE customers ALTER COLUMN notes SET STORAGE EXTERNAL;

-- case: options of a column
ALTER TABLE customers ALTER COLUMN score SET (n_distinct = -0.5);

-- case: no longer generated
ALTER TABLE order_items ALTER COLUMN sum DROP EXPRESSION;
