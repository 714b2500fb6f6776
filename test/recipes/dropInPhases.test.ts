import { afterEach, describe, expect, it } from "vitest";
import type pg from "pg";
import { freshDatabase, testedMajors, type Database, type Major } from "../support/servers.ts";
import {
  columnCases,
  keyCases,
  original,
  tableCases,
  rolledOut,
  waitCases,
  type DropCase,
} from "./dropCases.ts";
import { fingerprint } from "./fingerprint.ts";
import { recipeCalled, type TestProject } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { safely } from "./safely.ts";
import { send, sendAgain } from "./send.ts";
import { withItsEnd } from "./finishedRollout.ts";
import { byTurns } from "./turns.ts";

const cases: Readonly<Record<string, DropCase>> = {
  ...Object.fromEntries(Object.entries(columnCases).map(([name, given]) => [`column, ${name}`, given])),
  ...Object.fromEntries(Object.entries(tableCases).map(([name, given]) => [`table, ${name}`, given])),
  ...Object.fromEntries(Object.entries(keyCases).map(([name, given]) => [`key, ${name}`, given])),
  ...Object.fromEntries(Object.entries(waitCases).map(([name, given]) => [`waiting, ${name}`, given])),
};
const databases: Database[] = [];
afterEach(() => Promise.all(databases.splice(0).map((database) => database.dispose())));

async function prepared(
  given: Pick<DropCase, "seed">,
  project: TestProject,
  major: Major,
): Promise<pg.Client> {
  const database = await freshDatabase(major);
  databases.push(database);
  const client = await database.connect();
  const [first] = project.analysis.migrations;
  if (first !== undefined) await send(client, project, first, "up");
  await client.query(given.seed);
  return client;
}

const all = Object.entries(cases).flatMap(([name, given]) =>
  testedMajors.map((major) => ({ name, given, major })),
);
const each = Object.entries(cases).flatMap(([name, given], turn) =>
  byTurns(testedMajors, turn).map((major) => ({ name, given, major })),
);
const formats = ["golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"];
const tools = Object.entries(cases).flatMap(([name, given], turn) =>
  byTurns(formats, turn, 2).map((format) => ({
    name: `${name}, as ${format} sends it`,
    given: { ...given, format },
    major: 18 as const,
  })),
);

describe("a drop in phases ends where the plain one does", () => {
  it.each([...all, ...tools])("$name, PostgreSQL $major", async ({ given, major }) => {
    const { finished } = rolledOut(given);
    const plain = original(given);
    const expected = await prepared(given, plain, major);
    await send(expected, plain, plain.last, "up");
    const client = await prepared(given, finished, major);
    for (const step of finished.analysis.migrations.slice(1)) await send(client, finished, step, "up");
    expect(await fingerprint(client)).toEqual(await fingerprint(expected));
  });

  it.each(each)(
    "$name: nothing is found in any file, nor done under a lock, nor more when sent twice, PostgreSQL $major",
    async ({ given, major }) => {
      const { finished } = rolledOut(given);
      const faults = textFaults(recipeCalled(given.recipe), original(given), finished);
      expect(
        faults.filter((each) => given.rewrites !== true || !each.includes("down: rewrites-table")),
      ).toEqual([]);
      const client = await prepared(given, finished, major);
      for (const step of finished.analysis.migrations.slice(1)) {
        expect((await workUnderLocks(client, finished, step)) ?? []).toEqual([]);
        await send(client, finished, step, "up");
        const once = await fingerprint(client);
        await sendAgain(client, finished, step);
        expect(await fingerprint(client)).toEqual(once);
      }
    },
  );
});

