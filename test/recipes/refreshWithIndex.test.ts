import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { send, sendAgain } from "./send.ts";

const recipe = recipeCalled("refresh-concurrently");
const tables = `CREATE SCHEMA "App"; CREATE TABLE "App"."T ""1""" (a int, "b c" text, n int, PRIMARY KEY ("b c", a));
  CREATE FUNCTION mine(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';`;

function project(query: string, more = "", tool = "dbmate"): TestProject {
  return TestProject.of(tool, [
    {
      name: "before",
      up: `${tables} CREATE MATERIALIZED VIEW "App"."M v" AS ${query}; ${more}`,
      down: "SELECT 1;",
      autocommit: false,
    },
    { name: "change", up: `REFRESH MATERIALIZED VIEW "App"."M v";`, down: "SELECT 1;", autocommit: false },
  ]);
}

const t = `FROM "App"."T ""1"""`;
const keyed: readonly (readonly [string, string, string])[] = [
  ["what is grouped by", `SELECT "b c", a % 3 AS rest, count(*) ${t} GROUP BY a % 3, 1`, '(rest, "b c")'],
  ["groups with NULLs", `SELECT nullif(a, 3) AS "Ä", max(n) ${t} GROUP BY nullif(a, 3)`, '("Ä")'],
  ["the key of the table", `SELECT n + 1 AS m, a AS x, "b c" ${t} WHERE n > 3`, '("b c", x)'],
  ["all of the table", `SELECT * ${t}`, '("b c", a)'],
];

describe("a materialized view gets the index first that its query allows for", () => {
  it.each(
    keyed.flatMap(([name, query, columns]) => testedMajors.map((major) => ({ name, query, columns, major }))),
  )("$name, PostgreSQL $major", async ({ query, columns, major }) => {
    const original = project(query);
    const rewritten = original.with(planned(original.rewrite(recipe)));
    expect(textFaults(recipe, original, rewritten)).toEqual([]);
    const seed = `INSERT INTO "App"."T ""1""" SELECT g, 'k' || g % 50, g FROM generate_series(1, 3000) g`;
    const { client } = await begun({ project: rewritten, seed, major });
    const start = await fingerprint(client);
    const steps = rewritten.analysis.migrations.slice(1);
    for (const step of steps) {
      expect((await workUnderLocks(client, rewritten, step)) ?? []).toEqual([]);
      await send(client, rewritten, step, "up");
      await sendAgain(client, rewritten, step).catch((error: unknown) => {
        // Alone in its file, the index cannot be looked at first.
        expect(String(error)).toMatch(/already exists/);
      });
    }
    const plain = await begun({ project: original, seed, major });
    await send(plain.client, original, original.last, "up");
    const [now, expected] = [await fingerprint(client), await fingerprint(plain.client)];
    expect(now.data).toEqual(expected.data);
    const [index, ...others] = (now.catalog["indexes"] ?? []).filter(
      (line) => !expected.catalog["indexes"]?.includes(line),
    );
    expect(others).toEqual([]);
    expect(index).toContain(`UNIQUE INDEX`);
    expect(index).toContain(columns);
    for (const step of [...steps].reverse()) await send(client, rewritten, step, "down");
    expect((await fingerprint(client)).catalog).toEqual(start.catalog);
  });

  it.each([
    ["what is grouped by and not given out", `SELECT count(*) ${t} GROUP BY n`],
    ["a name that means an input", `SELECT lower("b c") AS n, count(*) ${t} GROUP BY n`],
    ["grouping sets", `SELECT a, n, count(*) ${t} GROUP BY ROLLUP (a, n)`],
    ["a set", `SELECT a, "b c", unnest(ARRAY[1, n]) ${t}`],
    ["a set of groups", `SELECT n, generate_series(1, 2) ${t} GROUP BY n`],
    ["a function of the user", `SELECT a, "b c", mine(n) ${t}`],
    ["a part of the key", `SELECT a, n ${t}`],
    ["a union", `SELECT a, "b c" ${t} UNION ALL SELECT a, "b c" ${t}`],
    ["a join", `SELECT x.a, x."b c" ${t} AS x JOIN "App"."T ""1""" AS y ON true`],
    ["a table beside it", `SELECT x.a, x."b c" ${t} AS x, "App"."T ""1""" AS y`],
    [
      "a query of that name",
      `WITH "T ""1""" AS (SELECT a, "b c" ${t} UNION ALL SELECT 1, 'x') SELECT a, "b c" FROM "T ""1"""`,
    ],
    ["what is computed from the key", `SELECT a / 2 AS a, "b c" ${t}`],
    ["a row that is taken apart", `SELECT (x).*, 1 AS m ${t} AS x GROUP BY x."b c", x.a, 4`],
  ])("and none for %s", (_name, query) => {
    const result = project(query).rewrite(recipe);
    expect(result).toHaveProperty("refused", expect.stringMatching(/needs a unique index|not known/));
  });

  it("and none for the key of a table that others inherit from", () => {
    const given = project(`SELECT a, "b c" ${t}`, `CREATE TABLE child () INHERITS ("App"."T ""1""");`);
    expect(given.rewrite(recipe)).toHaveProperty("refused");
  });
});
