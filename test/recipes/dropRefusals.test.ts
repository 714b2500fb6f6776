import { describe, expect, it } from "vitest";
import { recipeCalled, TestProject } from "./projects.ts";
import { safely } from "./safely.ts";

function refusal(
  recipe: string,
  given: { readonly before: string; readonly up: string; readonly down?: string; readonly later?: string },
): string | undefined {
  const { before, up, down = "SELECT 1;", later } = given;
  const project = TestProject.of("dbmate", [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
    ...(later === undefined ? [] : [{ name: "later", up: later, down: "SELECT 1;", autocommit: false }]),
  ]);
  const [, migration] = project.analysis.migrations;
  const result = project.rewrite(recipeCalled(recipe), 0, migration);
  return "refused" in result ? result.refused : undefined;
}

/** That the plan is refused in such words, or not at all where there are none. */
function expectRefusal(
  recipe: string,
  given: Parameters<typeof refusal>[1],
  message: RegExp | undefined,
): void {
  const found = refusal(recipe, given);
  if (message === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(message);
}

const table = "CREATE TABLE t (id int PRIMARY KEY, a int, b text);";
const up = "ALTER TABLE t DROP COLUMN a;";

describe("dropping a column in phases says in words what it cannot do", () => {
  it.each([
    ["nothing stands in the way", table, up, undefined, undefined],
    ["no table of the history", "SELECT 1;", up, undefined, /No migration here creates t with a/],
    [
      "a part of the primary key",
      "CREATE TABLE t (a int PRIMARY KEY, b int);",
      up,
      undefined,
      /part of the primary key t_pkey/,
    ],
    [
      "the replica identity",
      `${table} ALTER TABLE t ALTER a SET NOT NULL; CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX i;`,
      up,
      undefined,
      /The index i is the table's replica identity/,
    ],
    [
      "a publication's columns",
      `${table} CREATE PUBLICATION p FOR TABLE t (id, a);`,
      up,
      undefined,
      /publication|would fail/,
    ],
    [
      "an index of partitions",
      "CREATE TABLE t (id int, a int) PARTITION BY RANGE (id); CREATE INDEX i ON t (a);",
      up,
      undefined,
      /i hangs on a in all of those tables/,
    ],
    [
      "ONLY a parent",
      `${table} CREATE TABLE child () INHERITS (t);`,
      "ALTER TABLE ONLY t DROP COLUMN a;",
      undefined,
      /ONLY/,
    ],
    [
      "what CASCADE takes along",
      `${table} ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (a) STORED;`,
      "ALTER TABLE t DROP COLUMN a CASCADE;",
      undefined,
      /CASCADE also drops/,
    ],
    [
      "an exclusion constraint",
      `${table} ALTER TABLE t ADD EXCLUDE (a WITH =);`,
      up,
      undefined,
      /would have to make/,
    ],
    ["the name again", table, up, "ALTER TABLE t ADD COLUMN a text;", /already exists/],
    ["rows without columns", table, up, "INSERT INTO t VALUES (1, 'x');", /without naming each column/],
    [
      "all columns of a row",
      table,
      up,
      "CREATE TABLE copied AS SELECT * FROM t;",
      /without naming each column/,
    ],
    ["rows by their columns", table, up, "INSERT INTO t (id, b) SELECT count(*), 'x' FROM t;", undefined],
    ["another column", table, up, "ALTER TABLE t ADD COLUMN c int; CREATE INDEX ON t (b);", undefined],
  ])("%s", (_name, before, up, later, message) =>
    expectRefusal(
      "drop-column-in-phases",
      { before, up, ...(later === undefined ? {} : { later }) },
      message,
    ),
  );

  it("a way back that writes rows", () => {
    const down = "ALTER TABLE t ADD COLUMN a int; UPDATE t SET a = 1;";
    expect(refusal("drop-column-in-phases", { before: table, up, down })).toMatch(/The way back writes rows/);
  });
});

describe("dropping a table in phases says in words what it cannot do", () => {
  it.each([
    ["nothing stands in the way", table, "DROP TABLE t;", undefined, undefined],
    ["no table of the history", "SELECT 1;", "DROP TABLE t;", undefined, /No migration here creates t/],
    [
      "a partition",
      "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE t PARTITION OF p DEFAULT;",
      "DROP TABLE t;",
      undefined,
      /is a partition: .* DETACH PARTITION/,
    ],
    [
      "a view, by CASCADE",
      `${table} CREATE VIEW v AS SELECT a FROM t;`,
      "DROP TABLE t CASCADE;",
      undefined,
      /CASCADE also drops the view public\.v/,
    ],
    [
      "the name again, with an index that has the same name",
      table,
      "DROP TABLE t;",
      "CREATE TABLE t (id int PRIMARY KEY);",
      /./,
    ],
    [
      "the name again",
      "CREATE TABLE t (id int);",
      "DROP TABLE t;",
      "CREATE TABLE t (id text);",
      /The way back does not work here/,
    ],
  ])("%s", (_name, before, up, later, message) =>
    expectRefusal("drop-table-in-phases", { before, up, ...(later === undefined ? {} : { later }) }, message),
  );

  it("a way back that writes rows", () => {
    const down = "CREATE TABLE t (id int); INSERT INTO t VALUES (1);";
    expect(refusal("drop-table-in-phases", { before: table, up: "DROP TABLE t;", down })).toMatch(
      /The way back writes rows/,
    );
  });
});

it("takes several tables and columns apart, and plans each", () => {
  const { plan } = safely({
    before: `${table} CREATE TABLE o (id int); CREATE TABLE k (id int, x int, y int NOT NULL);`,
    up: "DROP TABLE t, o;\nALTER TABLE k DROP COLUMN x, DROP COLUMN y;",
    down: "SELECT 1;",
  });
  expect(plan.refusals).toEqual([]);
  expect(plan.plans.map(({ recipe }) => recipe).filter((each) => each !== "add-lock-timeout")).toEqual([
    "drop-table-in-phases",
    "drop-table-in-phases",
    "drop-column-in-phases",
    "drop-column-in-phases",
  ]);
});
