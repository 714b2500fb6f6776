import { describe, expect, it } from "vitest";
import { backfillsIn } from "../../server/src/recipes/transition/backfillMark.ts";
import { workOf } from "../../server/src/recipes/transition/backfillWork.ts";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

const recipe = recipeCalled("batch-update");
const table = `CREATE TABLE "Or ders" (id int, part int, state text, "No te" text, "group" int, flag boolean,
    docs jsonb DEFAULT '{"a": 1, "b": [2], "c": 3}', PRIMARY KEY (id, part));
  CREATE TABLE sources (id int PRIMARY KEY, name text, kind int);
  CREATE TABLE kinds (id int PRIMARY KEY, label text);
  CREATE VIEW named AS SELECT s.id, s.name || k.label AS name FROM sources s JOIN kinds k ON k.id = s.kind;`;
const rows = `INSERT INTO "Or ders" SELECT g / 3, g % 3, CASE WHEN g % 2 = 0 THEN 'new' END, 'n' || g, g FROM generate_series(1, 5000) g;
  INSERT INTO sources SELECT g * 3, 's' || g, g % 2 FROM generate_series(1, 1000) g; INSERT INTO kinds VALUES (0, 'a'), (1, 'b');`;

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
  `UPDATE "Or ders" o SET state = s.name FROM sources s WHERE s.id = o."group" AND o.state IS NULL;`,
  `UPDATE "Or ders" SET "No te" = s.name, state = 'got' FROM sources AS s -- where
     JOIN kinds k ON k.id = s.kind WHERE s.id = "group" AND state IS DISTINCT FROM 'got' AND k.label = 'b';`,
  `UPDATE "Or ders" SET flag = state IS DISTINCT FROM s.name FROM sources s WHERE s.id = "Or ders"."group";`,
  `WITH named AS (SELECT id, upper(name) AS state FROM sources WHERE kind = 1), more AS (SELECT * FROM named)
   UPDATE "Or ders" SET state = n.state FROM more n WHERE n.id = "Or ders"."group";`,
  `UPDATE public."Or ders" SET state = n.name FROM named n WHERE n.id = "group";`,
  `UPDATE "Or ders" SET (state, "No te") = (SELECT s.name, k.label FROM sources s JOIN kinds k ON k.id = s.kind WHERE s.id = "group");`,
  `UPDATE "Or ders" SET docs = jsonb_build_object('s', (SELECT jsonb_agg(s.name) FROM sources s WHERE s.id = "group"));`,
  `UPDATE "Or ders" SET docs = docs - 'a' - 'b' WHERE docs ? 'a';`,
  `UPDATE "Or ders" SET state = concat("group", '-', to_char(now(), 'YYYY')) WHERE current_date > '2000-01-01';`,
  `DELETE FROM "Or ders" WHERE "group" NOT IN (SELECT id FROM sources) AND NOT EXISTS (SELECT FROM kinds WHERE label = state);`,
  `DELETE FROM "Or ders" o USING sources s, kinds k WHERE s.id = o."group" AND k.id = s.kind AND k.label = 'b' -- b`,
  `WITH gone AS (SELECT id FROM sources) DELETE FROM "Or ders" USING gone WHERE gone.id = "group" AND flag IS NULL;`,
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

