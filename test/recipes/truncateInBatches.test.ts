import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

const recipe = recipeCalled("truncate-in-batches");
const table = `CREATE TABLE "T ""1""" (a int, "select" text, PRIMARY KEY ("select", a));`;
const t = "CREATE TABLE t (id int PRIMARY KEY);";

function project(before: string, up: string): TestProject {
  return TestProject.of("dbmate", [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down: "SELECT 1;", autocommit: false },
  ]);
}

it.each(testedMajors)("deletes all rows but those that come meanwhile, PostgreSQL %i", async (major) => {
  const original = project(table, `TRUNCATE TABLE "T ""1""" CONTINUE IDENTITY RESTRICT; -- all`);
  const rewritten = original.with(planned(original.rewrite(recipe)));
  const seed = `INSERT INTO "T ""1""" SELECT g, 'k' || g % 7 FROM generate_series(1, 5000) g`;
  const { client, home } = await begun({ project: rewritten, seed, major });
  const other = await home.connect();
  await other.query(`BEGIN; INSERT INTO "T ""1""" VALUES (9999, 'zz')`);
  await send(client, rewritten, rewritten.last, "up");
  await other.query("COMMIT");
  expect((await client.query(`SELECT * FROM "T ""1"""`)).rows).toEqual([{ a: 9999, select: "zz" }]);
});

describe("TRUNCATE in batches says in words what it cannot do", () => {
  it.each([
    ["a table with a key", t, "TRUNCATE t;", undefined],
    ["ONLY", t, "TRUNCATE ONLY t;", undefined],
    ["CASCADE that takes nothing along", t, "TRUNCATE t CASCADE;", undefined],
    ["several tables", `${t} CREATE TABLE u (id int);`, "TRUNCATE t, u;", /Several tables/],
    ["a table without a key", "CREATE TABLE t (id int);", "TRUNCATE t;", /no primary key/],
    ["sequences that begin anew", t, "TRUNCATE t RESTART IDENTITY;", /RESTART IDENTITY/],
    ["other tables", `${t} CREATE TABLE r (t int REFERENCES t);`, "TRUNCATE t CASCADE;", /empties r too/],
    ["what fails", `${t} CREATE TABLE r (t int REFERENCES t);`, "TRUNCATE t;", /would fail/],
    [
      "itself",
      "CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES t);",
      "TRUNCATE t;",
      /references itself/,
    ],
    [
      "triggers",
      `${t} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER gone AFTER DELETE ON t FOR EACH ROW EXECUTE FUNCTION f();`,
      "TRUNCATE t;",
      /trigger gone of t/,
    ],
    [
      "partitions",
      "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id);",
      "TRUNCATE t;",
      /partitioned/,
    ],
    ["what follows on the table", t, "TRUNCATE t; INSERT INTO t VALUES (1);", /works on t too/],
    ["a table that no migration creates", "SELECT 1;", "TRUNCATE t;", /No migration here creates t/],
    [
      "rows that are published and that no key tells apart for subscribers",
      "CREATE TABLE t (id int NOT NULL UNIQUE); CREATE PUBLICATION p FOR TABLE t;",
      "TRUNCATE t;",
      /replica identity/,
    ],
  ])("%s", (_name, before, up, words) => {
    const result = project(before, up).rewrite(recipe);
    if (words === undefined) expect(result).not.toHaveProperty("refused");
    else expect(result).toHaveProperty("refused", expect.stringMatching(words));
  });
});
