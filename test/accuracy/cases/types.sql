-- case: integer to bigint
ALTER TABLE orders ALTER COLUMN discount TYPE bigint;

-- case: the key of a referenced table to bigint
ALTER TABLE orders ALTER COLUMN id TYPE bigint;

-- case: bigint to numeric
ALTER TABLE customers ALTER COLUMN id TYPE numeric;

-- case: a longer varchar
ALTER TABLE orders ALTER COLUMN code TYPE varchar(60);

-- case: a shorter varchar
ALTER TABLE orders ALTER COLUMN code TYPE varchar(12);

-- case: varchar to text
ALTER TABLE orders ALTER COLUMN code TYPE text;

-- case: varchar to text of an indexed column with a plain index
ALTER TABLE customers ALTER COLUMN phone TYPE text;

-- case: text to varchar
ALTER TABLE orders ALTER COLUMN note TYPE varchar(100);

-- case: text to varchar without a limit
ALTER TABLE orders ALTER COLUMN note TYPE varchar;

-- case: char to varchar
ALTER TABLE customers ALTER COLUMN country TYPE varchar(2);

-- case: a wider char
ALTER TABLE customers ALTER COLUMN country TYPE char(3);

-- case: text with an expression index to varchar
ALTER TABLE customers ALTER COLUMN name TYPE varchar;

-- case: text with a check to varchar
ALTER TABLE customers ALTER COLUMN notes TYPE varchar;

-- case: more precision of a numeric
ALTER TABLE order_items ALTER COLUMN price TYPE numeric(14, 2);

-- case: more precision of a numeric that nothing hangs on
ALTER TABLE customers ALTER COLUMN balance TYPE numeric(14, 2);

-- case: another scale of a numeric
ALTER TABLE customers ALTER COLUMN balance TYPE numeric(14, 4);

-- case: a numeric without decimals
ALTER TABLE customers ALTER COLUMN balance TYPE numeric(12, 0);

-- case: a numeric gets free
ALTER TABLE customers ALTER COLUMN balance TYPE numeric;

-- case: a free numeric gets limits
ALTER TABLE billing.invoices ALTER COLUMN amount TYPE numeric(12, 2);

-- case: timestamp to timestamptz where the session is in UTC
SET LOCAL timezone = 'UTC';
ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;

-- case: timestamp to timestamptz in Berlin
SET LOCAL timezone = 'Europe/Berlin';
ALTER TABLE customers ALTER COLUMN created_at TYPE timestamptz;

-- case: timestamp to timestamptz with USING
ALTER TABLE customers ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC';

-- case: timestamp with fewer digits
ALTER TABLE customers ALTER COLUMN created_at TYPE timestamp(0);

-- case: timestamp to date
ALTER TABLE customers ALTER COLUMN created_at TYPE date;

-- case: json to jsonb
ALTER TABLE customers ALTER COLUMN settings TYPE jsonb;

-- case: text to uuid without USING
ALTER TABLE sessions ALTER COLUMN token TYPE uuid;

-- case: text to integer with USING
ALTER TABLE billing.invoices ALTER COLUMN due TYPE text USING due::text;

-- case: integer to text
ALTER TABLE customers ALTER COLUMN legacy TYPE text;

-- case: integer to boolean without a cast
ALTER TABLE customers ALTER COLUMN legacy TYPE boolean;

-- case: inet to cidr
ALTER TABLE customers ALTER COLUMN ip TYPE cidr;

-- case: bit to bit varying
ALTER TABLE orders ALTER COLUMN flags TYPE bit varying(8);

-- case: interval with a precision
ALTER TABLE orders ALTER COLUMN lasted TYPE interval(0);

-- case: a domain instead of its base type
ALTER TABLE billing.invoices ALTER COLUMN no TYPE cents;

-- case: the base type instead of a domain
ALTER TABLE orders ALTER COLUMN total TYPE bigint;

-- case: a domain with a check instead of its base type
ALTER TABLE orders ALTER COLUMN discount TYPE percent;

-- case: an enum to text
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE text USING state::text;

-- case: another enum, whose default does not fit
-- setup: CREATE TYPE order_state_v2 AS ENUM ('new', 'paid', 'sent', 'lost');
ALTER TABLE orders ALTER COLUMN state TYPE order_state_v2 USING state::text::order_state_v2;