describe("a drop in phases goes back and up again from every point", () => {
  it.each(each)("$name, PostgreSQL $major", async ({ given, major }) => {
    const { finished } = rolledOut(given);
    const client = await prepared(given, finished, major);
    const steps = finished.analysis.migrations.slice(1);
    const catalogs: unknown[] = [(await fingerprint(client)).catalog];
    const back = async (step: (typeof steps)[number]): Promise<void> => {
      await send(client, finished, step, "down");
      if (step === finished.last && given.fill !== undefined) await client.query(given.fill);
    };
    for (const step of steps) {
      await send(client, finished, step, "up");
      catalogs.push((await fingerprint(client)).catalog);
    }
    for (let point = steps.length - 1; point >= 0; point--) {
      for (const step of steps.slice(point).reverse()) await back(step);
      if (point === 0) expect((await fingerprint(client)).catalog).toEqual(catalogs[0]);
      for (const step of steps.slice(point)) await send(client, finished, step, "up");
      expect((await fingerprint(client)).catalog, `down to ${point} and up again`).toEqual(
        catalogs[steps.length],
      );
    }
    for (const step of [...steps].reverse()) {
      await back(step);
      await send(client, finished, step, "up");
      await back(step);
    }
    // Nothing is lost as long as the last step is not applied.
    const before = await fingerprint(client);
    expect(before.catalog).toEqual(catalogs[0]);
    for (let phase = 1; phase < steps.length; phase++) {
      for (const step of steps.slice(0, phase)) await send(client, finished, step, "up");
      for (const step of steps.slice(0, phase).reverse()) await send(client, finished, step, "down");
      expect(await fingerprint(client), `after phase ${phase}`).toEqual(before);
    }
  });
});

describe("what is dropped before its column goes along with it, and ends where the plain drops do", () => {
  const given = {
    before: `CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, "A b" int UNIQUE REFERENCES o, c int);
      CREATE INDEX i ON t (c, "A b") WHERE c > 1; CREATE INDEX j ON t (c);`,
    up: `ALTER TABLE t DROP CONSTRAINT "t_A b_fkey"; DROP INDEX i; DROP INDEX IF EXISTS j;
      ALTER TABLE t DROP CONSTRAINT "t_A b_key", ADD COLUMN d int; ALTER TABLE t DROP COLUMN "A b";`,
    down: `ALTER TABLE t ADD COLUMN "A b" int; ALTER TABLE t DROP COLUMN d, ADD CONSTRAINT "t_A b_key" UNIQUE ("A b");
      CREATE INDEX j ON t (c); CREATE INDEX i ON t (c, "A b") WHERE c > 1; ALTER TABLE t ADD CONSTRAINT "t_A b_fkey" FOREIGN KEY ("A b") REFERENCES o;`,
  };
  const seed = `INSERT INTO o SELECT g FROM generate_series(1, 900) g; INSERT INTO t SELECT g, g, g FROM generate_series(1, 900) g;`;

  it.each(testedMajors)("PostgreSQL %d", async (major) => {
    const { original: plain, plan, project } = safely(given);
    expect(plan.plans.map(({ recipe }) => recipe)).toContain("drop-with-its-column");
    const finished = withItsEnd(project);
    const ends: unknown[] = [];
    for (const each of [plain, finished]) {
      const client = await prepared({ seed }, each, major);
      const start = await fingerprint(client);
      const steps = each.analysis.migrations.slice(1);
      for (const step of steps) await send(client, each, step, "up");
      ends.push(await fingerprint(client));
      for (const step of [...steps].reverse()) await send(client, each, step, "down");
      expect((await fingerprint(client)).catalog).toEqual(start.catalog);
    }
    expect(ends[1]).toEqual(ends[0]);
  });
});

describe.each(testedMajors)(
  "what the down fills is filled again once it is all there, PostgreSQL %i",
  (major) => {
    it.each([
      [columnCases["a column that the down fills"], "SELECT count(*)::int AS n FROM t WHERE a = 'w ' || id"],
      [
        tableCases["a table that the down fills"],
        "SELECT count(*)::int AS n FROM days WHERE day = '2020-02-01' AND n = id",
      ],
    ])("from the end, and not before the drop, %#", async (given, filled) => {
      if (given === undefined) throw new Error("there is no such case");
      const { finished } = rolledOut(given);
      const client = await prepared(given, finished, major);
      const [first, ...rest] = finished.analysis.migrations.slice(1);
      if (first === undefined) throw new Error("there is no plan");
      const count = async () => (await client.query<{ n: number }>(filled)).rows[0]?.n;
      await send(client, finished, first, "up");
      await send(client, finished, first, "down");
      expect(await count()).toBe(0);
      for (const step of [first, ...rest]) await send(client, finished, step, "up");
      for (const step of [...rest].reverse()) await send(client, finished, step, "down");
      await send(client, finished, first, "down");
      expect(await count()).toBe(2500);
    });
  },
);
