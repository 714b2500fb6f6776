import { describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import type { RunEvent } from "../../server/src/run/events.ts";
import type { Waiter } from "../../server/src/run/blockers.ts";
import type { StopLimits } from "../../server/src/run/project.ts";
import { beyond } from "../../server/src/run/stopLimits.ts";
import { never } from "./contract.ts";
import { workbench } from "./workbench.ts";

/* A run ends itself when it goes beyond what the configuration allows it to do to others. */

const waiter = (pid: number, milliseconds: number): Waiter => ({
  pid,
  milliseconds,
  application: "psql",
  query: "SELECT 1",
});

test.each<[StopLimits, readonly Waiter[], number, string | undefined]>([
  [{}, [waiter(1, 99_000)], 99_000, undefined],
  [{ longestWait: "5s" }, [waiter(1, 5_000)], 0, undefined],
  [
    { longestWait: "5s" },
    [waiter(1, 5_100), waiter(2, 10)],
    0,
    "Stopped, since another session waited longer than 5s behind it: process 1 (psql, 5.1 s: SELECT 1); process 2 (psql, 0.0 s: SELECT 1).",
  ],
  [{ blockedSessions: 1 }, [waiter(1, 10)], 0, undefined],
  [
    { blockedSessions: 3 },
    [waiter(1, 10), waiter(2, 10), waiter(3, 10), { ...waiter(4, 10), query: null }],
    0,
    "Stopped, since 4 sessions waited behind it and the limit is 3: process 1 (psql, 0.0 s: SELECT 1); process 2 (psql, 0.0 s: SELECT 1); process 3 (psql, 0.0 s: SELECT 1) and 1 more.",
  ],
  [{ replicaLag: "1min" }, [], 60_000, undefined],
  [{ replicaLag: "1min" }, [], 61_500, "Stopped, since a replica is 61.5 s behind and the limit is 1min."],
])("%j with %j and a lag of %i", (limits, waiters, lag, told) => {
  expect(beyond(limits, { waiters, lag })).toBe(told);
});

describe.each([14, 18] as const)("on %i", (major) => {
  const bench = workbench(major);
  const { open, rows, statuses } = bench;

  async function run(stopRun: StopLimits) {
    const project = { ...bench.folder.read(), stopRun };
    const events: RunEvent[] = [];
    const params = { project: project.uri, command: "up" } as const;
    const note = (event: RunEvent): void => void events.push(event);
    const outcome = await bench.engine.run(project, params, never, () => undefined, note);
    return { ...outcome, stopping: events.filter(({ event }) => event === "stopping") };
  }

  /** A reader that waits until the table is free, and another that waits behind a writer of its row. */
  async function reader(sql = "SELECT FROM t") {
    const client = await bench.database.connect();
    return { ended: client.query(sql).finally(() => client.end()) };
  }

  const holding = "ALTER TABLE t ADD COLUMN a int;\nSELECT pg_sleep(120);\n";

  test("a run that keeps others waiting goes back, and they go on", async () => {
    await rows("CREATE TABLE t (id int)");
    open(dbmate, { "1_a.sql": `-- migrate:up\n${holding}-- migrate:down\n` });
    const running = run({ longestWait: "1s", blockedSessions: 5 });
    await until("SELECT FROM pg_stat_activity WHERE query ~ 'pg_sleep' AND pid <> pg_backend_pid()");
    const { ended } = await reader();
    const { failure, steps, stopping } = await running;
    await ended;
    expect(steps).toEqual([]);
    expect(failure).toMatchObject({ code: "stopped", version: "1", rolledBack: true });
    expect(failure?.message).toMatch(
      /^Stopped, since another session waited longer than 1s behind it: process \d+ \(.*: SELECT FROM t\)\. It was rolled back; nothing of it stays\.$/,
    );
    expect(stopping).toEqual([
      expect.objectContaining({
        replicaLag: 0,
        waiters: [expect.objectContaining({ query: "SELECT FROM t" })],
      }),
    ]);
    expect(await statuses()).toEqual(["1 pending"]);
  });

  test("so does one that itself waits, with all who queue behind it", async () => {
    await rows("CREATE TABLE t (id int)");
    const other = await bench.database.connect();
    await other.query("BEGIN; LOCK TABLE t IN ACCESS SHARE MODE");
    open(golangMigrate, { "1_a.up.sql": "ALTER TABLE t ADD COLUMN a int;" });
    const running = run({ blockedSessions: 1 });
    await until("SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'");
    const readers = [await reader(), await reader()];
    const { failure } = await running;
    await Promise.all(readers.map(({ ended }) => ended));
    await other.end();
    expect(failure).toMatchObject({ code: "stopped", rolledBack: true });
    expect(failure?.message).toMatch(/^Stopped, since 2 sessions waited behind it and the limit is 1: /);
    expect(await rows("SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a'")).toEqual(
      [],
    );
  });

  test("one within the limits goes through", async () => {
    await rows("CREATE TABLE t (id int)");
    open(dbmate, {
      "1_a.sql": "-- migrate:up\nALTER TABLE t ADD COLUMN a int;\nSELECT pg_sleep(1.5);\n-- migrate:down\n",
    });
    const running = run({ longestWait: "1min", blockedSessions: 1 });
    await until("SELECT FROM pg_stat_activity WHERE query ~ 'pg_sleep' AND pid <> pg_backend_pid()");
    const { ended } = await reader();
    expect((await running).failure).toBeUndefined();
    await ended;
  });

  async function until(sql: string): Promise<void> {
    const client = await bench.database.connect();
    try {
      while ((await client.query(sql)).rowCount === 0) await new Promise((done) => setTimeout(done, 20));
    } finally {
      await client.end();
    }
  }
});