describe.each(testedMajors)("what is given once on PostgreSQL %d", (major) => {
  it.each(["gen_random_uuid()::text", 'f("No te")'])(
    "stays when the batches run again: %s",
    async (value) => {
      const f = `CREATE FUNCTION f(x text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN x || random(); END';`;
      const original = project(
        `UPDATE "Or ders" SET state = ${value} WHERE part > 0 AND state IS NULL;`,
        table + f,
      );
      const written = original.with(planned(original.rewrite(recipe)));
      const { client } = await begun({ project: written, seed: rows, major });
      const rest = written.analysis.migrations.slice(1);
      for (const each of rest) await send(client, written, each, "up");
      const missing = await client.query(`SELECT FROM "Or ders" WHERE part > 0 AND state IS NULL`);
      expect(missing.rows).toEqual([]);
      const once = await fingerprint(client);
      for (const each of rest) await send(client, written, each, "up");
      expect(await fingerprint(client)).toEqual(once);
    },
  );
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
  it("are changed by `lockkeeper backfill` as the migration changes them", () => {
    for (const up of changes) {
      const original = project(up);
      const written = original.with(planned(original.rewrite(recipe)));
      const [marked] = backfillsIn(written.analysis.project.migrations, (path) => written.files.get(path));
      if (marked === undefined) throw new Error(`no backfill is read: ${written.show()}`);
      const bounds = /\$\d+(?:, \$\d+)*/g;
      const parts = workOf(marked).change.split(bounds);
      expect(parts.length).toBeGreaterThan(2);
      expect(parts[0]?.slice(0, 6)).toBe(up.slice(0, 6));
      for (const part of parts) expect(written.show()).toContain(part);
    }
  });

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
      "other rows of its own in a subquery",
      `DELETE FROM "Or ders" WHERE id IN (SELECT max(id) FROM "Or ders");`,
      /other rows of Or ders/,
    ],
    [
      "USING itself",
      `DELETE FROM "Or ders" o USING "Or ders" p WHERE o.id = p.part;`,
      /other rows of Or ders/,
    ],
    [
      "WITH of itself",
      `WITH w AS (SELECT max(id) AS id FROM "Or ders") UPDATE "Or ders" o SET state = 'x' FROM w WHERE w.id = o.id;`,
      /other rows of Or ders/,
    ],
    [
      "WITH that changes rows",
      `WITH w AS (DELETE FROM kinds RETURNING id) UPDATE "Or ders" SET state = 'x' FROM w WHERE w.id = "group";`,
      /changes rows by itself/,
    ],
    ["RETURNING", `DELETE FROM "Or ders" WHERE id > 5 RETURNING id;`, /has RETURNING/],
    [
      "what finds its own value",
      `UPDATE "Or ders" SET state = s.name FROM sources s WHERE s.name = state;`,
      /found by state itself/,
    ],
    [
      "what finds its own value in a subquery",
      `UPDATE "Or ders" SET state = 'x' WHERE EXISTS (SELECT FROM sources WHERE name = state);`,
      /found by state itself/,
    ],
    [
      "a subquery on itself",
      `UPDATE "Or ders" SET state = (SELECT name FROM sources WHERE name > state LIMIT 1);`,
      /state is computed from itself/,
    ],
    ["a volatile function", `UPDATE "Or ders" SET "group" = random() * 5;`, /random\(\) may give another/],
    [
      "a volatile function that rows share",
      `UPDATE "Or ders" SET state = s.u FROM (SELECT id, gen_random_uuid()::text AS u FROM sources) s WHERE state IS NULL AND s.id % 2 = part;`,
      /gen_random_uuid\(\) may give another/,
    ],
    [
      "a volatile function by a guard on another column",
      `UPDATE "Or ders" SET "group" = random() * 5 WHERE state IS NULL;`,
      /random\(\) may give another/,
    ],
    ["an element", `UPDATE "Or ders" SET docs = docs - 1;`, /docs is computed from itself/],
    ["the user", `UPDATE "Or ders" SET state = current_user;`, /asks for the user/],
    [
      "a time zone",
      `SET LOCAL TimeZone = 'Asia/Tokyo'; UPDATE "Or ders" SET state = now()::text;`,
      /sets timezone/,
    ],
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
    [
      "a key of a composite type",
      "CREATE TYPE pair AS (a int, b int); CREATE DOMAIN d AS pair; CREATE TABLE t (a int, k d, b int, PRIMARY KEY (a, k));",
      "UPDATE t SET b = 1;",
      /without NULLs and composite values/,
    ],
    [
      "a key of a table's row type",
      "CREATE TABLE r (a int); CREATE TABLE t (k r PRIMARY KEY, b int);",
      "UPDATE t SET b = 1;",
      /without NULLs and composite values/,
    ],
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
      "a view of itself",
      `${table} CREATE VIEW own AS SELECT max(id) AS id FROM "Or ders";`,
      `DELETE FROM "Or ders" o USING own WHERE own.id = o.id;`,
      /other rows of Or ders/,
    ],
    [
      "a trigger that changes what is read",
      `${table} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE sources SET name = NEW.state; RETURN NEW; END'; CREATE TRIGGER t AFTER UPDATE ON "Or ders" FOR EACH ROW EXECUTE FUNCTION f();`,
      `UPDATE "Or ders" SET state = s.name FROM sources s WHERE s.id = "group";`,
      /changes sources, which it reads/,
    ],
    [
      "a search path of its own",
      `${table} CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY, a text);`,
      `SET LOCAL search_path = app, public; UPDATE app.t SET a = s.name FROM sources s WHERE s.id = t.id;`,
      /sets search_path/,
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
      "a table that the file drops behind it",
      table,
      `UPDATE "Or ders" SET state = s.name FROM sources s WHERE s.id = "group"; DROP VIEW named; DROP TABLE sources;`,
      /would fail: relation "sources" does not exist/,
    ],
    [
      "a column that the file drops behind it",
      table,
      `DELETE FROM "Or ders" WHERE "group" IN (SELECT kind FROM sources); ALTER TABLE sources DROP COLUMN kind CASCADE;`,
      /would fail: column "kind" does not exist/,
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
