import { describe, expect, it } from "vitest";
import { recipeCalled, TestProject } from "./projects.ts";

const recipe = recipeCalled("split-or-merge-columns");
const table = "CREATE TABLE t (id int PRIMARY KEY, x text, y text, c text);";
const back = "UPDATE t SET x = a || b;";
const usual = ["ADD a text, ADD b text", "a = left(x, 1), b = substr(x, 2)", "DROP x"] as const;

function refusal(before: string, up: string, down = back, format = "dbmate"): string | undefined {
  const project = TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down: `${down} SELECT 1;`, autocommit: false },
  ]);
  const result = project.rewrite(recipe);
  return "refused" in result ? result.refused : undefined;
}

function change([add, set, drop]: readonly [string, string, string]): string {
  return `ALTER TABLE t ${add};\nUPDATE t SET ${set};\nALTER TABLE t ${drop};`;
}

describe("a split or merge says in words what it cannot do", () => {
  it.each([
    ["nothing in the way", table, usual, undefined],
    ["a view", `${table} CREATE VIEW v AS SELECT x FROM t;`, usual, /would fail.*other objects depend on it/],
    [
      "a view that goes along",
      `${table} CREATE VIEW v AS SELECT x FROM t;`,
      [usual[0], usual[1], "DROP x CASCADE"],
      /view public\.v reads x/,
    ],
    ["no key", table.replace(" PRIMARY KEY", ""), usual, /no primary key/],
    [
      "a key of it",
      table.replace("x text", "x text NOT NULL UNIQUE").replace(" PRIMARY KEY", ""),
      usual,
      /no primary key/,
    ],
    ["partitions", `${table.slice(0, -1)} PARTITION BY RANGE (id);`, usual, /partitioned/],
    ["a default", table, ["ADD a text DEFAULT '', ADD b text", usual[1], usual[2]], /a comes with a default/],
    [
      "a constraint",
      table,
      ["ADD a text, ADD b text UNIQUE", usual[1], usual[2]],
      /b comes with a default or a constraint/,
    ],
    ["another new column", table, ["ADD a text, ADD b text, ADD z int", usual[1], usual[2]], /about z too/],
    ["another old one", table, [usual[0], usual[1], "DROP x, DROP c"], /about c too/],
    ["another value", table, [usual[0], `${usual[1]}, c = ''`, usual[2]], /about c too/],
    [
      "a column that stays",
      table,
      [usual[0], "a = x || c, b = x", usual[2]],
      /a is computed from c, which stays/,
    ],
    [
      "several to several",
      table,
      [usual[0], "a = x || y, b = y || x", "DROP x, DROP y"],
      /x, y become 2 columns at once/,
    ],
    ["the clock", table, [usual[0], "a = x || now(), b = x", usual[2]], /same in every session.*immutable/],
    [
      "a stable function",
      table,
      [usual[0], "a = concat(x, x), b = x", usual[2]],
      /same in every session.*immutable/,
    ],
    ["a subquery", table, [usual[0], "a = (SELECT max(x) FROM t), b = x", usual[2]], /subquery/],
    [
      "NOT NULL",
      table.replace("x text", "x text NOT NULL"),
      usual,
      /x is NOT NULL, and the value given for it may be NULL/,
    ],
    [
      "a serial",
      table.replace("x text", "x serial"),
      [usual[0], "a = x, b = x", usual[2]],
      /owns the sequence/,
    ],
  ] as const)("%s", (_name, before, statements, message) => {
    const found = refusal(before, change([...statements]));
    if (message === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(message);
  });

  it.each([
    ["nothing", "", /Nothing says what x holds.*lockkeeper-value x = EXPRESSION/],
    ["what is not there", "UPDATE t SET x = a || nowhere;", /computed from nowhere/],
    ["another column", "UPDATE t SET x = a || c;", /computed from c/],
    ["the clock", "UPDATE t SET x = a || now();", /immutable/],
  ])("backwards: %s", (_name, down, message) => {
    expect(refusal(table, change(usual), down)).toMatch(message);
  });

  it("what runs meanwhile", () => {
    expect(refusal(table, `${change(usual)}\nALTER TABLE t ALTER a SET DEFAULT 'x';`)).toMatch(
      /Line \d+ changes a,/,
    );
    expect(refusal(table, `${change(usual)}\nUPDATE t SET c = a;`)).toMatch(
      /Line \d+ reads or writes rows of t/,
    );
    expect(refusal(table, `${change(usual)}\nCREATE INDEX ON t (a);`)).toBeUndefined();
  });

  it("a table that no migration creates", () => {
    expect(refusal("SELECT 1;", change(usual))).toMatch(/No migration here creates t with x/);
  });

  it("a tool that runs everything in one transaction", () => {
    expect(refusal(table, change(usual), back, "node-pg-migrate")).toMatch(/inside a transaction/);
  });

  it.each([
    [
      "one after the other is dropped first",
      "ALTER TABLE t ADD a text; ALTER TABLE t DROP x; UPDATE t SET a = c;",
    ],
    ["nothing is dropped", "ALTER TABLE t ADD a text; UPDATE t SET a = x;"],
    [
      "nothing goes from what is dropped",
      "ALTER TABLE t ADD a text; UPDATE t SET a = c; ALTER TABLE t DROP x;",
    ],
    ["another table", "ALTER TABLE t ADD a text; UPDATE t SET a = x; ALTER TABLE o DROP x;"],
    [
      "the table is new",
      "CREATE TABLE n (x int); ALTER TABLE n ADD a int; UPDATE n SET a = x; ALTER TABLE n DROP x;",
    ],
  ])("is not offered where %s", (_name, up) => {
    const project = TestProject.of("dbmate", [
      { name: "before", up: `${table} CREATE TABLE o (x int);`, down: "", autocommit: false },
      { name: "change", up, down: "", autocommit: false },
    ]);
    expect(project.firstFor(recipe)).toBe(-1);
  });
});
