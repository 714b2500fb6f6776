-- migration
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text, at date);
CREATE FUNCTION build() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE INDEX orders_note ON orders (note); END $$;

-- migration
SET LOCAL lock_timeout = '5s';
DO $$ BEGIN
  ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
-- ^ warning[foreign-key-blocks-writes] `ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id)`
-- | Writes to public.orders and public.customers wait while public.orders is scanned to look up every key. The foreign key takes SHARE ROW EXCLUSIVE on public.orders and public.customers. Add it NOT VALID and VALIDATE it in a later transaction.

-- migration
SET LOCAL lock_timeout = '5s';
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_indexes WHERE indexname = 'orders_at') THEN
    EXECUTE 'CREATE INDEX orders_at ON orders (at)';
  END IF;
END $$;
-- ^ warning[create-index-blocks-writes] `CREATE INDEX`
-- | Writes to public.orders wait while it is scanned to build an index. CREATE INDEX takes SHARE on public.orders. Build it CONCURRENTLY, in a migration of its own. A body cannot do that: write it outside.

-- migration
SET LOCAL lock_timeout = '5s';
SELECT build();
-- ^ warning[create-index-blocks-writes] `SELECT build()`
-- | Writes to public.orders wait while it is scanned to build an index. CREATE INDEX takes SHARE on public.orders. Build it CONCURRENTLY, in a migration of its own. A body cannot do that: write it outside.

-- migration
SET LOCAL lock_timeout = '5s';
DO $$ BEGIN
  ALTER TABLE orders ADD CONSTRAINT orders_buyer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

-- migration
SET LOCAL lock_timeout = '5s';
DO $$ BEGIN
  CREATE TABLE baskets (id bigint PRIMARY KEY, note text);
  CREATE INDEX baskets_note ON baskets (note);
END $$;

-- migration
SELECT count(*) FROM orders;

-- migration
CREATE TABLE users (id bigint PRIMARY KEY, "Wert" text, a int, b int);
CREATE TABLE "order" (id bigint PRIMARY KEY, user_id bigint CONSTRAINT order_user REFERENCES users);
CREATE INDEX users_a ON users (a);
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE SEQUENCE ticket;
CREATE PROCEDURE sweep() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM "order"; END $$;
CREATE FUNCTION shrink() RETURNS void LANGUAGE sql AS 'ALTER TABLE users DROP COLUMN IF EXISTS b; ALTER SEQUENCE ticket RESTART 7';

-- migration
SET LOCAL lock_timeout = '5s';
DO $body$
DECLARE found int; -- DELETE FROM users; says nothing
BEGIN
  /* é */ DELETE FROM users WHERE id = 1; DELETE FROM users;
  UPDATE "order"
     SET user_id = NULL;
  DELETE FROM users RETURNING id INTO found;
END
$body$;
-- ^ warning[delete-without-where] `DELETE FROM users` #3
-- | Every row of the table is deleted in one transaction. Delete in batches, or say which rows.
-- ^ warning[update-without-where] `UPDATE "order" … SET user_id = NULL`
-- | Every row of the table is changed in one transaction. Change them in batches.
-- ^ warning[delete-without-where] `DELETE FROM users RETURNING id`
-- | Every row of the table is deleted in one transaction. Delete in batches, or say which rows.

-- migration
SET LOCAL lock_timeout = '5s';
DO $$
BEGIN
  DROP INDEX users_a;
  ALTER TABLE "order" DROP CONSTRAINT order_user;
  ALTER TABLE events DETACH PARTITION events_1;
  ALTER SEQUENCE ticket INCREMENT 2;
  ALTER TABLE users ALTER COLUMN a SET NOT NULL, ALTER COLUMN b TYPE bigint;
