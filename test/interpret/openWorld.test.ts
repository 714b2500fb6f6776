import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import { foldOpen } from "./support.ts";

/** What a statement does to tables that exist, as one line each. */
function effectsOf({ effects }: TimelineEntry): readonly string[] {
  return [
    ...effects.locks.map(({ relation, mode }) => `${relation.name} ${mode}`),
    ...effects.work.map(({ relation, kind }) => `${kind} of ${relation.name}`),
    ...effects.destroys.map(({ code, name }) => `loses ${code} ${name}`),
    ...(effects.unguards ?? []).map(({ code }) => `unguards ${code}`),
    ...(effects.fails === undefined ? [] : [`fails ${effects.fails.sqlstate}`]),
  ];
}

/** The SQLSTATE of what is certain to fail. */
function failureOf(sql: string): string | undefined {
  const { fails } = foldOpen(sql).effects;
  return fails?.when === "always" ? fails.sqlstate : undefined;
}

describe("what is made from a table that nothing creates has its columns", () => {
  it.each([
    "CREATE TABLE c (LIKE a INCLUDING ALL); INSERT INTO c (x) VALUES (1);",
    "CREATE TABLE c AS SELECT * FROM a; CREATE INDEX ON c (x);",
    "SELECT * INTO c FROM a JOIN b USING (id); ALTER TABLE c RENAME COLUMN x TO y;",
    "CREATE TABLE c (more int) INHERITS (a); UPDATE c SET x = 1;",
    "CREATE TABLE c PARTITION OF a FOR VALUES IN (1); ALTER TABLE c ALTER COLUMN x SET NOT NULL;",
    "CREATE VIEW v AS SELECT * FROM a; SELECT x FROM v;",
    "CREATE MATERIALIZED VIEW m AS SELECT * FROM a; CREATE UNIQUE INDEX ON m (x);",
    "CREATE FUNCTION f(r a) RETURNS a LANGUAGE sql AS 'SELECT r.*'; SELECT (f(a)).x FROM a;",
    "CREATE FUNCTION g() RETURNS SETOF a LANGUAGE sql AS 'SELECT * FROM a'; SELECT h.x FROM g() h;",
    "CREATE FUNCTION g() RETURNS SETOF a LANGUAGE sql AS 'SELECT * FROM a'; CREATE VIEW v AS SELECT * FROM g(); SELECT x FROM v;",
    "CREATE FUNCTION g() RETURNS SETOF a LANGUAGE sql AS 'SELECT * FROM a'; CREATE TABLE c AS SELECT * FROM g(); CREATE INDEX ON c (x);",
    "CREATE FUNCTION g() RETURNS SETOF a LANGUAGE sql AS ''; SELECT x FROM ROWS FROM (g(), unknown(1)) AS z;",
    "SELECT x FROM unknown(1);",
    "CREATE TABLE k (v a, w a[]); SELECT (v).x, (w[1]).y FROM k;",
    "DO $$ DECLARE r a%ROWTYPE; t a.x%TYPE; BEGIN SELECT * INTO r FROM a; t := r.x; END $$;",
  ])("%s", (sql) => {
    expect(failureOf(sql)).toBeUndefined();
  });

  it.each([
    ["CREATE TABLE c (LIKE a); ALTER TABLE c DROP COLUMN x; ALTER TABLE c DROP COLUMN x;", "42703"],
    ["CREATE VIEW v AS SELECT * FROM a; DROP TABLE a;", "2BP01"],
    ["ALTER TABLE a RENAME TO b; SELECT * FROM a;", "42P01"],
    ["ALTER TABLE a SET SCHEMA old; SELECT * FROM a;", "42P01"],
  ])("but what the history took away is gone: %s", (sql, sqlstate) => {
    expect(failureOf(sql)).toBe(sqlstate);
  });
});

