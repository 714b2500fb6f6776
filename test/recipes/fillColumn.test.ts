import { describe, expect, it } from "vitest";
import type pg from "pg";
import { testedMajors, type Major } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint, type Fingerprint } from "./fingerprint.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { send, sendAgain } from "./send.ts";
import { walkBackAndForth } from "./walks.ts";

const recipe = recipeCalled("add-filled-column");

interface FillCase {
  readonly before: string;
  readonly seed: string;
  readonly add: string;
  readonly drop: string;
  readonly table: string;
  /** Quoted. */
  readonly column: string;
  /** The same in every row wherever it is computed, so that the rows can be compared too. */
  readonly certain?: true;
  readonly format?: string;
}

const seeded = "INSERT INTO t SELECT g, 'note ' || g FROM generate_series(1, 2500) g;";
const plain = { before: "CREATE TABLE t (id bigint PRIMARY KEY, note text);", seed: seeded, table: "t" };

const cases: Readonly<Record<string, FillCase>> = {
  "a random value": {
    ...plain,
    add: "t ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()",
    drop: "t DROP COLUMN token",
    column: "token",
  },
  "a clock, nullable": {
    ...plain,
    add: "t ADD COLUMN at timestamptz(3) DEFAULT clock_timestamp()",
    drop: "t DROP COLUMN at",
    column: "at",
  },
  "a serial": { ...plain, add: "t ADD n bigserial", drop: "t DROP n", column: "n", certain: true },
  "a function of the user": {
    ...plain,
    before: `${plain.before} CREATE FUNCTION seven() RETURNS int VOLATILE LANGUAGE sql AS 'SELECT 7';`,
    add: "t ADD COLUMN n int NOT NULL DEFAULT seven() + 1",
    drop: "t DROP COLUMN n",
    column: "n",
    certain: true,
  },
  "names to quote, in a schema, by a composite key": {
    before: `CREATE SCHEMA "App ""1"""; CREATE TABLE "App ""1"""."T 🚰" ("select" int, "b ""c" varchar(20), PRIMARY KEY ("b ""c", "select"),
      CONSTRAINT "T 🚰_The ""col_not_null_check" CHECK ("select" >= 0));`,
    seed: `INSERT INTO "App ""1"""."T 🚰" SELECT g / 10, 'k' || g % 10 FROM generate_series(0, 2399) g;`,
    add: `"App ""1"""."T 🚰" ADD COLUMN "The ""col" varchar(40) COLLATE "C" NOT NULL DEFAULT random()::text`,
    drop: `"App ""1"""."T 🚰" DROP COLUMN "The ""col"`,
    table: `"App ""1"""."T 🚰"`,
    column: `"The ""col"`,
  },
  "triggers that change the row": {
    ...plain,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, note text, touched int DEFAULT 0);
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := OLD.touched + 1; RETURN NEW; END $$;
      CREATE TRIGGER zzz_touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();`,
    seed: "INSERT INTO t SELECT g, 'note ' || g FROM generate_series(1, 1200) g;",
    add: "t ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()",
    drop: "t DROP COLUMN token",
    column: "token",
  },
  "triggers that do more": {
    ...plain,
    before: `CREATE TABLE t (id bigint PRIMARY KEY, note text); CREATE TABLE log (id bigint);
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.id); RETURN NULL; END $$;
      CREATE TRIGGER note AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION note();`,
    add: "t ADD COLUMN n smallserial",
    drop: "t DROP COLUMN n",
    column: "n",
    certain: true,
  },
};

function original({ before, add, drop, format = "dbmate" }: FillCase): TestProject {
  return TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "add", up: `ALTER TABLE ${add};`, down: `ALTER TABLE ${drop};`, autocommit: false },
  ]);
}

function rewritten(given: FillCase): TestProject {
  const project = original(given);
  return project.with(planned(project.rewrite(recipe)));
}

function prepared({ seed }: FillCase, project: TestProject, major: Major) {
  return begun({ project, seed, major });
}

/** What is in a database without the values of the new column where those differ each time. */
function comparable(client: pg.Client, { certain, column, table }: FillCase): Promise<Fingerprint> {
  const name = column.replace(/^"|"$/g, "").replaceAll('""', '"');
  return fingerprint(client, certain === true ? {} : { [table]: name });
}

const all = Object.entries(cases).flatMap(([name, given]) =>
  testedMajors.map((major) => ({ name, given, major })),
);
const tools = ["golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"].flatMap((format) =>
  ["a random value", "a serial", "triggers that change the row"].map((name) => ({
    name: `${name}, as ${format} sends it`,
    given: { ...cases[name], format } as FillCase,
    major: 18 as const,
  })),
);

describe("a column is added and filled", () => {
  it.each([...all, ...tools])(
    "$name: ends where ADD COLUMN does, PostgreSQL $major",
    async ({ given, major }) => {
      const before = original(given);
      const after = rewritten(given);
      expect(textFaults(recipe, before, after)).toEqual([]);
      const expected = await prepared(given, before, major);
      await send(expected.client, before, before.last, "up");
      const { client } = await prepared(given, after, major);
      const steps = after.analysis.migrations.slice(1);
      for (const step of steps) {
        expect((await workUnderLocks(client, after, step)) ?? []).toEqual([]);
        await send(client, after, step, "up");
        const once = await fingerprint(client);
        await sendAgain(client, after, step);
        expect(await fingerprint(client)).toEqual(once);
      }
      expect(await comparable(client, given)).toEqual(await comparable(expected.client, given));
      const { rows } = await client.query(
        `SELECT count(*) - count(${given.column}) AS empty FROM ${given.table}`,
      );
      expect(rows).toEqual([{ empty: "0" }]);
    },
  );

  it.each(all)(
    "$name: goes back and up again from every point, PostgreSQL $major",
    async ({ given, major }) => {
      const after = rewritten(given);
      const { client } = await prepared(given, after, major);
      await walkBackAndForth({
        client,
        project: after,
        expanded: 0,
        look: async (point) => {
          const now = await fingerprint(client);
          return point === 0 ? now : now.catalog;
        },
        every: true,
      });
    },
  );
});

describe("the plan for a new column says why there is none", () => {
  it.each([
    ["t ADD COLUMN n int GENERATED ALWAYS AS (id + 1) STORED", /generated and stored/],
    ["t ADD COLUMN n int GENERATED ALWAYS AS IDENTITY", /identity column/],
    ["t ADD COLUMN n int NOT NULL", /Nothing says what the rows that are there are to hold in n/],
    ["t ADD COLUMN n uuid DEFAULT gen_random_uuid() UNIQUE", /constraint of its own/],
    ["t ADD COLUMN n uuid DEFAULT gen_random_uuid(), ADD COLUMN m int", /ALTER TABLE of its own/],
  ])("%s", (add, message) => {
    const result = original({ ...plain, add, drop: "t DROP COLUMN n", column: "n" }).rewrite(recipe);
    expect("refused" in result ? result.refused : "").toMatch(message);
  });

  it("no key, and a table that no migration creates", () => {
    const add = "t ADD COLUMN n uuid DEFAULT gen_random_uuid()";
    const given = { ...plain, add, drop: "t DROP COLUMN n", column: "n" };
    const refused = (before: string): string => {
      const result = original({ ...given, before }).rewrite(recipe);
      return "refused" in result ? result.refused : "";
    };
    expect(refused("CREATE TABLE t (id int);")).toMatch(/no primary key/);
    expect(refused("SELECT 1;")).toMatch(/No migration here creates t/);
  });

  it.each([
    ["UPDATE t SET note = n::text;", /Line 2 of .*later\.sql reads or writes rows of t/],
    ["INSERT INTO t (id) VALUES (1);", undefined],
    ["CREATE INDEX by_n ON t (n);", undefined],
  ])("a later statement: %s", (later, message) => {
    const add = "t ADD COLUMN n uuid DEFAULT gen_random_uuid()";
    const project = TestProject.of("dbmate", [
      { name: "before", up: plain.before, down: "SELECT 1;", autocommit: false },
      { name: "add", up: `ALTER TABLE ${add};`, down: "ALTER TABLE t DROP COLUMN n;", autocommit: false },
      { name: "later", up: later, down: "SELECT 1;", autocommit: false },
    ]);
    const result = project.rewrite(recipe, 0, project.analysis.migrations[1]);
    const refused = "refused" in result ? result.refused : undefined;
    if (message === undefined) expect(refused).toBeUndefined();
    else expect(refused).toMatch(message);
  });
});