END $$;
-- ^ info[drop-index-blocks-reads] `DROP INDEX`
-- | Queries on public.users queue while this waits for its lock. It takes ACCESS EXCLUSIVE on public.users, but only briefly, once granted. Drop it CONCURRENTLY. A body cannot do that: write it outside.
-- ^ warning[partition-change-blocks-parent] `DETACH PARTITION`
-- | Reads and writes of public.events and public.events_1 wait, but only briefly, once the lock is granted. Detaching this partition takes ACCESS EXCLUSIVE. Detach it CONCURRENTLY. Running code that writes rows of its range to events fails afterwards. A body cannot do that: write it outside.
-- ^ info[sequence-change-blocks-inserts] `ALTER SEQUENCE`
-- | Every INSERT that draws from public.ticket waits until the transaction ends, as nextval does. It takes SHARE ROW EXCLUSIVE on public.ticket.
-- ^ error[rewrites-table] `ALTER COLUMN b TYPE bigint`
-- | Reads and writes of public.users wait while it is rewritten with all its indexes. It takes ACCESS EXCLUSIVE on public.users.
-- ^ warning[holds-lock-during-work] `DROP INDEX users_a`
-- | Reads and writes of public.users, public.order, public.events and one more, and writes to public.ticket wait until `ALTER TABLE users ALTER COLUMN a SET NOT NULL, ALTER COLUMN…` is done. Put that into a migration of its own. A body cannot do that: write it outside.
-- ^ info[locks-several-tables] `ALTER TABLE "order" DROP CONSTRAINT order_user`
-- | May deadlock with code that uses public.order before public.users: the lock on public.users is held while this waits for public.order. Lock one table per transaction.

-- migration
SET LOCAL lock_timeout = '5s';
-- The text of a constant stands where it is written; what is put together, at the expression.
DO $$
DECLARE command text := 'ALTER TABLE users DROP COLUMN "Wert"';
BEGIN
  EXECUTE 'TRUNCATE "order"';
  EXECUTE format('ALTER TABLE %I DROP CONSTRAINT users_pkey CASCADE', 'users');
  EXECUTE command;
END $$;
-- ^ error[truncates-table] `TRUNCATE "order"`
-- | Every row is deleted. It takes ACCESS EXCLUSIVE on public.order, which blocks reads and writes, but only briefly, once granted.
-- ^ warning[drops-key] `format('ALTER TABLE %I DROP CONSTRAINT users_pkey CASCADE', 'users')`
-- | Running code that inserts ON CONFLICT on public.users.users_pkey fails, and nothing keeps duplicates out. It takes ACCESS EXCLUSIVE on public.users, which blocks reads and writes, but only briefly, once granted.
-- ^ warning[drops-column] `command` #2
-- | Running code that still uses this column fails, and its data is lost. It takes ACCESS EXCLUSIVE on public.users, which blocks reads and writes, but only briefly, once granted.
-- ^ info[locks-several-tables] `format('ALTER TABLE %I DROP CONSTRAINT users_pkey CASCADE', 'users')`
-- | May deadlock with code that uses public.users before public.order: the lock on public.order is held while this waits for public.users. Lock one table per transaction.

-- migration
SET LOCAL lock_timeout = '5s';
-- In a string the text is another one, so the whole is meant.
DO 'BEGIN UPDATE users SET a = 1; EXECUTE ''DELETE FROM users''; END';
-- ^ warning[update-without-where] `UPDATE users SET a = 1`
-- | Every row of the table is changed in one transaction. Change them in batches.
-- ^ warning[delete-without-where] `DELETE FROM users`
-- | Every row of the table is deleted in one transaction. Delete in batches, or say which rows.

-- migration
SET LOCAL lock_timeout = '5s';
DO $$ BEGIN CALL sweep(); PERFORM shrink(); END $$;
-- ^ warning[delete-without-where] `CALL sweep()`
-- | Every row of the table is deleted in one transaction. Delete in batches, or say which rows.
-- ^ warning[drops-column] `shrink()`
-- | Running code that still uses this column fails, and its data is lost. It takes ACCESS EXCLUSIVE on public.users, which blocks reads and writes, but only briefly, once granted.
-- ^ warning[sequence-change-blocks-inserts] `shrink()`
-- | public.ticket draws values again that rows may have: INSERTs of running code fail where they must be unique. It takes SHARE ROW EXCLUSIVE on public.ticket until the transaction ends, and every INSERT that needs a value waits.

-- migration
SET LOCAL lock_timeout = '5s';
CALL sweep();
-- ^ warning[delete-without-where] `CALL sweep()`
-- | Every row of the table is deleted in one transaction. Delete in batches, or say which rows.

-- migration
SET LOCAL lock_timeout = '5s';
-- What is rolled back by a handler is not told, and what a new table goes through neither.
DO $$
BEGIN
  BEGIN
    DELETE FROM users;
    RAISE EXCEPTION 'no';
  EXCEPTION WHEN OTHERS THEN NULL;
  END;
  CREATE TABLE fresh (id int);
  ALTER TABLE fresh DROP COLUMN id;
  UPDATE users SET a = 2 WHERE id = 7;
END $$;
-- ^ warning[changes-many-rows] `UPDATE users SET a = 2 WHERE id = 7`
-- | Writes of the application wait for every row that this picks, until its transaction ends: the condition names no key. Where they are many, change them in batches.

