import { recipes } from "../../server/src/recipes/index.ts";
import type { Example as RecipeExample } from "../../server/src/rules/rule.ts";
import { replacedKeys } from "./keyCases.ts";

/** A statement that a recipe is about. */
export interface Case {
  readonly recipe: string;
  readonly before?: string;
  readonly bad: string;
  /** Which statement of `bad` it is about; by default the first for which the recipe is. */
  readonly at?: number;
  readonly down?: string;
  /** It is the statement that matters here, so not every tool need send it. */
  readonly few?: true;
  /** Those that the project is for; all where absent. */
  readonly majors?: RecipeExample["majors"];
  /** How the tool is told to send it; default `single`. */
  readonly transaction?: RecipeExample["transaction"];
  /** Rows that are there before the statement. */
  readonly seed?: string;
}

const rows = 20_000;
const shop = `CREATE TABLE customers (id bigint PRIMARY KEY);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text);`;
const filled = `INSERT INTO customers SELECT generate_series(1, ${rows});
  INSERT INTO orders SELECT g, g, 'note ' || g FROM generate_series(1, ${rows}) g;`;

/** Partitions, one of them partitioned again, one with its columns in another order. */
const parts = `CREATE SCHEMA "App"; CREATE TABLE kinds (id int PRIMARY KEY);
  CREATE TABLE "App"."Events" (id bigint NOT NULL, at date NOT NULL, "Ki nd" int, note text) PARTITION BY RANGE (at);
  CREATE TABLE "App"."E 2024" PARTITION OF "App"."Events" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST ("Ki nd");
  CREATE TABLE "App"."E 2024 one" PARTITION OF "App"."E 2024" FOR VALUES IN (1);
  CREATE TABLE e_2024_rest ("Ki nd" int, extra int, note text, at date NOT NULL, id bigint NOT NULL);
  ALTER TABLE e_2024_rest DROP COLUMN extra;
  ALTER TABLE "App"."E 2024" ATTACH PARTITION e_2024_rest DEFAULT;
  CREATE TABLE e_rest PARTITION OF "App"."Events" DEFAULT;`;
const partsFilled = `INSERT INTO kinds SELECT generate_series(1, 5);
  INSERT INTO "App"."Events" SELECT g, date '2024-06-01' + g % 400, 1 + g % 5, 'note ' || g FROM generate_series(1, ${rows}) g;`;

/** What a partition gets from its parent, or has to bring along. */
const whole = `CREATE SCHEMA "App"; CREATE TABLE kinds (id int PRIMARY KEY);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TABLE "App"."Events" (gone int, id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, "Ki nd" int DEFAULT 1,
    note text CONSTRAINT "no""ted" NOT NULL CHECK (note <> ''), half int GENERATED ALWAYS AS ("Ki nd" / 2) STORED,
    PRIMARY KEY (at, id, "Ki nd"), UNIQUE (id, at, "Ki nd") DEFERRABLE,
    CONSTRAINT kinds FOREIGN KEY ("Ki nd") REFERENCES kinds ON DELETE CASCADE) PARTITION BY RANGE (at, "Ki nd");
  ALTER TABLE "App"."Events" DROP COLUMN gone, ALTER COLUMN note SET STORAGE EXTERNAL;
  CREATE INDEX ON "App"."Events" (lower(note), half DESC) WHERE id > 3;
  CREATE TRIGGER touched BEFORE UPDATE ON "App"."Events" FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TABLE e_rest PARTITION OF "App"."Events" DEFAULT PARTITION BY LIST ("Ki nd");
  CREATE TABLE e_rest_rest PARTITION OF e_rest DEFAULT;
  CREATE TABLE "App"."Älter als zehn Jahre" (half int GENERATED ALWAYS AS ("Ki nd" / 2) STORED, "Ki nd" int NOT NULL, at date NOT NULL,
    note text CONSTRAINT "no""ted" NOT NULL CHECK (note <> ''), id bigint NOT NULL);
  ALTER TABLE "App"."Älter als zehn Jahre" RENAME CONSTRAINT "Älter als zehn Jahre_note_check" TO "Events_note_check";`;
