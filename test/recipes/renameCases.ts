import { finishedRollout } from "./finishedRollout.ts";
import { recipeCalled, TestProject } from "./projects.ts";

const recipe = recipeCalled("rename-column-by-dual-write");

/** A column that is renamed. */
export interface Case {
  readonly before: string;
  readonly seed?: string;
  readonly table: string;
  readonly from: string;
  readonly to: string;
  readonly format?: string;
  /** The migration with the statement runs outside a transaction. */
  readonly autocommit?: boolean;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function original({
  before,
  table,
  from,
  to,
  format = "dbmate",
  autocommit = false,
}: Case): TestProject {
  return TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    {
      name: "rename",
      up: `ALTER TABLE ${table} RENAME COLUMN ${quoted(from)} TO ${quoted(to)};`,
      down: `ALTER TABLE ${table} RENAME COLUMN ${quoted(to)} TO ${quoted(from)};`,
      autocommit,
    },
  ]);
}

/** The project with the plan's files, and with those of its end. */
export function rolledOut(given: Case): { readonly open: TestProject; readonly finished: TestProject } {
  return finishedRollout(original(given), recipe);
}

const text = "CREATE TABLE t (id bigint PRIMARY KEY, a text);";
const seeded =
  "INSERT INTO t SELECT g, CASE WHEN g % 7 > 0 THEN 'row ' || g END FROM generate_series(1, 2500) g;";