describe("the worst that fits is said", () => {
  it("DROP CONSTRAINT of what may be a key or a foreign key", () => {
    const entry = foldOpen("ALTER TABLE a DROP CONSTRAINT a_pkey;");
    expect(effectsOf(entry)).toEqual([
      "public.a ACCESS EXCLUSIVE",
      "the table that public.a.a_pkey may reference ACCESS EXCLUSIVE",
      "loses constraint public.a.a_pkey",
    ]);
    expect(entry.effects.breaks.map(({ code }) => code)).toContain("old-code-upserts-on-key");
    expect(entry.effects.assumes).toContainEqual({ kind: "key", about: "a_pkey" });
  });

  it.each([
    ["ALTER TABLE a DISABLE TRIGGER ALL;", "foreign-keys"],
    ["ALTER TABLE a DISABLE TRIGGER USER;", "triggers"],
    ["ALTER TABLE a DISABLE TRIGGER named;", "triggers"],
    ["ALTER TABLE a ENABLE REPLICA TRIGGER named;", "triggers"],
    ["ALTER TABLE a DISABLE ROW LEVEL SECURITY;", "row-security"],
  ])("%s switches off %s", (sql, code) => {
    expect(foldOpen(sql).effects.unguards).toMatchObject([{ code, relation: { name: "public.a" } }]);
  });

  it.each(["ALTER TABLE a ENABLE TRIGGER ALL;", "ALTER TABLE a ENABLE ALWAYS TRIGGER named;"])(
    "%s switches nothing off",
    (sql) => {
      expect(foldOpen(sql).effects.unguards).toBeUndefined();
    },
  );

  it.each([
    ["DROP TYPE t CASCADE;", "loses column those of each table with columns of public.t"],
    ["DROP DOMAIN t CASCADE;", "loses column those of each table with columns of public.t"],
    ["DROP SCHEMA s CASCADE;", "loses table each table of the schema s"],
    ["DROP FUNCTION f() CASCADE;", "loses column those of each table that uses public.f()"],
    ["DROP EXTENSION hstore CASCADE;", "loses column those of each table that uses the extension hstore"],
    ["DROP VIEW v CASCADE;", "loses other whatever depends on public.v"],
    ["DROP SEQUENCE v CASCADE;", "loses other whatever depends on public.v"],
    ["ALTER TABLE a DROP CONSTRAINT k CASCADE;", "loses other whatever depends on public.a.k"],
  ])("%s: %s", (sql, loss) => {
    const entry = foldOpen(sql);
    expect(effectsOf(entry)).toContain(loss);
    expect(entry.effects.destroys.filter(({ byCascade }) => byCascade === true)).toHaveLength(1);
  });

  it("DROP DEFAULT of a column that may be NOT NULL", () => {
    const { effects } = foldOpen("ALTER TABLE a ALTER COLUMN x DROP DEFAULT;");
    expect(effects.breaks.map(({ code }) => code)).toContain("old-code-inserts-without-column");
  });
});

describe("columns of unknown type and name", () => {
  it("that a generated column is computed from are not renamed", () => {
    const { effects } = foldOpen("ALTER TABLE a ADD COLUMN z int GENERATED ALWAYS AS (x + 1) STORED;");
    expect(effects.breaks.map(({ code }) => code)).toEqual(["cached-plans"]);
  });

  it("may be ranges", () => {
    expect(effectsOf(foldOpen("ALTER TABLE a ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);"))).toContain(
      "index-build of public.a",
    );
  });
});

describe("after what cannot be followed nothing is predicted to fail", () => {
  const made = "CREATE TABLE t (id int);";
  const rest = "ALTER TABLE t DROP COLUMN other;";

  it.each([
    "CALL p();",
    "SELECT make_partitions('t', 12);",
    "DO $$ BEGIN PERFORM make_it(); END $$;",
    "DO $$ DECLARE q text; BEGIN SELECT s INTO q FROM todo; EXECUTE q; END $$;",
  ])("%s", (unknown) => {
    expect(failureOf(`${made} ${unknown} ${rest}`)).toBeUndefined();
    expect(failureOf(`${made} ${unknown} ${made}`)).toBeUndefined();
  });

  it.each(["SELECT lower('t');", "SELECT uuid_generate_v4();", "SELECT gen_random_uuid();"])(
    "what only computes something hides nothing: %s",
    (known) => {
      expect(failureOf(`${made} ${known} ${rest}`)).toBe("42703");
    },
  );
});