const wholeFilled = `INSERT INTO kinds SELECT generate_series(1, 5);
  INSERT INTO "App"."Events" (at, "Ki nd", note) SELECT date '2024-06-01' + g % 400, 1 + g % 5, 'note ' || g FROM generate_series(1, ${rows}) g;
  INSERT INTO "App"."Älter als zehn Jahre" (id, at, "Ki nd", note) SELECT g, date '2014-06-01' + g % 400, 1 + g % 5, 'note ' || g FROM generate_series(1, ${rows}) g;`;

/** What is dropped, and comes back another or goes along with what it is on. */
const dropped: readonly Case[] = [
  {
    recipe: "refuse-invalid-index",
    before: `CREATE SCHEMA "App"; CREATE TABLE "App"."Or ders" (id bigint PRIMARY KEY, "No te" text);`,
    bad: `CREATE /* if not exists */ UNIQUE INDEX CONCURRENTLY IF  NOT EXISTS "By ""note""" ON "App"."Or ders" (lower("No te") DESC, id) WHERE id > 3;`,
    down: `DROP INDEX "App"."By ""note""";`,
    transaction: "autocommit",
    seed: `INSERT INTO "App"."Or ders" SELECT g, g FROM generate_series(1, ${rows}) g;`,
  },
  {
    recipe: "drop-with-its-column",
    before: `${shop} CREATE INDEX "By ""note""" ON orders (lower(note)) WHERE customer_id > 3;`,
    bad: `DROP INDEX "By ""note"""; ALTER TABLE orders ADD COLUMN more text, DROP COLUMN note;`,
    down: `ALTER TABLE orders DROP COLUMN more, ADD COLUMN note text; CREATE INDEX "By ""note""" ON orders (lower(note)) WHERE customer_id > 3;`,
    seed: filled,
  },
  {
    recipe: "drop-with-its-column",
    before: `${shop} ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers;`,
    bad: "ALTER TABLE orders DROP CONSTRAINT fk; ALTER TABLE orders DROP COLUMN customer_id;",
    down: "ALTER TABLE orders ADD COLUMN customer_id bigint; ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers;",
  },
  {
    recipe: "replace-index",
    before: `${shop} CREATE UNIQUE INDEX by_note ON orders (note) INCLUDE (customer_id);`,
    bad: `DROP INDEX IF EXISTS by_note; CREATE UNIQUE INDEX IF NOT EXISTS by_note ON orders (lower(note) DESC, id) WHERE customer_id IS NOT NULL;`,
    down: "DROP INDEX by_note; CREATE UNIQUE INDEX by_note ON orders (note) INCLUDE (customer_id);",
    seed: filled,
  },
  {
    recipe: "replace-index",
    before: `CREATE SCHEMA "App"; CREATE TABLE "App"."T ""1""" ("Key A" int, "select" text); CREATE TABLE "${"i".repeat(59)}_new" (id int);
      CREATE INDEX "${"i".repeat(63)}" ON "App"."T ""1""" ("Key A");`,
    bad: `DROP INDEX "App"."${"i".repeat(63)}"; COMMENT ON TABLE "App"."T ""1""" IS 'between'; CREATE INDEX "${"i".repeat(63)}" ON "App"."T ""1""" USING hash ("select");`,
    down: `COMMENT ON TABLE "App"."T ""1""" IS NULL; DROP INDEX "App"."${"i".repeat(63)}"; CREATE INDEX "${"i".repeat(63)}" ON "App"."T ""1""" ("Key A");`,
    few: true,
  },
  ...replacedKeys,
  {
    recipe: "drop-index-concurrently",
    bad: "DROP INDEX IF EXISTS nobody_knows;",
    few: true,
  },
];

