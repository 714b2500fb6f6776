import { describe, expect, it } from "vitest";
import { planned, recipeCalled, TestProject } from "./projects.ts";

/* Where a migration may end in between, and go on in another, and where that would lose something. */

interface Case {
  readonly before?: string;
  readonly up: string;
  /** Which statement is to begin the second half; the second by default. */
  readonly at?: number;
  readonly down?: string;
  readonly tool?: string;
}

const recipe = recipeCalled("own-migration");
const tables =
  "CREATE TABLE t (id bigint PRIMARY KEY, a text, c int); CREATE TABLE u (id bigint PRIMARY KEY, a text);";

function divided({ before = tables, up, at = 1, down, tool = "golang-migrate" }: Case) {
  const project = TestProject.of(tool, [
    { name: "before", up: before, autocommit: false },
    { name: "change", up, ...(down === undefined ? {} : { down }), autocommit: false },
  ]);
  return { project, result: project.rewrite(recipe, at) };
}

describe("a migration that cannot be divided", () => {
  const add = "ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0) NOT VALID;";
  const validate = "ALTER TABLE t VALIDATE CONSTRAINT k;";
  it.each<[string, Case, RegExp]>([
    [
      "a file with transactions of its own",
      { up: `BEGIN; ${add} ${validate} COMMIT;`, at: 2 },
      /transactions itself \(`BEGIN`\)/,
    ],
    ["a lock on purpose", { up: "LOCK TABLE t IN EXCLUSIVE MODE; UPDATE t SET a = 'x';" }, /on purpose/],
    [
      "a setting by a function",
      { up: `SELECT set_config('statement_timeout', '5s', true); ${add} ${validate}`, at: 2 },
      /set_config.* for this session alone/,
    ],
    [
      "all migrations in one transaction",
      { up: `${add} ${validate}`, tool: "node-pg-migrate" },
      /all pending migrations in one transaction/,
    ],
    [
      "a copied column that goes",
      {
        up: "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = a; ALTER TABLE t DROP COLUMN a;",
      },
      /DROP COLUMN a` takes data from public\.t that `UPDATE t SET b = a` reads or writes/,
    ],
    [
      "a copied table that goes",
      {
        up: "CREATE TABLE n AS SELECT * FROM u; ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = a; DROP TABLE u;",
        at: 2,
      },
      /DROP TABLE u` takes data from public\.u/,
    ],
    [
      "copied rows that go",
      {
        before: `${tables} CREATE TABLE n (a text);`,
        up: "ALTER TABLE t ADD COLUMN b text; INSERT INTO n SELECT a FROM t; DELETE FROM t WHERE a IS NOT NULL;",
      },
      /DELETE FROM t .* takes data from public\.t that `INSERT INTO n SELECT a FROM t` reads or writes/,
    ],
    [
      "a trigger that is off meanwhile",
      {
        before: `${tables} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
          CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();`,
        up: "ALTER TABLE t DISABLE TRIGGER g; UPDATE t SET a = 'x'; ALTER TABLE t ENABLE TRIGGER g;",
      },
      /Between the two migrations trigger public\.t\.g would be another/,
    ],
    [
      "a constraint that is replaced",
      {
        before: `${tables} ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0);`,
        up: "ALTER TABLE t DROP CONSTRAINT k; UPDATE t SET c = 1; ALTER TABLE t ADD CONSTRAINT k CHECK (c > 1);",
      },
      /Between the two migrations .*k would be missing/,
    ],
    [
      "a temporary table",
      {
        up: "ALTER TABLE t ADD COLUMN b text; CREATE TEMP TABLE s (b text); UPDATE t SET b = s.b FROM s;",
        at: 2,
      },
      /CREATE TEMP TABLE .* for this session alone/,
    ],
    [
      "a copy that a trigger keeps up with from then on",
      {
        before: `${tables} CREATE TABLE n (c bigint); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
        up: "ALTER TABLE t ADD COLUMN b text; INSERT INTO n SELECT count(*) FROM u; ALTER TABLE u ADD COLUMN b text; CREATE TRIGGER g AFTER INSERT ON u FOR EACH ROW EXECUTE FUNCTION f();",
        at: 2,
      },
      /INSERT INTO n .* reads or writes rows that `CREATE TRIGGER g .* would be in neither/,
    ],
    [
      "a second table where all migrations run in one transaction",
      {
        up: "ALTER TABLE t ADD COLUMN b text; ALTER TABLE u ADD COLUMN b text;",
        tool: "node-pg-migrate",
      },
      /all pending migrations in one transaction/,
    ],
    [
      "a down that undoes both tables in one statement",
      {
        before: `${tables} CREATE TABLE "U 2" (id bigint, a text);`,
        up: `ALTER TABLE t ADD COLUMN b text; ALTER TABLE "U 2" ADD COLUMN b text;`,
        down: `DO $$ BEGIN ALTER TABLE t DROP COLUMN b; ALTER TABLE "U 2" DROP COLUMN b; END $$;`,
      },
      /does not undo the file in two halves/,
    ],
    [
      "a table that nobody uses yet",
      {
        up: "ALTER TABLE t ADD COLUMN b text; CREATE TABLE n (id int); ALTER TABLE n ADD COLUMN b text;",
        at: 2,
      },
      /No statement before this one holds a lock/,
    ],
    [
      "a down that goes in one step, where what moves cannot run twice",
      {
        up: `${add} ${validate} CREATE TABLE n (id int);`,
        down: "DROP TABLE n, t; CREATE TABLE t (id bigint PRIMARY KEY, a text, c int);",
      },
      /does not undo the file in two halves/,
    ],
  ])("%s", (_name, given, message) => {
    const { result } = divided(given);
    expect("refused" in result ? result.refused : "planned").toMatch(message);
  });
});

describe("a migration that is divided", () => {
  it("takes its settings and the comments above the statement along, and the marks stay whole", () => {
    const { project, result } = divided({
      tool: "goose",
      up: `SET LOCAL statement_timeout = '1h';
ALTER TABLE t ADD COLUMN b text;
DO $$ BEGIN
  NULL;
END $$;
-- All of them.
UPDATE t SET b = a;
DO $$ BEGIN
  NULL;
END $$;`,
      at: 3,
      down: "ALTER TABLE t DROP COLUMN b;",
    });
    const after = project.with(planned(result));
    expect(after.analysis.project.problems).toEqual([]);
    const [, first, second] = [...after.files.values()];
    expect(first).not.toContain("UPDATE");
    expect(first).toContain("StatementEnd");
    expect(second).toContain(`SET LOCAL statement_timeout = '1h';`);
    expect(second).toContain("SET LOCAL lock_timeout = '5s';");
    expect(second).toContain("-- All of them.\nUPDATE t SET b = a;");
    expect(second).toMatch(/-- \+goose StatementBegin\nDO/);
  });

  it.each([
    ["in the same order", (undo: readonly string[]) => undo.join("\n")],
    ["in the opposite order", (undo: readonly string[]) => [...undo].reverse().join("\r\n")],
    ["without a semicolon at the end", (undo: readonly string[]) => undo.join("\n").replace(/;$/, "")],
  ])("undoes one table each where the down does so %s", (_name, together) => {
    const undo = [
      "ALTER TABLE t DROP COLUMN b;",
      "-- The second; one.\nALTER TABLE s.u DROP COLUMN b /* ; */;",
    ];
    const { project, result } = divided({
      tool: "goose",
      before: `${tables} CREATE SCHEMA s; CREATE TABLE s.u (id bigint);`,
      up: "ALTER TABLE t ADD COLUMN b text;\nALTER TABLE s.u ADD COLUMN b text;",
      down: together(undo),
    });
    const after = project.with(planned(result));
    expect(after.analysis.project.problems).toEqual([]);
    const [, first = "", second = ""] = [...after.files.values()];
    expect(first).toContain("ALTER TABLE t DROP COLUMN b");
    expect(first).not.toContain("s.u");
    expect(second).toContain("ALTER TABLE s.u DROP COLUMN b");
    expect(second).not.toContain("TABLE t ");
    expect(second.includes("-- The second; one.")).toBe(true);
  });

  it("uses a new enum value once it is committed", () => {
    const { project, result } = divided({
      before: "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id int, v e);",
      up: "ALTER TYPE e ADD VALUE 'b'; INSERT INTO t VALUES (1, 'b');",
    });
    const after = project.with(planned(result));
    const failing = after.analysis.migrations
      .flatMap(({ sections }) => sections.flatMap(({ statements }) => statements))
      .flatMap(({ entries }) => [...entries.values()].flatMap(({ effects }) => effects.fails?.message ?? []));
    expect(failing).toEqual([]);
  });
});
