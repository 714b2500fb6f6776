import { describe, expect, it } from "vitest";
import { recipeCalled, TestProject } from "./projects.ts";

const recipe = recipeCalled("rename-column-by-dual-write");

function refusal(
  before: string,
  format = "dbmate",
  bad = "ALTER TABLE t RENAME COLUMN a TO b;",
): string | undefined {
  const project = TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: bad, down: "SELECT 1;", autocommit: false },
  ]);
  const result = project.rewrite(recipe);
  return "refused" in result ? result.refused : undefined;
}

const table = "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, c int);";

describe("the rename says in words what it cannot carry over", () => {
  it.each([
    ["nothing in the way", table, undefined],
    ["a view", `${table} CREATE VIEW v AS SELECT a FROM t;`, /view public\.v reads a/],
    ["a view on all columns", `${table} CREATE VIEW v AS SELECT * FROM t;`, /view public\.v/],
    ["a view on other columns", `${table} CREATE VIEW v AS SELECT c FROM t;`, undefined],
    [
      "a materialized view",
      `${table} CREATE MATERIALIZED VIEW m AS SELECT max(a) FROM t;`,
      /public\.m reads a/,
    ],
    ["the primary key", "CREATE TABLE t (a int PRIMARY KEY);", /primary key t_pkey/],
    ["no key", "CREATE TABLE t (a int);", /no primary key/],
    ["a unique key instead", "CREATE TABLE t (a int, k int NOT NULL UNIQUE);", undefined],
    ["a nullable unique key", "CREATE TABLE t (a int, k int UNIQUE);", /no primary key/],
    ["identity", "CREATE TABLE t (id int PRIMARY KEY, a int GENERATED ALWAYS AS IDENTITY);", /identity/],
    [
      "a generated column of it",
      "CREATE TABLE t (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);",
      /generated column g/,
    ],
    [
      "a generated column",
      "CREATE TABLE t (id int PRIMARY KEY, c int, a int GENERATED ALWAYS AS (c) STORED);",
      /a is generated/,
    ],
    ["a policy", `${table} CREATE POLICY p ON t USING (a > 0);`, /policy p reads a/],
    [
      "a foreign key to it",
      `${table} CREATE UNIQUE INDEX u ON t (a); CREATE TABLE r (x int REFERENCES t (a));`,
      /foreign key r_x_fkey of public\.r/,
    ],
    [
      "a foreign key to itself",
      "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE REFERENCES t (a));",
      /foreign key t_a_fkey/,
    ],
    ["partitions", "CREATE TABLE t (id int PRIMARY KEY, a int) PARTITION BY RANGE (id);", /partitioned/],
    ["inheritance", `${table} CREATE TABLE child () INHERITS (t);`, /inherit/],
    [
      "UPDATE OF",
      `${table} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();`,
      /trigger g names a/,
    ],
    [
      "a domain with a constraint",
      "CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE TABLE t (id int PRIMARY KEY, a positive);",
      /domain with constraints/,
    ],
    [
      "a domain without",
      "CREATE DOMAIN number AS int; CREATE TABLE t (id int PRIMARY KEY, a number);",
      undefined,
    ],
    [
      "an exclusion",
      "CREATE TABLE t (id int PRIMARY KEY, a int4range, EXCLUDE USING gist (a WITH &&));",
      /exclusion/,
    ],
    [
      "replica identity",
      `${table} CREATE UNIQUE INDEX u ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX u;`,
      /index u/,
    ],
  ])("%s", (_name, before, message) => {
    const found = refusal(before);
    if (message === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(message);
  });

  it("a table that no migration creates", () => {
    expect(refusal("SELECT 1;")).toMatch(/No migration here creates t/);
  });

  it("a statement that fails", () => {
    expect(refusal(table, "dbmate", "ALTER TABLE t RENAME COLUMN a TO c;")).toMatch(/would fail/);
  });

  it("a tool that runs everything in one transaction", () => {
    expect(refusal(table, "node-pg-migrate")).toMatch(/inside a transaction/);
  });

  it("is not offered for a table of the same migration", () => {
    const project = TestProject.of("dbmate", [
      { name: "all", up: `${table} ALTER TABLE t RENAME a TO b;`, down: "", autocommit: false },
    ]);
    expect(recipe.applies(project.facts(project.last, 1))).toBe(false);
  });
});