-- migration: autocommit
-- Each COMMIT lets go of the locks, so that nothing is held during the index.
DO $$
BEGIN
  SET LOCAL lock_timeout = '5s';
  ALTER TABLE users ADD COLUMN c int;
  COMMIT;
  CREATE INDEX ON "order" (user_id);
END $$;
-- ^ warning[create-index-blocks-writes] `CREATE INDEX`
-- | Writes to public.order wait while it is scanned to build an index. CREATE INDEX takes SHARE on public.order. Build it CONCURRENTLY, in a migration of its own. A body cannot do that: write it outside.

-- migration: autocommit
DO $$
BEGIN
  SET LOCAL lock_timeout = '5s';
  ALTER TABLE users ADD COLUMN d int;
  CREATE INDEX ON "order" (user_id);
END $$;
-- ^ warning[create-index-blocks-writes] `CREATE INDEX`
-- | Writes to public.order wait while it is scanned to build an index. CREATE INDEX takes SHARE on public.order. Build it CONCURRENTLY, in a migration of its own. A body cannot do that: write it outside.
-- ^ warning[holds-lock-during-work] `ALTER TABLE users ADD COLUMN d int`
-- | Reads and writes of public.users wait until `CREATE INDEX ON "order" (user_id)` is done: ACCESS EXCLUSIVE is held until the transaction ends. Put that into a migration of its own. A body cannot do that: write it outside.
-- ^ info[locks-several-tables] `CREATE INDEX ON "order" (user_id)`
-- | May deadlock with code that uses public.order before public.users: the lock on public.users is held while this waits for public.order. Lock one table per transaction.

-- migration
SET LOCAL lock_timeout = '5s';
ALTER TABLE users ADD COLUMN e int;
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT c.relname FROM pg_class c WHERE c.relname IN ('users', 'order') LOOP
    EXECUTE format('UPDATE %I SET id = id', r.relname);
  END LOOP;
END $$;
-- ^ warning[bulk-update-with-ddl] `format('UPDATE %I SET id = id', r.relname)`
-- | Reads and writes of public.users wait until these rows are changed: ACCESS EXCLUSIVE of earlier statements is held until the transaction ends. Change them in a migration of their own. A body cannot do that: write it outside.
-- ^ warning[update-without-where] `format('UPDATE %I SET id = id', r.relname)`
-- | Every row of the table is changed in one transaction. Change them in batches.

-- migration
CREATE TABLE sales (id bigint PRIMARY KEY, total numeric, CONSTRAINT total_known CHECK (total IS NOT NULL));
CREATE MATERIALIZED VIEW totals AS SELECT id, sum(total) AS total FROM sales GROUP BY id;
CREATE UNIQUE INDEX totals_id ON totals (id);
CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS sales FROM sales;

-- migration
DO $$ BEGIN
  REFRESH MATERIALIZED VIEW totals;
END $$;
-- ^ warning[refresh-blocks-reads] `REFRESH MATERIALIZED VIEW`
-- | Reads and writes of public.totals wait while it is rewritten with all its indexes. Refreshing takes ACCESS EXCLUSIVE on public.totals. Refresh it CONCURRENTLY.

-- migration
DO $$ BEGIN
  REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
END $$;
-- ^ info[missing-lock-timeout] `REFRESH MATERIALIZED VIEW CONCURRENTLY totals`
-- | Writes to public.totals queue as long as this waits for its lock, which has no limit. It needs EXCLUSIVE. Set lock_timeout = '5s' first.

-- migration
DO $$ BEGIN
  REFRESH MATERIALIZED VIEW counts;
END $$;
-- ^ warning[refresh-blocks-reads] `REFRESH MATERIALIZED VIEW`
-- | Reads and writes of public.counts wait while it is rewritten with all its indexes. Refreshing takes ACCESS EXCLUSIVE on public.counts. Build a unique index on plain columns first (CREATE UNIQUE INDEX CONCURRENTLY), then refresh it CONCURRENTLY. A body cannot do that: write it outside.

-- migration
DO $$ BEGIN
  ALTER TABLE sales DROP CONSTRAINT total_known, ALTER COLUMN total SET NOT NULL;
END $$;
-- ^ warning[set-not-null-scans-table] `ALTER COLUMN total SET NOT NULL`
-- | Reads and writes of public.sales wait while it is scanned to check every row. The drop of total_known in the same statement comes first, so nothing proves it: SET NOT NULL takes ACCESS EXCLUSIVE on public.sales. Drop the CHECK in a statement of its own, afterwards.
