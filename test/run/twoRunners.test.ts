import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { sleep } from "../../server/src/run/sleep.ts";
import { freshDatabase } from "../support/servers.ts";
import type { Database } from "../support/servers.ts";
import { never } from "./contract.ts";
import { projectFolder } from "./project.ts";
import type { ProjectFolder } from "./project.ts";

/* Two runners on one server, and the connections of the first cut while it works. */

let database: Database;
let folder: ProjectFolder;
const engines: RunEngine[] = [];

beforeEach(async () => {
  database = await freshDatabase(17);
});

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.dispose();
  await database.dispose();
  folder.dispose();
});

async function runner(lockLimit = 20_000): Promise<RunEngine> {
  const engine = new RunEngine({ storagePath: "", key: "two", image: "", startTimeout: 10, lockLimit });
  await engine.select({ kind: "server", url: database.url });
  engines.push(engine);
  return engine;
}

/** Begins `up`, and comes back once the server works on a statement of the migration. */
async function begin(engine: RunEngine) {
  const project = folder.read();
  const result = engine.run(project, { project: project.uri, command: "up" }, never, () => undefined);
  await until("SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query ~ 'pg_sleep' AND pid <> $1");
  return { result };
}

async function until(sql: string): Promise<void> {
  const client = await database.connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  for (let round = 0; round < 300; round += 1) {
    if ((await client.query(sql, [rows[0]?.pid])).rowCount !== 0) return client.end();
    await sleep(50);
  }
  throw new Error(`never true: ${sql}`);
}

const ask = async (sql: string) => {
  const client = await database.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
};
const up = async (engine: RunEngine) => {
  const project = folder.read();
  return engine.run(project, { project: project.uri, command: "up" }, never, () => undefined);
};

const once = "CREATE TABLE once (n int);\nSELECT pg_sleep(2);\nINSERT INTO once VALUES (1);\n";
const projects: readonly (readonly [string, Format, Readonly<Record<string, string>>])[] = [
  ["one transaction (dbmate)", dbmate, { "1_a.sql": `-- migrate:up\n${once}-- migrate:down\n` }],
  [
    "one string (golang-migrate)",
    golangMigrate,
    { "1_a.up.sql": once, "1_a.down.sql": "DROP TABLE once;\n" },
  ],
];

describe.each(projects)("%s", (_name, format, files) => {
  beforeEach(() => {
    folder = projectFolder(files, format);
  });

  test("when the connection that holds the lock is cut, the work ends with it, and nothing is applied twice", async () => {
    const { result } = await begin(await runner());
    const killed = await ask(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted",
    );
    expect(killed).not.toEqual([]);
    const [one, two] = await Promise.all([result, up(await runner())]);
    expect(one.failure).toMatchObject({ code: "connection-lost" });
    // golang-migrate's mark stays, and stops everybody until somebody has looked.
    if (format === golangMigrate) {
      expect(two.failure).toMatchObject({ code: "dirty" });
      expect(await ask("SELECT to_regclass('once') AS once")).toEqual([{ once: null }]);
    } else {
      expect(two.failure).toBeUndefined();
      expect(await ask("SELECT n FROM once")).toEqual([{ n: 1 }]);
    }
  });

  test("when any other connection of the run is cut, the run goes on alone", async () => {
    const { result } = await begin(await runner());
    await ask(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lockkeeper' AND datname = current_database() AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')",
    );
    const [one, two] = await Promise.all([result, up(await runner())]);
    expect([one.failure, two.failure]).toEqual([undefined, undefined]);
    expect(one.steps.length + two.steps.length).toBe(1);
    expect(await ask("SELECT n FROM once")).toEqual([{ n: 1 }]);
  });

  test("a second runner that does not wait long is told who is at work", async () => {
    const { result } = await begin(await runner());
    const two = await up(await runner(300));
    expect(two.failure).toMatchObject({ code: "locked-by-another-runner" });
    expect(two.failure?.message).toMatch(/\(process \d+, lockkeeper, connected since [\d:]+\)/);
    expect((await result).failure).toBeUndefined();
  });
});

describe("a migration that lets go of all locks", () => {
  const unlocking = "SELECT pg_advisory_unlock_all();\nSELECT pg_sleep(1);\nSELECT pg_sleep(1);\n";

  test("has them taken again where nobody else came", async () => {
    folder = projectFolder({ "1_a.sql": `-- migrate:up\n${unlocking}-- migrate:down\n` });
    expect((await up(await runner())).failure).toBeUndefined();
    expect(await ask("SELECT version FROM schema_migrations")).toEqual([{ version: "1" }]);
  });

  test("is not recorded where somebody else has them now", async () => {
    folder = projectFolder({ "1_a.sql": `-- +goose Up\n${unlocking}CREATE TABLE once ();\n` }, goose);
    const { result } = await begin(await runner());
    const other = await database.connect();
    const taken = await other.query("SELECT pg_try_advisory_lock(7813573191525557616) AS taken");
    expect(taken.rows).toEqual([{ taken: true }]);
    const { failure } = await result;
    expect(failure).toMatchObject({ code: "lock-lost", version: "1", rolledBack: true });
    expect(failure?.message).toMatch(/lost the lock .* another runner has it now.*rolled back/);
    expect(await ask("SELECT to_regclass('once') AS once, count(*) FROM goose_db_version")).toEqual([
      { once: null, count: "1" },
    ]);
  });
});