-- case: a type of a column that a view uses
ALTER TABLE customers ALTER COLUMN email TYPE text;

-- case: a type of a column that a generated column uses
ALTER TABLE order_items ALTER COLUMN qty TYPE bigint;

-- case: a type of a partition key
ALTER TABLE metrics ALTER COLUMN region TYPE varchar(10);

-- case: a type of a column of a partitioned table
ALTER TABLE events ALTER COLUMN weight TYPE bigint;

-- case: a type of a column of one partition
ALTER TABLE events_2024 ALTER COLUMN weight TYPE bigint;

-- case: a type of an inherited column
ALTER TABLE vehicles ALTER COLUMN wheels TYPE bigint;

-- case: the same type again
ALTER TABLE orders ALTER COLUMN note TYPE text;

-- case: another collation
ALTER TABLE customers ALTER COLUMN phone TYPE varchar(40) COLLATE "C";

-- case: another collation of a column without index
ALTER TABLE orders ALTER COLUMN note TYPE text COLLATE "C";

-- case: an array of another element type
ALTER TABLE customers ALTER COLUMN tags TYPE varchar(10)[];

-- case: an array of a type that is the same in bytes
ALTER TABLE customers ALTER COLUMN tags TYPE varchar[];

-- case: an expression that only names the column
ALTER TABLE orders ALTER COLUMN note TYPE text USING note;

-- case: an expression that changes the values
ALTER TABLE orders ALTER COLUMN note TYPE text USING upper(note);

-- case: two types in one statement
ALTER TABLE orders ALTER COLUMN discount TYPE bigint, ALTER COLUMN parent_id TYPE bigint;

-- case: smallint to integer in a key
ALTER TABLE order_items ALTER COLUMN line TYPE integer;

-- case: a type of an empty table
-- setup: CREATE TABLE nobody (id integer, v integer);
ALTER TABLE nobody ALTER COLUMN v TYPE bigint;

-- case: a type of a table of the same migration
CREATE TABLE fresh (id integer, v integer);
INSERT INTO fresh SELECT g, g FROM generate_series(1, 100) g;
ALTER TABLE fresh ALTER COLUMN v TYPE text;

-- case: a value for an enum
ALTER TYPE order_state ADD VALUE 'lost';

-- case: a value for an enum that is used at once
ALTER TYPE order_state ADD VALUE 'lost';
UPDATE orders SET state = 'lost' WHERE id = 5;

-- case: a value for an enum that is used in the next transaction
-- mode: autocommit
ALTER TYPE order_state ADD VALUE 'lost';
UPDATE orders SET state = 'lost' WHERE id = 5;

-- case: renaming a value that is written
ALTER TYPE order_state RENAME VALUE 'paid' TO 'settled';

-- case: an attribute of a composite type that a column has
ALTER TYPE address ADD ATTRIBUTE city text;

-- case: another type of an attribute that a column has
ALTER TYPE address ALTER ATTRIBUTE zip TYPE varchar(10);

-- case: dropping a type that a column has
DROP TYPE order_state;

-- case: dropping a type that a column has, with cascade
DROP TYPE order_state CASCADE;

-- case: a check of a domain that columns have
ALTER DOMAIN cents ADD CONSTRAINT not_negative CHECK (VALUE >= 0);

-- case: a check of a domain that is not yet validated
ALTER DOMAIN cents ADD CONSTRAINT not_negative CHECK (VALUE >= 0) NOT VALID;

-- case: validating a check of a domain
-- setup: ALTER DOMAIN cents ADD CONSTRAINT not_negative CHECK (VALUE >= 0) NOT VALID;
ALTER DOMAIN cents VALIDATE CONSTRAINT not_negative;

-- case: a domain that no longer takes nulls
ALTER DOMAIN cents SET NOT NULL;

-- case: a check of a domain that no column has
ALTER DOMAIN percent ADD CONSTRAINT even CHECK (VALUE % 2 = 0);

-- case: renaming a type
ALTER TYPE order_state RENAME TO state_of_order;

-- case: renaming a type that the application names
-- client: SELECT count(*) FROM orders WHERE state = 'paid'::order_state;
ALTER TYPE order_state RENAME TO state_of_order;