const more: readonly Case[] = [
  ...dropped,
  {
    recipe: "attach-through-check",
    before: whole,
    seed: wholeFilled,
    few: true,
    bad: `ALTER TABLE "App"."Events" ATTACH PARTITION "App"."Älter als zehn Jahre" FOR VALUES FROM (MINVALUE, MINVALUE) TO ('2016-01-01', 3);`,
    down: `ALTER TABLE "App"."Events" DETACH PARTITION "App"."Älter als zehn Jahre";`,
  },
  {
    recipe: "attach-through-check",
    before: `CREATE TABLE t (a text, b bigint) PARTITION BY LIST (a);
      CREATE TABLE t_x PARTITION OF t FOR VALUES IN ('x', 'y', NULL) PARTITION BY RANGE (b);
      CREATE TABLE t_x_rest PARTITION OF t_x DEFAULT; CREATE TABLE part (b bigint, a text);`,
    seed: `INSERT INTO t SELECT 'x', g FROM generate_series(1, ${rows}) g;
      INSERT INTO part SELECT 10000000000 + g, CASE g % 3 WHEN 0 THEN 'y' WHEN 1 THEN 'x' END FROM generate_series(1, ${rows}) g;`,
    few: true,
    bad: `ALTER TABLE t_x /* why */ ATTACH PARTITION part FOR VALUES FROM (10000000000) TO (MAXVALUE); -- x`,
    down: `ALTER TABLE t_x DETACH PARTITION part;`,
  },
  {
    recipe: "create-partition-by-attach",
    before: whole,
    seed: wholeFilled,
    few: true,
    bad: `CREATE TABLE "App"."E 2030" /* new */ PARTITION OF "App"."Events" FOR VALUES FROM ('2030-01-01', 1) TO ('2031-01-01', MAXVALUE) WITH (fillfactor = 70);`,
    down: `DROP TABLE "App"."E 2030";`,
  },
  {
    recipe: "create-partition-by-attach",
    before: "CREATE TABLE t (a text, b boolean DEFAULT true) PARTITION BY LIST (b);",
    few: true,
    bad: `CREATE TABLE IF NOT EXISTS t_false PARTITION OF t FOR VALUES IN (false, NULL) PARTITION BY HASH (a);`,
    down: "DROP TABLE t_false;",
  },
  {
    recipe: "index-by-partition",
    before: parts,
    seed: partsFilled,
    bad: `CREATE INDEX ON "App"."Events" ("Ki nd" DESC, lower(note)) WHERE id > 3;`,
    few: true,
    down: `DROP INDEX "App"."Events_Ki nd_lower_idx";`,
  },
  {
    recipe: "index-by-partition",
    before: parts,
    seed: partsFilled,
    few: true,
    bad: `CREATE UNIQUE INDEX "U 1" ON "App"."Events" (at, "Ki nd", id) INCLUDE (note);
      ALTER TABLE kinds ADD COLUMN name text;`,
    down: `ALTER TABLE kinds DROP COLUMN name; DROP INDEX "App"."U 1";`,
  },
  {
    recipe: "index-by-partition",
    before: parts,
    few: true,
    bad: `CREATE INDEX "i ""1""" ON "App"."Events" (note);`,
    down: `DROP INDEX "App"."i ""1""";`,
  },
  {
    recipe: "create-partition-by-attach",
    before: parts,
    few: true,
    bad: `CREATE TABLE "E ""2030""" PARTITION OF "App"."Events" FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');`,
    down: `DROP TABLE "E ""2030""";`,
  },
  {
    // The partitions have another foreign key like it.
    recipe: "foreign-key-by-partition",
    before: `${parts} ALTER TABLE "App"."Events" ADD CONSTRAINT first FOREIGN KEY ("Ki nd") REFERENCES kinds;`,
    seed: partsFilled,
    few: true,
    bad: `ALTER TABLE "App"."Events" ADD CONSTRAINT second FOREIGN KEY ("Ki nd") REFERENCES kinds DEFERRABLE;`,
    down: `ALTER TABLE "App"."Events" DROP CONSTRAINT second;`,
  },
  {
    recipe: "key-by-partition",
    before: parts,
    seed: partsFilled,
    bad: `ALTER TABLE "App"."Events" ADD UNIQUE (id, at, "Ki nd") DEFERRABLE;`,
    down: `ALTER TABLE "App"."Events" DROP CONSTRAINT "Events_id_at_Ki nd_key";`,
  },
  {
    recipe: "foreign-key-by-partition",
    before: parts,
    seed: partsFilled,
    bad: `ALTER TABLE "App"."Events" ADD CONSTRAINT "k 1" FOREIGN KEY ("Ki nd") REFERENCES kinds ON DELETE CASCADE;`,
    down: `ALTER TABLE "App"."Events" DROP CONSTRAINT "k 1";`,
  },
  {
    recipe: "foreign-key-not-valid",
    before: shop,
    seed: filled,
    bad: "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE DEFERRABLE;",
    down: "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;",
  },
  {
    recipe: "check-not-valid",
    before: shop,
    seed: filled,
    bad: `-- A comment that stays
      ALTER TABLE orders ADD CONSTRAINT "Noted ""well"" 🚰" CHECK (note <> 'it''s; $$' AND customer_id > 0);`,
    down: `ALTER TABLE orders DROP CONSTRAINT "Noted ""well"" 🚰";`,
  },
  {
    recipe: "not-null-through-check",
    before: `${shop} CREATE SCHEMA "App"; ALTER TABLE orders SET SCHEMA "App"; ALTER TABLE "App".orders RENAME note TO "No te";`,
    seed: filled.replaceAll("INTO orders", 'INTO "App".orders'),
    bad: `ALTER TABLE "App".orders ALTER "No te" SET NOT NULL;`,
    down: `ALTER TABLE "App".orders ALTER COLUMN "No te" DROP NOT NULL;`,
  },
  {
    recipe: "not-null-in-two-steps",
    before: `CREATE SCHEMA "App"; CREATE TABLE "App"."Notes" (id int, "No te" text) PARTITION BY RANGE (id);
      CREATE TABLE "App"."Notes 1" PARTITION OF "App"."Notes" FOR VALUES FROM (0) TO (10000);
      CREATE TABLE "Notes_No te_not_null" PARTITION OF "App"."Notes" DEFAULT;
      ALTER TABLE "App"."Notes" ADD CONSTRAINT "Notes_No te_not_null" CHECK (id > 0);`,
    seed: `INSERT INTO "App"."Notes" SELECT g, 'note ' || g FROM generate_series(1, ${rows}) g;`,
    majors: [18],
    bad: `ALTER TABLE "App"."Notes" ALTER "No te" SET NOT NULL;`,
    down: `ALTER TABLE "App"."Notes" ALTER COLUMN "No te" DROP NOT NULL;`,
  },
  {
    recipe: "create-index-concurrently",
    before: shop,
    seed: filled,
    bad: "CREATE UNIQUE INDEX ON orders USING btree (customer_id DESC, lower(note)) INCLUDE (id) WHERE id > 5;",
    down: "DROP INDEX orders_customer_id_lower_id_idx;",
  },
  {
    recipe: "create-index-concurrently",
    before: shop,
    seed: filled,
    bad: "CREATE INDEX IF NOT EXISTS by_note ON ONLY orders (note);\nALTER TABLE customers ADD COLUMN name text;",
    down: "ALTER TABLE customers DROP COLUMN name;\nDROP INDEX by_note;",
  },
  {
    recipe: "key-using-index",
    before: shop,
    seed: filled,
    bad: "ALTER TABLE orders ADD UNIQUE (customer_id, note) INCLUDE (id) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED;",
    down: "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_note_id_key;",
  },
  {
    recipe: "key-using-index",
    before: `CREATE SCHEMA "App"; CREATE TABLE "App"."Items" (a integer NOT NULL, "b ""c" text COLLATE "C" NOT NULL);`,
    seed: `INSERT INTO "App"."Items" SELECT g, 'note ' || g FROM generate_series(1, ${rows}) g;`,
    few: true,
    bad: `ALTER TABLE "App"."Items" ADD /* why */ CONSTRAINT "The Key" PRIMARY KEY ("b ""c", a);`,
    down: `ALTER TABLE "App"."Items" DROP CONSTRAINT "The Key";`,
  },
  {
    recipe: "drop-index-concurrently",
    before: `${shop} CREATE INDEX by_note ON orders (note) WHERE id > 3;`,
    seed: filled,
    bad: "DROP INDEX by_note;",
    down: "CREATE INDEX by_note ON orders (note) WHERE id > 3;",
  },
  {
    recipe: "check-not-valid",
    before: shop,
    seed: filled,
    few: true,
    bad: `ALTER TABLE orders ADD /* why */ CONSTRAINT -- the name
      U&"positive \\2191" CHECK (customer_id > 0);`,
    down: `ALTER TABLE orders DROP CONSTRAINT U&"positive \\2191";`,
  },
  {
    recipe: "check-not-valid",
    before: shop,
    seed: filled,
    few: true,
    bad: `ALTER TABLE ONLY orders ADD CONSTRAINT U&"p!2191" UESCAPE '!' CHECK (customer_id > 0);`,
    down: `ALTER TABLE orders DROP CONSTRAINT "p↑";`,
  },
  {
    recipe: "not-null-through-check",
    before: `${shop} ALTER TABLE orders ADD CONSTRAINT orders_note_not_null_check CHECK (length(note) > 0);`,
    seed: filled,
    few: true,
    bad: "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;",
    down: "ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;",
  },
  ...(
    [
      [
        "foreign-key-not-valid",
        "ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES customers;",
        "ALTER TABLE app.orders DROP CONSTRAINT buyer;",
      ],
      [
        "not-null-through-check",
        "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;",
        "ALTER TABLE app.orders ALTER COLUMN note DROP NOT NULL;",
      ],
      ["create-index-concurrently", "CREATE INDEX by_note ON ONLY orders (note);", "DROP INDEX app.by_note;"],
      [
        "key-using-index",
        "ALTER TABLE orders ADD CONSTRAINT one_note UNIQUE (note);",
        "ALTER TABLE app.orders DROP CONSTRAINT one_note;",
      ],
      ["drop-index-concurrently", "DROP INDEX by_id;", "CREATE INDEX by_id ON app.orders (id);"],
    ] as const
  ).map(([recipe, bad, down]) => ({
    recipe,
    // The same names stand in public too, and nothing may happen to those.
    before: `${shop} CREATE INDEX by_id ON orders (id); CREATE SCHEMA app;
      CREATE TABLE app.customers (id bigint PRIMARY KEY);
      CREATE TABLE app.orders (id bigint PRIMARY KEY, customer_id bigint, note text);
      CREATE INDEX by_id ON app.orders (id);`,
    few: true as const,
    seed: `${filled} ${filled.replaceAll("INTO ", "INTO app.")}`,
    bad: `SET search_path = app;\n${bad}`,
    at: 1,
    down,
  })),
  {
    recipe: "own-migration",
    before: shop,
    seed: filled,
    bad: `SET search_path = public;
      ALTER TABLE orders ADD COLUMN "no te" text, ADD COLUMN x integer DEFAULT 1;
      -- Filled at once.
      UPDATE orders SET "no te" = note;
      ALTER TABLE orders ADD CONSTRAINT "no te" CHECK ("no te" <> '') NOT VALID;`,
    down: `ALTER TABLE orders DROP CONSTRAINT "no te";
      -- Both go.
      ALTER TABLE orders DROP COLUMN "no te", DROP COLUMN x;`,
  },
  {
    recipe: "own-migration",
    before: `${shop} CREATE SCHEMA "App"; CREATE TABLE "App"."select" (a int CONSTRAINT one CHECK (a > 0));`,
    seed: filled,
    bad: `ALTER TABLE orders ADD COLUMN "no te" text;
      -- The other one.
      ALTER TABLE "App"."select" DROP CONSTRAINT one, ADD COLUMN "no te" text;`,
    down: `ALTER TABLE orders DROP COLUMN "no te";
      ALTER TABLE "App"."select" DROP COLUMN "no te", ADD CONSTRAINT one CHECK (a > 0);`,
  },
  {
    recipe: "own-migration",
    before: `${shop} CREATE TABLE "Q" (a int, b int);`,
    seed: filled,
    few: true,
    at: 3,
    bad: `COMMENT ON TABLE "Q" IS 'it''s';
      DO $$ BEGIN
        PERFORM 1;
      END $$;
      ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT buyer;
      DO $$ BEGIN
        PERFORM 2;
      END $$;
      CREATE TABLE more (id int);`,
    down: `DROP TABLE more;
      ALTER TABLE orders DROP CONSTRAINT buyer;
      COMMENT ON TABLE "Q" IS NULL;`,
  },
  {
    recipe: "add-lock-timeout",
    before: shop,
    seed: filled,
    bad: "ALTER TABLE orders ADD COLUMN x int;",
    down: "ALTER TABLE orders DROP COLUMN x;",
  },
];

/** Every recipe's examples, and more. */
export const cases: readonly Case[] = [
  ...recipes.flatMap(({ id, examples }) => examples.map((example) => ({ recipe: id, ...example }))),
  ...more,
];
