import { describe, expect, it } from "vitest";
import type pg from "pg";
import { testedMajors, type Database } from "../support/servers.ts";
import { Application } from "./clients.ts";
import { begun, databaseOf } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { recipeCalled } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { cases, original, rolledOut, type Case } from "./renameCases.ts";
import { send, sendAgain } from "./send.ts";

const recipe = recipeCalled("rename-column-by-dual-write");
const formats = ["dbmate", "golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"];

describe("the rename by dual write ends where the RENAME does", () => {
  const all = Object.entries(cases).map(([name, given]) => ({ name, given, major: 18 as const }));
  const others = Object.entries(cases).flatMap(([name, given]) =>
    testedMajors.filter((major) => major !== 18).map((major) => ({ name, given, major })),
  );
  const tools = formats.map((format) => ({
    name: `as ${format} sends it`,
    given: { ...cases["everything on it"], format } as Case,
    major: 18 as const,
  }));

  const outside = (["goose", "flyway", "dbmate"] as const).map((format) => ({
    name: `out of a ${format} file without a transaction`,
    given: { ...cases["everything on it"], format, autocommit: true } as Case,
    major: 18 as const,
  }));

  it.each([...all, ...others, ...tools, ...outside])("$name, PostgreSQL $major", async ({ given, major }) => {
    const { finished } = rolledOut(given);
    const plain = original(given);
    const { client: expected } = await begun({ project: plain, seed: given.seed, major });
    await send(expected, plain, plain.last, "up");
    const { client } = await begun({ project: finished, seed: given.seed, major });
    for (const migration of finished.analysis.migrations.slice(1))
      await send(client, finished, migration, "up");
    expect(await fingerprint(client)).toEqual(await fingerprint(expected));
  });

  it.each(all)(
    "$name: nothing is found in any file, nor done under a lock, nor more when sent twice",
    async ({ given, major }) => {
      const { finished } = rolledOut(given);
      expect(textFaults(recipe, original(given), finished)).toEqual([]);
      const { client } = await begun({ project: finished, seed: given.seed, major });
      for (const migration of finished.analysis.migrations.slice(1)) {
        expect((await workUnderLocks(client, finished, migration)) ?? []).toEqual([]);
        await send(client, finished, migration, "up");
        const once = await fingerprint(client);
        await sendAgain(client, finished, migration);
        expect(await fingerprint(client)).toEqual(once);
      }
    },
  );
});

/** Two clients that write through the two names while a migration runs; nothing may be lost or refused. */
describe("an old and a new version write at the same time", () => {
  const given: Case = {
    before:
      "CREATE TABLE t (id bigint PRIMARY KEY, a text, CHECK (a <> 'never')); CREATE INDEX t_a ON t (a);",
    table: "t",
    from: "a",
    to: "b",
  };
  const { finished } = rolledOut(given);
  const steps = finished.analysis.migrations.slice(1);
  const last = steps.length;

  /** The names that clients may use while a step runs up or down: the column is there before and after. */
  const names = (step: number): readonly string[] =>
    step === 1 ? ["a"] : step === last ? ["b"] : ["a", "b"];

  class Run {
    readonly expected = new Map<number, string | null>();
    longest = 0;
    readonly clients = new Map<string, pg.Client>();
    #inserted = 100_000;
    readonly home: Database;
    readonly client: pg.Client;
    readonly rows: number;

    constructor(home: Database, client: pg.Client, rows: number) {
      this.home = home;
      this.client = client;
      this.rows = rows;
    }

    async during(step: number, direction: "up" | "down"): Promise<void> {
      const migration = steps[step - 1];
      if (migration === undefined) return;
      const applications: Application[] = [];
      for (const column of names(step)) {
        const client = this.clients.get(column) ?? (await this.home.connect());
        this.clients.set(column, client);
        const half = this.rows / 2;
        const own = column === "a" ? ([1, half] as const) : ([half + 1, this.rows] as const);
        const from = (this.#inserted += 100_000);
        applications.push(
          new Application(client, { table: "t", column, mark: `${column}${step}`, from, own }),
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
      await send(this.client, finished, migration, direction);
      await new Promise((resolve) => setTimeout(resolve, 30));
      for (const application of applications) {
        const work = await application.stop();
        expect(work.errors, `${direction} ${step}`).toEqual([]);
        expect(work.writes).toBeGreaterThan(2);
        for (const [id, value] of work.expected) this.expected.set(id, value);
        this.longest = Math.max(this.longest, work.longest);
      }
    }

    async check(column: string): Promise<void> {
      const { rows: found } = await this.client.query<{ id: string; value: string | null }>(
        `SELECT id, ${column} AS value FROM t`,
      );
      const values = new Map(found.map(({ id, value }) => [Number(id), value]));
      const lost = [...this.expected].filter(([id, value]) => values.get(id) !== value);
      expect(lost).toEqual([]);
      expect(values.size).toBe(this.rows + [...this.expected.keys()].filter((id) => id > this.rows).length);
    }
  }

  async function start(rows: number): Promise<Run> {
    const home = await databaseOf(18);
    const client = await home.connect();
    const [first] = finished.analysis.migrations;
    if (first !== undefined) await send(client, finished, first, "up");
    await client.query(`INSERT INTO t SELECT g, 'row ' || g FROM generate_series(1, ${rows}) g`);
    return new Run(home, client, rows);
  }

  it.each(steps.map((_step, index) => index + 1))("up to phase %i, and back", async (phase) => {
    // The last run passes through all phases.
    const run = await start(phase === last ? 50_000 : 4_000);
    const before = await fingerprint(run.client);
    for (let step = 1; step <= phase; step++) {
      await run.during(step, "up");
      await run.check(step === last ? "b" : "a");
    }
    for (let step = phase; step >= 1; step--) {
      await run.during(step, "down");
      await run.check(step === last ? "b" : "a");
    }
    expect((await fingerprint(run.client)).catalog).toEqual(before.catalog);
    console.log(`phase ${phase}: the longest of the statements meanwhile took ${run.longest.toFixed(0)} ms`);
  });
});
