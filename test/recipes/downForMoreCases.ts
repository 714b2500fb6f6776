import { rows, shop, shopped, type DownForCase } from "./downForShop.ts";

export const moreCases: readonly DownForCase[] = [
  {
    name: "comments",
    before: `${shop} COMMENT ON TABLE orders IS 'old'; COMMENT ON COLUMN orders.note IS 'n';`,
    up: `COMMENT ON TABLE orders IS 'new'; ALTER TABLE orders RENAME note TO m; COMMENT ON COLUMN orders.m IS NULL; COMMENT ON COLUMN orders.total IS 'it''s';`,
  },
  {
    name: "grants",
    before: `${shop} GRANT SELECT ON orders TO pg_monitor;`,
    up: `GRANT SELECT, INSERT ON orders, customers TO pg_monitor; REVOKE SELECT ON orders FROM pg_monitor; GRANT USAGE ON SCHEMA public TO pg_monitor;`,
  },
  {
    name: "storage parameters and persistence",
    before: `${shop} ALTER TABLE orders SET (fillfactor = 80);`,
    rows,
    up: "ALTER TABLE orders SET (fillfactor = 70, autovacuum_enabled = false); ALTER TABLE customers SET UNLOGGED;",
  },
  {
    name: "owners",
    ...shopped,
    up: "ALTER TABLE orders OWNER TO pg_monitor; ALTER TABLE orders OWNER TO pg_read_all_data;",
    grade: "irreversible",
    says: ["public.orders keeps its new owner"],
  },
  {
    name: "extensions, statistics, publications",
    before: `${shop} CREATE STATISTICS st ON id, total FROM orders; CREATE PUBLICATION pp FOR TABLE orders;`,
    up: `CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE STATISTICS s2 (dependencies) ON id, note FROM orders; DROP STATISTICS st; CREATE PUBLICATION p2 FOR TABLE customers; ALTER PUBLICATION pp ADD TABLE customers;`,
  },
  {
    name: "what hangs on a table that is dropped, and stands in other objects",
    before: `${shop} CREATE STATISTICS "s 1" (dependencies) ON id, note FROM orders; CREATE PUBLICATION "p 1" FOR TABLE orders, customers;
      ALTER TABLE orders ALTER note SET STATISTICS 7, ALTER note SET STORAGE EXTERNAL, ALTER total SET (n_distinct = -0.5);`,
    up: "DROP TABLE orders;",
    grade: "lossy",
  },
  {
    name: "rows that an INSERT adds by key",
    ...shopped,
    up: "INSERT INTO customers (id, name) VALUES (7, 'it''s'), (8, DEFAULT); INSERT INTO orders VALUES (9, 7, 'x', 1, NULL);",
  },
  {
    name: "rows by other ways",
    ...shopped,
    up: "UPDATE orders SET note = 'z'; DELETE FROM orders WHERE id = 1; INSERT INTO customers SELECT 99, 'q'; TRUNCATE orders;",
    grade: "lossy",
    says: [
      "the values that were overwritten in public.orders are gone",
      "the rows deleted from public.orders are gone",
      "the rows that were added to public.customers stay",
    ],
  },
  {
    name: "what is there already is not undone",
    ...shopped,
    up: "CREATE TABLE IF NOT EXISTS orders (id int); ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text; CREATE INDEX IF NOT EXISTS orders_pkey ON orders (id);",
  },
  {
    name: "a table takes the place of another",
    ...shopped,
    up: "CREATE TABLE orders_new (id bigint PRIMARY KEY, note text); INSERT INTO orders_new SELECT id, note FROM orders; DROP TABLE orders; ALTER TABLE orders_new RENAME TO orders; ALTER INDEX orders_new_pkey RENAME TO orders_pkey;",
    grade: "lossy",
  },
  {
    name: "in a DO block",
    ...shopped,
    up: "DO $$ BEGIN ALTER TABLE orders ADD COLUMN k int; CREATE INDEX ki ON orders (k); IF true THEN ALTER TABLE orders DROP COLUMN note; END IF; END $$;",
    grade: "lossy",
  },
  {
    name: "what is made and taken away is left out",
    ...shopped,
    up: "CREATE TABLE scratch (a int); CREATE FUNCTION tmp() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION tmp(); DROP TABLE scratch; ALTER TABLE orders ADD z int; ALTER TABLE orders DROP z;",
    grade: "lossy",
  },
  {
    name: "names that are words, long and quoted",
    before: `CREATE SCHEMA "Sch ema"; CREATE TABLE "Sch ema"."select" ("from" int PRIMARY KEY, "a""b" text, "${"ä".repeat(31)}" int);`,
    rows: `INSERT INTO "Sch ema"."select" VALUES (1, 'x', 2)`,
    up: `ALTER TABLE "Sch ema"."select" DROP COLUMN "a""b", ALTER COLUMN "${"ä".repeat(31)}" SET NOT NULL, ADD CONSTRAINT "che;ck -- x" CHECK ("from" > 0); ALTER TABLE "Sch ema"."select" RENAME TO "user";`,
    grade: "lossy",
  },
  {
    name: "under a search path",
    before: "CREATE SCHEMA s; CREATE TABLE s.t (a int, b int); CREATE TABLE t (a int);",
    up: "SET search_path TO s, public; ALTER TABLE t ADD COLUMN c int; CREATE INDEX ti ON t (b); ALTER TABLE t DROP COLUMN a;",
    grade: "lossy",
  },
  {
    name: "operators, casts and roles of others",
    before:
      "CREATE TYPE e AS ENUM ('a'); CREATE FUNCTION ce(int) RETURNS e LANGUAGE sql IMMUTABLE AS $$ SELECT 'a'::e $$;",
    up: "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq); CREATE CAST (int AS e) WITH FUNCTION ce(int);",
  },

  {
    name: "tables that no migration made: what can be told goes back",
    unknown: `${shop} CREATE INDEX ix ON orders (note); CREATE VIEW vv AS SELECT id FROM orders;`,
    rows,
    up: `ALTER TABLE orders ADD COLUMN k int DEFAULT 1; ALTER TABLE orders RENAME COLUMN note TO m; CREATE INDEX ki ON orders (k, m); ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0); ALTER INDEX ix RENAME TO iy; ALTER VIEW vv RENAME TO ww; ALTER TABLE customers RENAME TO people; COMMENT ON COLUMN people.name IS 'x'; GRANT SELECT ON people TO pg_monitor; CREATE TABLE n (c bigint REFERENCES people);`,
  },
  {
    name: "tables that no migration made: what cannot be told is said",
    unknown: `${shop} CREATE INDEX ix ON orders (note);`,
    rows,
    up: `ALTER TABLE orders ALTER COLUMN note TYPE text; ALTER TABLE orders DROP COLUMN total; DROP INDEX ix; ALTER TABLE orders DROP CONSTRAINT orders_pkey; DROP TABLE customers;`,
    grade: "irreversible",
    says: [
      "public.orders.note is not restored: the migrations do not tell its type",
      "the column public.orders.total is not restored",
      "the index public.ix is not restored",
      "the table public.customers is not restored",
    ],
  },
  {
    name: "a comment and a privilege on what is new",
    ...shopped,
    up: "ALTER TABLE orders ADD k int; COMMENT ON COLUMN orders.k IS 'x'; ALTER TABLE orders ALTER k SET DEFAULT 3; CREATE TABLE n (a int); GRANT SELECT ON n TO pg_monitor; CREATE INDEX ON n (a);",
    says: ["SET LOCAL lock_timeout = '5s';\nDROP TABLE n;\nALTER TABLE orders DROP COLUMN k;"],
  },
  {
    name: "tables that reference each other",
    up: "CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b; CREATE FUNCTION ft() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION ft(); CREATE FUNCTION fd() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER TABLE b ALTER a SET DEFAULT fd();",
  },
  {
    name: "a unique column that had one default for all",
    before:
      "CREATE TABLE t (a int, b int NOT NULL DEFAULT 0, c uuid NOT NULL DEFAULT gen_random_uuid()); CREATE UNIQUE INDEX tu ON t (b) WHERE a > 5; ALTER TABLE t ADD CONSTRAINT tc UNIQUE (c);",
    rows: "INSERT INTO t VALUES (1, 1), (2, 2)",
    up: "ALTER TABLE t DROP b, DROP c;",
    grade: "irreversible",
    says: [
      "the index public.tu is not restored, since its columns have lost their values",
      "ADD CONSTRAINT tc UNIQUE (c);",
    ],
  },
  {
    name: "a check that asks for values that are gone",
    before: "CREATE TABLE t (a int, b int, CONSTRAINT k CHECK (b IS NOT NULL));",
    rows: "INSERT INTO t VALUES (1, 1), (2, 2)",
    up: "ALTER TABLE t DROP b;",
    grade: "irreversible",
    says: ["public.t.k is NOT VALID"],
  },
  {
    name: "nothing to undo",
    ...shopped,
    up: "ANALYZE orders; SET statement_timeout = '5s'; SELECT 1; LOCK TABLE orders; REINDEX TABLE orders;".replace(
      "LOCK TABLE orders; ",
      "",
    ),
    says: ["-- Nothing to undo."],
  },
  {
    name: "a policy with another name and the table too",
    before: `${shop} CREATE POLICY p ON orders USING (id > 1);`,
    up: "ALTER POLICY p ON orders RENAME TO q; ALTER TABLE orders RENAME TO o; DROP POLICY q ON o;",
  },
  {
    name: "publications and statistics get other names",
    before: `${shop} CREATE STATISTICS st ON id, total FROM orders; CREATE PUBLICATION pp FOR TABLE orders;`,
    up: "ALTER STATISTICS st RENAME TO su; ALTER PUBLICATION pp RENAME TO qq;",
  },
  {
    name: "what the catalog does not have is said",
    ...shopped,
    up: "ALTER TABLE orders ALTER note SET STATISTICS 7; ALTER TABLE orders ALTER note SET STORAGE EXTERNAL;",
    grade: "irreversible",
    says: ["-- irreversible: ALTER TABLE orders ALTER note SET STATISTICS 7 is not undone"],
  },

  {
    name: "bodies and parts of tables that no migration made",
    unknown: `${shop} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
    rows,
    up: `CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f(); CREATE POLICY p ON customers USING (name <> ''); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE RULE r AS ON DELETE TO orders DO INSTEAD NOTHING; CREATE VIEW v AS SELECT note FROM orders; ALTER TABLE orders ALTER COLUMN total SET NOT NULL; ALTER TABLE customers ADD UNIQUE (name);`,
  },
  {
    name: "a body that adds a column to a table that no migration made",
    unknown: shop,
    rows,
    up: "DO $$ BEGIN ALTER TABLE orders ADD COLUMN k int; END $$;",
    grade: "irreversible",
    says: ["the column public.orders.k stays: the migrations do not tell whether it was there before"],
  },
];
