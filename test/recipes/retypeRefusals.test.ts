import { describe, expect, it } from "vitest";
import { recipeCalled, TestProject } from "./projects.ts";

const recipe = recipeCalled("change-column-type-by-dual-write");

function refusal(before: string, change: string, later = "", down = "SELECT 1;"): string | undefined {
  const project = TestProject.of("dbmate", [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: `ALTER TABLE ${change};`, down, autocommit: false },
    ...(later === "" ? [] : [{ name: "later", up: later, down: "SELECT 1;", autocommit: false }]),
  ]);
  const [, migration] = project.analysis.migrations;
  const result = project.rewrite(recipe, 0, migration);
  return "refused" in result ? result.refused : undefined;
}

const table = "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b text, at timestamp, c int);";

describe("the change of type says in words what it cannot do", () => {
  it.each([
    ["int to bigint", table, "t ALTER a TYPE bigint", undefined],
    ["bigint to int", "CREATE TABLE t (id int PRIMARY KEY, a bigint);", "t ALTER a TYPE int", undefined],
    [
      "beside a table without a name",
      `${table} ALTER INDEX unknown RENAME TO known;`,
      "t ALTER a TYPE bigint",
      undefined,
    ],
    ["int to text", table, "t ALTER a TYPE text", undefined],
    ["text to uuid", table, "t ALTER b TYPE uuid USING b::uuid", undefined],
    ["text to jsonb", table, "t ALTER b TYPE jsonb USING (b::jsonb)", undefined],
    ["a smaller varchar", table, "t ALTER b TYPE varchar(10)", undefined],
    ["a cast that depends on the time zone", table, "t ALTER at TYPE timestamptz", /Say which it is/],
    ["a time zone of its own", table, "t ALTER at TYPE timestamptz USING at AT TIME ZONE 'UTC'", undefined],
    [
      "a time zone that is computed",
      table,
      "t ALTER at TYPE timestamptz USING at AT TIME ZONE b",
      /more than a cast/,
    ],
    ["an expression", table, "t ALTER a TYPE bigint USING a * 2", /USING of a is more than a cast/],
    ["another column", table, "t ALTER a TYPE bigint USING c", /more than a cast/],
    ["a cast that loses", table, "t ALTER b TYPE date USING b::date", /no cast is known/],
    [
      "arrays",
      "CREATE TABLE t (id int PRIMARY KEY, a int[]);",
      "t ALTER a TYPE bigint[]",
      /no cast is known/,
    ],
    ["no key", "CREATE TABLE t (a int);", "t ALTER a TYPE bigint", /no primary key/],
    [
      "the key itself",
      "CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE r (a int REFERENCES t);",
      "t ALTER a TYPE bigint",
      undefined,
    ],
    [
      "partitions",
      "CREATE TABLE t (id int PRIMARY KEY, a int) PARTITION BY RANGE (id);",
      "t ALTER a TYPE bigint",
      /partitioned/,
    ],
    ["inheritance", `${table} CREATE TABLE child () INHERITS (t);`, "t ALTER a TYPE bigint", /inherit/],
    [
      "a partitioned table that refers to it",
      `${table} CREATE TABLE r (id int REFERENCES t) PARTITION BY RANGE (id);`,
      "t ALTER id TYPE bigint",
      /r_id_fkey belongs to public\.r, which is partitioned/,
    ],
    [
      "a foreign key to another unique index",
      `${table} CREATE UNIQUE INDEX u ON t (a); CREATE TABLE r (x int REFERENCES t (a));`,
      "t ALTER a TYPE bigint",
      /r_x_fkey of public\.r refers to a through a unique index/,
    ],
    [
      "an exclusion",
      "CREATE TABLE t (id int PRIMARY KEY, a int, EXCLUDE (a WITH =));",
      "t ALTER a TYPE bigint",
      /t_a_excl/,
    ],
    [
      "replica identity",
      `${table} CREATE UNIQUE INDEX u ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX u;`,
      "t ALTER a TYPE bigint",
      /index u/,
    ],
    ["a view", `${table} CREATE VIEW v AS SELECT a FROM t;`, "t ALTER a TYPE bigint", /would fail/],
  ])("%s", (_name, before, change, message) => {
    const found = refusal(before, change);
    if (message === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(message);
  });

  it.each([
    ["t ALTER a TYPE bigint USING a * 2", "t ALTER a TYPE int USING a / 2", undefined],
    [
      "t ALTER b TYPE bytea USING decode(b, 'escape')",
      "t ALTER b TYPE text USING encode(b, 'escape')",
      undefined,
    ],
    ["t ALTER at TYPE date", "t ALTER at TYPE timestamp", undefined],
    [
      "t ALTER at TYPE timestamptz",
      "t ALTER at TYPE timestamp",
      /The values of at would be taken as times of whatever zone the session is in/,
    ],
    [
      "t ALTER c TYPE bigint USING coalesce(c, 0)",
      "t ALTER c TYPE int",
      /USING of c may make a value of NULL/,
    ],
    [
      "t ALTER c TYPE bigint USING c * 2",
      "t ALTER c TYPE int USING coalesce(c, 1)",
      /The down of c may make a value/,
    ],
    ["t ALTER a TYPE bigint USING coalesce(a, 0)", "t ALTER a TYPE int USING coalesce(a, 1)", undefined],
    ["t ALTER a TYPE bigint USING a * c", "t ALTER a TYPE int", /USING of a is computed from c/],
    [
      "t ALTER a TYPE bigint USING a * 2",
      "t ALTER a TYPE int USING a / c",
      /The down of a is computed from c/,
    ],
    [
      "t ALTER c TYPE text USING CASE c WHEN 1 THEN 'x' ELSE 'y' END",
      "t ALTER c TYPE int USING c::int",
      /USING of c may make a value of NULL/,
    ],
    [
      "t ALTER c TYPE text USING CASE WHEN c = 1 OR c IS NULL THEN 'x' END",
      "t ALTER c TYPE int USING c::int",
      /USING of c may make a value of NULL/,
    ],
    [
      "t ALTER c TYPE text USING c::text",
      "t ALTER c TYPE int USING CASE WHEN c = 'x' THEN 1 ELSE 2 END",
      undefined,
    ],
    ["t ALTER b TYPE date USING to_date(b, 'YYYY')", "t ALTER b TYPE text", /may make a value of NULL/],
    ["t ALTER a TYPE bigint USING a * 2", "t ALTER c TYPE int USING c / 2", /give --value "a = EXPRESSION"/],
  ])("%s, back by %s", (change, back, message) => {
    const found = refusal(table, change, "", `ALTER TABLE ${back};`);
    if (message === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(message);
  });

  it.each([
    ["SET LOCAL timezone = 'UTC'", undefined],
    ["SET timezone TO 'Europe/Berlin'", undefined],
    ["SET TIME ZONE 'America/Argentina/Buenos_Aires'", undefined],
    // As zones of their own these have summer time, and AT TIME ZONE takes them for an offset; the sign turns round.
    ["SET timezone = 'CET'", /Say which it is/],
    ["SET timezone = '-3'", /Say which it is/],
    ["SET timezone = 'Etc/GMT+3'", /Say which it is/],
    ["SET timezone = 'UTC'; RESET timezone", /Say which it is/],
  ])("a time zone set by %s", (setting, message) => {
    const up = `${setting};\nALTER TABLE t ALTER at TYPE timestamptz;`;
    const project = TestProject.of("dbmate", [
      {
        name: "before",
        up: table,
        down: "SELECT 1;",
        autocommit: false,
      },
      { name: "change", up, down: "ALTER TABLE t ALTER at TYPE timestamp;", autocommit: false },
    ]);
    const [, migration] = project.analysis.migrations;
    const result = project.rewrite(recipe, setting.split(";").length, migration);
    if (message !== undefined) expect("refused" in result ? result.refused : "").toMatch(message);
    else expect("refused" in result ? result.refused : undefined).toBeUndefined();
  });

  it("takes the down from a comment", () => {
    const said =
      "-- lockkeeper-value a = (a / 2)::int\n-- more\nALTER TABLE t ALTER a TYPE bigint USING a * 2;";
    const project = TestProject.of("dbmate", [
      { name: "before", up: table, down: "SELECT 1;", autocommit: false },
      { name: "change", up: said, down: "SELECT 1;", autocommit: false },
    ]);
    const result = project.rewrite(recipe);
    expect("refused" in result ? result.refused : result.files.length).toBeGreaterThan(0);
  });

  it("a table that no migration creates", () => {
    expect(refusal("SELECT 1;", "t ALTER a TYPE bigint")).toMatch(/No migration here creates t/);
  });

  it("several changes in one statement", () => {
    expect(refusal(table, "t ALTER a TYPE bigint, ALTER c TYPE bigint")).toMatch(/ALTER TABLE of its own/);
  });

  it.each([
    ["UPDATE t SET a = 1;", /later\.sql reads or writes rows of t/],
    ["UPDATE t SET b = 'x' WHERE id = 7;", undefined],
    ["DELETE FROM t WHERE c > 7;", undefined],
    ["DELETE FROM t WHERE A > 7;", /later\.sql reads or writes rows of t/],
    ["UPDATE t SET b = t::text;", /later\.sql reads or writes rows of t/],
    ["UPDATE t SET b = said(c);", /later\.sql reads or writes rows of t/],
    ["DO $$ BEGIN UPDATE t SET b = 'x'; END $$;", /later\.sql reads or writes rows of t/],
    ["CREATE INDEX i ON t (c, a);", /later\.sql makes the index i of a/],
    ["ALTER TABLE t ALTER a SET DEFAULT 3;", /later\.sql changes a/],
    ["ALTER TABLE t ALTER a DROP NOT NULL;", /later\.sql changes a/],
    ["ALTER TABLE t RENAME TO u;", /changes the name of t/],
  ])("a later statement: %s", (later, message) => {
    const before = `${table} CREATE FUNCTION said(int) RETURNS text LANGUAGE sql AS 'SELECT a::text FROM t LIMIT 1';`;
    const found = refusal(before, "t ALTER a TYPE bigint", later);
    if (message === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(message);
  });

  it("names that are taken, now or later", () => {
    const taken = `CREATE TABLE t (id int PRIMARY KEY, a int, a_new int, a_old int); CREATE INDEX i ON t (a); CREATE INDEX i_new ON t (id);`;
    expect(refusal(taken, "t ALTER a TYPE bigint", "CREATE INDEX i_old ON t (id);")).toBeUndefined();
  });
});
