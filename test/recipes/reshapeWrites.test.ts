import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type pg from "pg";
import { freshDatabase, testedMajors, type Database } from "../support/servers.ts";
import { recipeCalled } from "./projects.ts";
import { split } from "./reshapeCases.ts";
import { RolloutProof } from "./rolloutProof.ts";
import { send } from "./send.ts";

const proof = new RolloutProof(recipeCalled("split-or-merge-columns"));
const finished = proof.finished(split);
const steps = finished.analysis.migrations.slice(1);

type Row = readonly (string | null)[];

/*
 * What the trigger makes of a write, on a row that is filled and on one that is not: `name` is old, `first` and `last`
 * are new. Row 5 is `one two  three`, which does not come back as itself.
 */
describe.each(["expanded", "filled"] as const)("writes while both sides exist, %s", (phase) => {
  let database: Database;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase(18);
    client = await database.connect();
    const [before] = finished.analysis.migrations;
    if (before !== undefined) await send(client, finished, before, "up");
    await client.query("INSERT INTO users VALUES (4, 'a b'), (5, 'one two  three'), (6, NULL)");
    for (const step of steps.slice(0, phase === "expanded" ? 1 : 2)) await send(client, finished, step, "up");
  });

  afterAll(() => database.dispose());

  async function row(sql: string): Promise<Row> {
    await client.query("BEGIN");
    try {
      await client.query(sql);
      const { rows } = await client.query<{ name: string | null; first: string | null; last: string | null }>(
        "SELECT name, first, last FROM users WHERE id IN (5, 10) ORDER BY id DESC LIMIT 1",
      );
      return [rows[0]?.name ?? null, rows[0]?.first ?? null, rows[0]?.last ?? null];
    } finally {
      await client.query("ROLLBACK");
    }
  }

  it.each<[string, Row]>([
    ["INSERT INTO users VALUES (10, 'x y  z')", ["x y  z", "x", "y"]],
    ["INSERT INTO users (id, name) VALUES (10, 'alone')", ["alone", "alone", ""]],
    ["INSERT INTO users (id) VALUES (10)", [null, null, null]],
    ["INSERT INTO users (id, first, last) VALUES (10, 'de la', 'x')", ["de la x", "de la", "x"]],
    ["INSERT INTO users (id, first) VALUES (10, 'x')", [null, "x", null]],
    ["INSERT INTO users (id, name, first, last) VALUES (10, 'o l d', 'n', 'w')", ["n w", "n", "w"]],
    ["UPDATE users SET name = 'x  y' WHERE id = 5", ["x  y", "x", ""]],
    ["UPDATE users SET name = NULL WHERE id = 5", [null, null, null]],
    ["UPDATE users SET first = 'de la' WHERE id = 5", ["de la two", "de la", "two"]],
    ["UPDATE users SET last = 'x' WHERE id = 5", ["one x", "one", "x"]],
    [
      "UPDATE users SET first = 'a', last = NULL WHERE id = 5; UPDATE users SET last = 'b' WHERE id = 5",
      ["a b", "a", "b"],
    ],
    ["UPDATE users SET name = name, first = 'n' WHERE id = 5", ["n two", "n", "two"]],
    ["UPDATE users SET id = 10 WHERE id = 5", ["one two  three", "one", "two"]],
    ["UPDATE users SET name = name WHERE id = 5", ["one two  three", "one", "two"]],
    [
      "INSERT INTO users (id, name) VALUES (5, 'p q r') ON CONFLICT (id) DO UPDATE SET name = excluded.name",
      ["p q r", "p", "q"],
    ],
    [
      "INSERT INTO users (id, first, last) VALUES (5, 'p q', 'r') ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last",
      ["p q r", "p q", "r"],
    ],
    [
      "UPDATE users SET first = 'p q', last = 'r' WHERE id = 5; UPDATE users SET id = 10 WHERE id = 5",
      ["p q r", "p q", "r"],
    ],
  ])("%s", async (sql, expected) => {
    expect(await row(sql)).toEqual(expected);
  });
});

/** A version of the application: writes rows of its own without a pause, and remembers what they hold. */
class Version {
  readonly expected = new Map<number, string>();
  readonly errors: string[] = [];
  longest = 0;
  #stopped = false;
  readonly #running: Promise<void>;