/** What hangs on the column, by what is special about it. */
export const cases: Readonly<Record<string, Case>> = {
  "attributes of the column": {
    before: `${text} ALTER TABLE t ALTER a SET STATISTICS 250, ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz, ALTER a SET (n_distinct = -0.25, n_distinct_inherited = 9); COMMENT ON COLUMN t.a IS 'it''s a \\ "name"';`,
    seed: seeded,
    table: "t",
    from: "a",
    to: "b",
  },
  plain: { before: text, seed: seeded, table: "t", from: "a", to: "b" },
  "everything on it": {
    before: `CREATE SCHEMA app; CREATE TABLE app.other (id int PRIMARY KEY);
      CREATE TABLE app.t (
        id serial PRIMARY KEY, day date, n int NOT NULL DEFAULT 3 CHECK (n > 0),
        CONSTRAINT pair CHECK (day IS NULL OR n < 1000000), UNIQUE (n), UNIQUE (day, n) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (n) REFERENCES app.other ON DELETE CASCADE);
      CREATE INDEX partial ON app.t (day, n DESC) WHERE n > 10;
      CREATE UNIQUE INDEX expressed ON app.t ((n + 1)) INCLUDE (day);
      CREATE INDEX "Filled ""in""" ON app.t USING hash (n) WITH (fillfactor = 70);`,
    seed: `INSERT INTO app.other SELECT generate_series(1, 3000);
      INSERT INTO app.t (day, n) SELECT date '2024-01-01' + g, g FROM generate_series(1, 2500) g;`,
    table: "app.t",
    from: "n",
    to: "other_id",
  },
  "nasty names": {
    before: `CREATE TABLE "T ""1"" 🚰" ("Key A" int, "key.b" varchar(10) COLLATE "C", "select" numeric(10,2) DEFAULT 1.50,
      PRIMARY KEY ("Key A", "key.b"), CONSTRAINT "Über ""check""" CHECK ("select" IS NULL OR "select" >= 0));
      CREATE INDEX ${quoted("i".repeat(63))} ON "T ""1"" 🚰" ("select" DESC NULLS LAST);`,
    seed: `INSERT INTO "T ""1"" 🚰" SELECT g / 10, 'k' || g % 10, nullif(g % 5, 0) FROM generate_series(0, 2399) g;`,
    table: `"T ""1"" 🚰"`,
    from: "select",
    to: `${"n".repeat(50)} "q" 🚰`,
  },
  "a sequence of its own": {
    before: "CREATE TABLE t (id int PRIMARY KEY, a serial, j json, UNIQUE (a));",
    seed: "INSERT INTO t (id, j) SELECT g, '{}' FROM generate_series(1, 1200) g;",
    table: "t",
    from: "a",
    to: "b",
  },
  "a type without equality": {
    before: "CREATE TABLE t (id int PRIMARY KEY, a json DEFAULT '{}', c timestamptz(3)[]);",
    seed: "INSERT INTO t SELECT g, '[1]' FROM generate_series(1, 1200) g;",
    table: "t",
    from: "a",
    to: "b",
  },
  "a foreign key with all its words": {
    before: `CREATE TABLE other (x int, y int, PRIMARY KEY (x, y));
      CREATE TABLE t (id int PRIMARY KEY, a int, c int,
        FOREIGN KEY (a, c) REFERENCES other MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE);`,
    seed: "INSERT INTO other SELECT g, g FROM generate_series(1, 9) g; INSERT INTO t SELECT g, g, g FROM generate_series(1, 9) g;",
    table: "t",
    from: "a",
    to: "b",
  },
  "names that are taken": {
    before: `CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL CONSTRAINT len CHECK (length(a) < 100), b_aside int,
        CONSTRAINT t_b_not_null_check CHECK (id > 0), CONSTRAINT len_new CHECK (id > -1), CONSTRAINT u UNIQUE (a));
      CREATE INDEX i ON t (a); CREATE INDEX i_new ON t (id); CREATE TABLE u_new (id int);
      CREATE FUNCTION lockkeeper_t_a_b() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b_aside := 7; RETURN NEW; END $$;
      CREATE TRIGGER lockkeeper_a_b_1 BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION lockkeeper_t_a_b();`,
    seed: "INSERT INTO t SELECT g, 'x' || g FROM generate_series(1, 1200) g;",
    table: "t",
    from: "a",
    to: "b",
  },
  "triggers of the user": {
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text, touched int DEFAULT 0);
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := OLD.touched + 1; RETURN NEW; END $$;
      CREATE TRIGGER zzz_touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();`,
    seed: "INSERT INTO t SELECT g, 'x' || g FROM generate_series(1, 1200) g;",
    table: "t",
    from: "a",
    to: "b",
  },
  "triggers that do more": {
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text, touched int DEFAULT 0); CREATE TABLE log (id bigint, touched int);
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.id, NEW.touched); RETURN NULL; END $$;
      CREATE TRIGGER note AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION note();`,
    seed: "INSERT INTO t (id, a) SELECT g, 'x' || g FROM generate_series(1, 1200) g;",
    table: "t",
    from: "a",
    to: "b",
  },
  "words and rights": {
    before: `CREATE TABLE other (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 1 REFERENCES other, c int,
        CONSTRAINT small CHECK (a < 10000), CONSTRAINT "U" UNIQUE (a, id)); CREATE INDEX i ON t (a);
      ALTER TABLE t ADD CONSTRAINT open CHECK (a > -9) NOT VALID;
      COMMENT ON CONSTRAINT small ON t IS 'it''s small'; COMMENT ON CONSTRAINT open ON public.t IS 'open'; COMMENT ON CONSTRAINT "U" ON t IS 'once';
      COMMENT ON INDEX i IS 'first'; COMMENT ON INDEX public.i IS 'last'; COMMENT ON CONSTRAINT t_a_fkey ON t IS 'gone'; COMMENT ON CONSTRAINT t_a_fkey ON t IS NULL;
      GRANT SELECT (a, c), UPDATE (a) ON t TO pg_monitor WITH GRANT OPTION; GRANT ALL (a) ON t TO PUBLIC; REVOKE INSERT (a) ON t FROM PUBLIC;
      REVOKE GRANT OPTION FOR UPDATE (a) ON t FROM pg_monitor; GRANT REFERENCES (c) ON t TO PUBLIC;`,
    seed: "INSERT INTO other SELECT generate_series(1, 900); INSERT INTO t SELECT g, g FROM generate_series(1, 900) g;",
    table: "t",
    from: "a",
    to: "b",
  },
  "words and rights by the names of then": {
    before: `CREATE TABLE s (id int PRIMARY KEY, o int, c int, CONSTRAINT k CHECK (o < 10000), CONSTRAINT u UNIQUE (o, id)); CREATE INDEX j ON s (o);
      COMMENT ON CONSTRAINT k ON s IS 'small'; COMMENT ON CONSTRAINT u ON s IS 'once'; COMMENT ON INDEX j IS 'quick'; COMMENT ON INDEX u IS 'the key''s';
      GRANT SELECT (o), UPDATE (o) ON s TO pg_monitor; ALTER TABLE s RENAME o TO x; GRANT INSERT (x) ON s TO pg_monitor; REVOKE UPDATE (x) ON s FROM pg_monitor;
      ALTER TABLE s RENAME TO t; ALTER TABLE t RENAME x TO a; ALTER TABLE t RENAME CONSTRAINT k TO "K"; ALTER INDEX u RENAME TO "U"; ALTER INDEX j RENAME TO "J";
      CREATE TABLE s (id int, o int, CONSTRAINT k CHECK (o > 7)); COMMENT ON CONSTRAINT k ON s IS 'another'; GRANT UPDATE (o) ON s TO PUBLIC; COMMENT ON CONSTRAINT "K" ON t IS 'still small';`,
    seed: "INSERT INTO t SELECT g, g FROM generate_series(1, 900) g;",
    table: "t",
    from: "a",
    to: "b",
  },
  "a composite type": {
    before: `CREATE TYPE pair AS (x int, y int); CREATE TABLE t (id int PRIMARY KEY, a pair NOT NULL DEFAULT '(1,)');`,
    seed: "INSERT INTO t (id) SELECT g FROM generate_series(1, 1200) g;",
    table: "t",
    from: "a",
    to: "b",
  },
};
