import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

const recipe = recipeCalled("batch-update");
const table =
  'CREATE TABLE "Or ders" (id int, part int, state text, "No te" text, "group" int, PRIMARY KEY (id, part));';
const rows = `INSERT INTO "Or ders" SELECT g / 3, g % 3, CASE WHEN g % 2 = 0 THEN 'new' END, 'n' || g, g FROM generate_series(1, 5000) g`;

function project(up: string, before = table, format = "dbmate") {
  const draft = (name: string, text: string) => ({
    name,
    up: text,
    down: "-- Nothing to undo.",
    autocommit: false,
  });
  return TestProject.of(format, [draft("before", before), draft("change", up)]);
}

function refused(up: string, before = table, format = "dbmate"): string {
  const result = project(up, before, format).rewrite(recipe);
  if (!("refused" in result)) throw new Error("it was not refused");
  return result.refused;
}

const changes = [
  `UPDATE "Or ders" SET state = 'open';`,
  `UPDATE "Or ders" AS "o o" SET (state, "group") = (lower("o o"."No te"), 7) WHERE "o o".state IS NULL -- why
     AND "o o".id BETWEEN 5 AND 900;`,
  `UPDATE "Or ders" SET state = DEFAULT WHERE "Or ders".state = 'new' OR "No te" = ' WHERE $$; ';`,
  `UPDATE ONLY public."Or ders" SET "No te" = state WHERE ("group" / 2) * 2 = "group";`,
  `UPDATE "Or ders" SET "No te" = upper("No te"), state = replace(state, 'new', 'got') WHERE "group" > 40;`,
  `UPDATE "Or ders" o SET "group" = greatest(o."group", 70), state = coalesce(state, 'none');`,
  `DELETE FROM "Or ders" WHERE state IS NULL OR "No te" LIKE '%7';`,
  `DELETE FROM "Or ders";`,
];

describe.each(testedMajors)("rows in batches on PostgreSQL %d", (major) => {
  async function after(of: TestProject, twice: boolean) {
    const { client } = await begun({ project: of, seed: rows, major });
    const rest = of.analysis.migrations.slice(1);
    for (const each of twice ? [...rest, ...rest] : rest) await send(client, of, each, "up");
    return fingerprint(client);
  }

  it.each(changes)("end as one statement would, also when it is run again: %s", async (up) => {
    const original = project(up);
    const written = original.with(planned(original.rewrite(recipe)));
    expect(written.show()).toContain("migrate:up transaction:false");
    expect(await after(written, true)).toEqual(await after(original, false));
  });
});

const behind = [
  {
    up: `ALTER TABLE "Or ders" ADD COLUMN total int;
-- Each has one.
UPDATE "Or ders" SET total = "group" * 2 WHERE total IS NULL;
ALTER TABLE "Or ders" ALTER total SET NOT NULL;
CREATE TABLE more (id int);
ALTER TABLE "Or ders" ADD CONSTRAINT whole CHECK (total % 2 = 0);`,
    down: `ALTER TABLE "Or ders" DROP CONSTRAINT whole;
DROP TABLE more;
ALTER TABLE "Or ders" DROP COLUMN total;`,
  },
  {
    up: `SET LOCAL lock_timeout = '3s';
UPDATE "Or ders" SET "No te" = lower("No te");
ALTER TABLE "Or ders" ADD CONSTRAINT low CHECK ("No te" = lower("No te"));`,
    down: `ALTER TABLE "Or ders" DROP CONSTRAINT low;`,
  },
  {
    up: `DELETE FROM "Or ders" WHERE state IS NULL;
CREATE UNIQUE INDEX one ON "Or ders" ("group");
UPDATE "Or ders" SET state = 'x';`,
    down: `DROP INDEX one;`,
  },
];

describe.each(testedMajors)("what stands behind them on PostgreSQL %d", (major) => {
  const tools = ["dbmate", "golang-migrate", "goose", "flyway"];
  it.each(tools.flatMap((tool) => behind.map((each) => ({ ...each, tool }))))(
    "comes after the last batch, and goes back before: $up, $tool",
    async ({ up, down, tool }) => {
      const original = TestProject.of(tool, [
        { name: "before", up: table, down: "-- Nothing to undo.", autocommit: false },
        { name: "change", up, down, autocommit: false },
      ]);
      const written = original.with(planned(original.rewrite(recipe)));
      const { client: expected } = await begun({ project: original, seed: rows, major });
      await send(expected, original, original.last, "up");
      const { client } = await begun({ project: written, seed: rows, major });
      const steps = written.analysis.migrations.slice(1);
      expect(steps.length).toBe(3);
      for (const each of steps) await send(client, written, each, "up");
      expect(await fingerprint(client)).toEqual(await fingerprint(expected));
      if (!original.format.hasDown) return;
      await send(expected, original, original.last, "down");
      const [, , last] = steps;
      if (last !== undefined) {
        await send(client, written, last, "down");
        await send(client, written, last, "up");
      }
      for (const each of [...steps].reverse()) await send(client, written, each, "down");
      expect(await fingerprint(client)).toEqual(await fingerprint(expected));
    },
  );
});

