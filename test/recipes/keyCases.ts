const orders = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text);";

/** A key that is dropped, and another that takes its place. */
export const replacedKeys = [
  {
    recipe: "replace-key",
    before: `${orders} ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;`,
    bad: "ALTER TABLE orders DROP CONSTRAINT orders_pkey; ALTER TABLE orders ADD CONSTRAINT orders_key PRIMARY KEY (customer_id, id) DEFERRABLE;",
    down: "ALTER TABLE orders DROP CONSTRAINT orders_key; ALTER TABLE orders ADD PRIMARY KEY (id);",
    seed: `INSERT INTO orders SELECT g, g, 'note ' || g FROM generate_series(1, 20000) g;`,
  },
  {
    recipe: "replace-key",
    before: `CREATE SCHEMA "App"; CREATE TABLE "App"."T ""1""" ("Key A" int, "select" text, b int, CONSTRAINT "${"k".repeat(63)}" UNIQUE ("Key A"));`,
    bad: `ALTER TABLE "App"."T ""1""" DROP CONSTRAINT "${"k".repeat(63)}"; ALTER TABLE "App"."T ""1""" ADD CONSTRAINT "${"k".repeat(63)}" UNIQUE ("select", "Key A") INCLUDE (b);`,
    down: `ALTER TABLE "App"."T ""1""" DROP CONSTRAINT "${"k".repeat(63)}"; ALTER TABLE "App"."T ""1""" ADD CONSTRAINT "${"k".repeat(63)}" UNIQUE ("Key A");`,
    few: true as const,
  },
  {
    recipe: "replace-key",
    before: `${orders} ALTER TABLE orders ADD UNIQUE (note, id);`,
    bad: "ALTER TABLE orders DROP CONSTRAINT orders_note_id_key; ALTER TABLE orders ADD CONSTRAINT orders_note_id_key UNIQUE (id, note) DEFERRABLE;",
    down: "ALTER TABLE orders DROP CONSTRAINT orders_note_id_key; ALTER TABLE orders ADD UNIQUE (note, id);",
    few: true as const,
  },
  {
    recipe: "replace-key",
    before: `${orders} ALTER TABLE orders ADD UNIQUE (note, id);`,
    bad: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_note_id_key; DROP INDEX IF EXISTS orders_note_id_key; CREATE UNIQUE INDEX orders_note_id_key ON orders (note, id);",
    down: "DROP INDEX orders_note_id_key; ALTER TABLE orders ADD CONSTRAINT orders_note_id_key UNIQUE (note, id);",
    few: true as const,
  },
  {
    recipe: "replace-key",
    before: `CREATE SCHEMA "App"; CREATE TABLE "App"."T ""1""" ("Key A" int, "select" text, b int); CREATE UNIQUE INDEX "${"k".repeat(63)}" ON "App"."T ""1""" (lower("select"), "Key A") WHERE b > 0;`,
    bad: `DROP INDEX "App"."${"k".repeat(63)}"; ALTER TABLE "App"."T ""1""" ADD CONSTRAINT "${"k".repeat(63)}" UNIQUE ("select", "Key A") INCLUDE (b);`,
    down: `ALTER TABLE "App"."T ""1""" DROP CONSTRAINT "${"k".repeat(63)}"; CREATE UNIQUE INDEX "${"k".repeat(63)}" ON "App"."T ""1""" (lower("select"), "Key A") WHERE b > 0;`,
    few: true as const,
  },
  {
    recipe: "replace-key",
    before: `${orders} ALTER TABLE orders ADD UNIQUE (note, id) DEFERRABLE;`,
    bad: "ALTER TABLE orders DROP CONSTRAINT orders_note_id_key; CREATE UNIQUE INDEX orders_note_id_key ON orders (id, lower(note)) WHERE id > 5;",
    down: "DROP INDEX orders_note_id_key; ALTER TABLE orders ADD CONSTRAINT orders_note_id_key UNIQUE (note, id) DEFERRABLE;",
    few: true as const,
  },
];