  constructor(client: pg.Client, isNew: boolean, from: number) {
    this.#running = this.#run(client, isNew, from);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(client: pg.Client, isNew: boolean, from: number): Promise<void> {
    const columns = isNew ? "first, last" : "name";
    const set = isNew ? "first = excluded.first, last = excluded.last" : "name = excluded.name";
    const read = isNew ? "first || ' ' || last" : "name";
    for (let turn = 0; !this.#stopped; turn++) {
      const started = performance.now();
      // Each second row is one that was there before, odd for the old version and even for the new one.
      const id = turn % 2 === 0 ? from + turn : 1 + ((2 * turn + (isNew ? 1 : 0)) % 20_000);
      const parts = [`v${from}`, `${turn}`];
      const values = isNew ? parts : [parts.join(" ")];
      const places = values.map((_value, index) => `$${index + 2}`).join(", ");
      try {
        await client.query(
          `INSERT INTO users (id, ${columns}) VALUES ($1, ${places}) ON CONFLICT (id) DO UPDATE SET ${set}`,
          [id, ...values],
        );
        const { rows } = await client.query<{ value: string }>(
          `SELECT ${read} AS value FROM users WHERE id = $1`,
          [id],
        );
        if (rows[0]?.value !== parts.join(" ")) this.errors.push(`row ${id} reads ${rows[0]?.value}`);
        this.expected.set(id, parts.join(" "));
      } catch (error) {
        this.errors.push(String(error));
      }
      this.longest = Math.max(this.longest, performance.now() - started);
    }
  }
}

describe.each(testedMajors)("an old and a new version write at the same time, PostgreSQL %i", (major) => {
  const seed = "INSERT INTO users SELECT g, 'first' || g || ' last' || g FROM generate_series(1, 20000) g";

  it("nothing is lost, up and back", async () => {
    const { home, client } = await proof.prepared({ ...split, seed }, finished, major);
    const clients = [await home.connect(), await home.connect()];
    const expected = new Map<number, string>();
    let from = 100_000;
    let longest = 0;
    const ways = [
      ...steps.map((step, at) => ({ step, at, direction: "up" as const })),
      ...steps.map((step, at) => ({ step, at, direction: "down" as const })).reverse(),
    ];
    for (const { step, at, direction } of ways) {
      const running = clients.flatMap((each, index) => {
        const isNew = index === 1;
        // The new columns come with the first step and are filled by the second; the old ones go with the last.
        const isThere = isNew ? at >= 2 : at < steps.length - 1;
        from += 100_000;
        return isThere ? [new Version(each, isNew, from)] : [];
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      await send(client, finished, step, direction);
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const version of running) {
        await version.stop();
        expect(version.errors, `${direction} ${step.migration.name}`).toEqual([]);
        expect(version.expected.size).toBeGreaterThan(0);
        for (const [id, value] of version.expected) expected.set(id, value);
        longest = Math.max(longest, version.longest);
      }
      const column = direction === "up" && at === steps.length - 1 ? "first || ' ' || last" : "name";
      const { rows } = await client.query<{ id: string; value: string }>(
        `SELECT id, ${column} AS value FROM users`,
      );
      const values = new Map(rows.map(({ id, value }) => [Number(id), value]));
      // On the way back the old columns are filled by the second step from the end.
      const isFilled = direction === "up" || at < steps.length - 1;
      if (isFilled) expect([...expected].filter(([id, value]) => values.get(id) !== value)).toEqual([]);
    }
    console.log(`split: the longest write of a client took ${longest.toFixed(0)} ms`);
  });
});

it("the original keeps its clients out, as the same run shows", async () => {
  const seed = "INSERT INTO users SELECT g, 'first' || g || ' last' || g FROM generate_series(1, 20000) g";
  const project = proof.original(split);
  const { home, client } = await proof.prepared({ ...split, seed }, project, 18);
  const version = new Version(await home.connect(), false, 100_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await send(client, project, project.last, "up");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await version.stop();
  console.log(`split by the original: the longest write of a client took ${version.longest.toFixed(0)} ms`);
  expect(version.errors[0]).toMatch(/column "name"/);
});