describe("rows in batches", () => {
  it.each([
    ["UPDATE", `UPDATE "Or ders" SET state = state || 'x';`, /state is computed from itself/],
    ["what it puts in", `UPDATE "Or ders" SET state = replace(state, 'a', 'aa');`, /state is computed from/],
    [
      "its end",
      `UPDATE "Or ders" SET state = replace(state, 'new', 'open');`,
      /state is computed from itself/,
    ],
    ["ends", `UPDATE "Or ders" SET state = replace(state, 'aab', 'ba');`, /state is computed from itself/],
    [
      "what it lacks",
      `UPDATE "Or ders" SET state = replace(state, 'ab', '');`,
      /state is computed from itself/,
    ],
    [
      "the other",
      `UPDATE "Or ders" SET state = lower(state), "No te" = state;`,
      /state is computed from itself/,
    ],
    ["a length", `UPDATE "Or ders" SET state = rtrim(state, "No te");`, /state is computed from itself/],
    [
      "a tuple",
      `UPDATE "Or ders" SET (state, "group") = ('x', "group" + 1);`,
      /group is computed from itself/,
    ],
    [
      "a subquery",
      `DELETE FROM "Or ders" WHERE id IN (SELECT max(id) FROM "Or ders");`,
      /other rows in a subquery/,
    ],
    ["a join", `UPDATE "Or ders" SET state = 'x' FROM (SELECT 1 AS one) s WHERE id > s.one;`, /has FROM/],
    ["USING", `DELETE FROM "Or ders" o USING "Or ders" p WHERE o.id = p.part;`, /has USING/],
    ["RETURNING", `DELETE FROM "Or ders" WHERE id > 5 RETURNING id;`, /has RETURNING/],
    ["WITH", `WITH w AS (SELECT 1) UPDATE "Or ders" SET state = 'x';`, /has WITH/],
    [
      "a volatile function",
      `UPDATE "Or ders" SET "group" = random() * 5;`,
      /random\(\) may give another value/,
    ],
    ["the time", `UPDATE "Or ders" SET state = now()::text;`, /now\(\) may give another value/],
    ["CURRENT_DATE", `UPDATE "Or ders" SET state = current_date::text;`, /asks for the time/],
    ["the key", `UPDATE "Or ders" SET part = 9 WHERE id > 4;`, /part is part of the key/],
    [
      "what goes with the values",
      `UPDATE "Or ders" SET state = "No te"; ALTER TABLE "Or ders" DROP COLUMN "No te";`,
      /takes data from public\.Or ders that/,
    ],
    [
      "a trigger that goes on",
      `UPDATE "Or ders" SET state = 'x'; CREATE TRIGGER z BEFORE UPDATE ON "Or ders" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();`,
      /What others write between two migrations would be in neither/,
    ],
  ])("are refused for %s, with the reason", (_, up, words) => {
    expect(refused(up)).toMatch(words);
  });

  it.each([
    ["no key", "CREATE TABLE t (a int);", "UPDATE t SET a = 1;", /no primary key/],
    ["an unknown table", table, "UPDATE t SET a = 1;", /No migration here creates t/],
    [
      "partitions",
      "CREATE TABLE t (a int PRIMARY KEY, b int) PARTITION BY RANGE (a);",
      "UPDATE t SET b = 1;",
      /partitioned/,
    ],
    [
      "references to itself",
      "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t);",
      "DELETE FROM t;",
      /references itself/,
    ],
    [
      "a function of the user",
      `${table} CREATE FUNCTION f(text) RETURNS text LANGUAGE sql AS 'SELECT $1';`,
      `UPDATE "Or ders" SET state = f("No te");`,
      /f\(\) may give/,
    ],
    [
      "a rule",
      `${table} CREATE RULE r AS ON DELETE TO "Or ders" DO ALSO NOTHING;`,
      `DELETE FROM "Or ders";`,
      /has rules/,
    ],
    [
      "a trigger for statements",
      `${table} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER t AFTER UPDATE ON "Or ders" EXECUTE FUNCTION f();`,
      `UPDATE "Or ders" SET state = 'x';`,
      /fires once for a statement/,
    ],
  ])("are refused for %s", (_, before, up, words) => {
    expect(refused(up, before)).toMatch(words);
  });

  it("are refused where the tool runs everything in a transaction", () => {
    expect(refused(`UPDATE "Or ders" SET state = 'x';`, table, "node-pg-migrate")).toMatch(
      /inside a transaction/,
    );
  });
});