describe("both ways that a body may go", () => {
  it("of IF to_regclass(…) IS NULL", () => {
    const sql = `DO $$ BEGIN IF to_regclass('public.a') IS NULL THEN CREATE TABLE a (id int);
      ELSE ALTER TABLE a ADD COLUMN x int NOT NULL DEFAULT random(); END IF; END $$;`;
    expect(effectsOf(foldOpen(sql))).toEqual(["public.a ACCESS EXCLUSIVE", "rewrite of public.a"]);
    expect(failureOf(`${sql} ALTER TABLE a DROP COLUMN other;`)).toBeUndefined();
  });

  it("of IF NOT EXISTS (SELECT FROM pg_type …)", () => {
    const sql = `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood')
      THEN CREATE TYPE mood AS ENUM ('a'); END IF; END $$;`;
    expect(failureOf(`${sql} CREATE TABLE t (m mood DEFAULT 'b');`)).toBeUndefined();
  });

  it("of IF EXISTS (SELECT FROM information_schema.columns …)", () => {
    const sql = `DO $$ BEGIN IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'a'
      AND column_name = 'x') THEN ALTER TABLE a DROP COLUMN x; END IF; END $$;`;
    expect(effectsOf(foldOpen(sql))).toContain("loses column public.a.x");
    expect(failureOf(`${sql} ALTER TABLE a DROP COLUMN x;`)).toBeUndefined();
  });

  it("of a block whose handler does something else", () => {
    const sql = `DO $$ BEGIN ALTER TABLE a ADD COLUMN x int; EXCEPTION WHEN duplicate_column
      THEN ALTER TABLE a ALTER COLUMN x TYPE bigint; END $$;`;
    expect(effectsOf(foldOpen(sql))).toContain("rewrite of public.a");
  });

  it("of a block that renames, or finds it done", () => {
    const sql = `DO $$ BEGIN ALTER TABLE a RENAME TO b; EXCEPTION WHEN undefined_table THEN NULL; END $$;`;
    expect(failureOf(`${sql} ALTER TABLE a ADD COLUMN y int;`)).toBeUndefined();
    expect(failureOf(`${sql} ALTER TABLE b ADD COLUMN y int;`)).toBeUndefined();
  });

  it("is certain where the history is complete", () => {
    const sql = `CREATE TABLE t (id int); DO $$ BEGIN CREATE TYPE mood AS ENUM ('a');
      EXCEPTION WHEN duplicate_object THEN NULL; END $$;`;
    expect(failureOf(`${sql} ALTER TABLE t ADD COLUMN m mood DEFAULT 'b';`)).toBe("22P02");
  });
});

describe("a name that the history has taken away is gone", () => {
  const made = "CREATE TABLE t (id int); CREATE UNIQUE INDEX i ON t (id);";

  it.each([
    "DROP INDEX i; DROP INDEX i;",
    "ALTER INDEX i RENAME TO j; DROP INDEX i;",
    "ALTER INDEX i RENAME TO j; DROP INDEX j; DROP INDEX j;",
    "ALTER INDEX i RENAME TO j; DROP TABLE t; DROP INDEX j;",
    "ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX i; ALTER TABLE t DROP CONSTRAINT c; DROP INDEX c;",
  ])("%s", (sql) => {
    expect(failureOf(made + sql)).toBe("42704");
  });
});

describe("CREATE TABLE IF NOT EXISTS", () => {
  const made = "CREATE TABLE IF NOT EXISTS a (id int, x text);";

  it.each(["CREATE INDEX ON a (x);", "ALTER TABLE a ALTER COLUMN x TYPE int USING 1;", "DROP TABLE a;"])(
    "makes a new table as far as can be told: %s",
    (sql) => {
      expect(effectsOf(foldOpen(`BEGIN; ${made} ${sql}`))).toEqual([]);
    },
  );

  it.each([
    ["ALTER TABLE a DROP COLUMN old;", "loses column public.a.old"],
    ["ALTER TABLE a DROP CONSTRAINT old;", "loses constraint public.a.old"],
    ["UPDATE a SET old = 1;", "public.a ROW EXCLUSIVE"],
    ["CREATE INDEX ON a (old);", "index-build of public.a"],
    ["ALTER TABLE a DISABLE TRIGGER old;", "unguards triggers"],
    ["INSERT INTO a (id) VALUES (1) ON CONFLICT (id) DO NOTHING;", "public.a ROW EXCLUSIVE"],
  ])("found an older one where %s needs a part that it does not make", (sql, danger) => {
    const entry = foldOpen(`BEGIN; ${made} ${sql}`);
    expect(effectsOf(entry)).toContain(danger);
    expect(entry.effects.fails).toBeUndefined();
  });

  it("what it makes cannot be made twice", () => {
    expect(failureOf(`${made} ALTER TABLE a ADD COLUMN x int;`)).toBe("42701");
  });
});
