import { describe, expect, it, onTestFinished } from "vitest";
import { freshDatabase, type Database } from "../support/servers.ts";
import { errorLines, folderWith, run } from "./support/program.ts";

/* Whose folder it is, and who else is at work: what `up` asks before it begins. */

async function opened(): Promise<Database> {
  const database = await freshDatabase(18);
  onTestFinished(() => database.dispose());
  return database;
}

const table = "CREATE TABLE t (id bigint PRIMARY KEY);\n";

describe("a folder whose tool is not known", () => {
  it.each([
    ["plain", { "m/0001_a.sql": table }],
    ["prisma", { "m/20240101000000_a/migration.sql": table }],
  ] as const)("is run only where --tool says %s", async (tool, files) => {
    const database = await opened();
    const cwd = folderWith(files);
    const args = ["up", "m", "--database", database.url];
    const refused = await run(args, { cwd });
    expect(refused.status).toBe(2);
    expect(errorLines(refused).join()).toMatch(/nothing was run\..*--tool/);
    const client = await database.connect();
    expect((await client.query("SELECT FROM pg_class WHERE relname = 't'")).rowCount).toBe(0);
    const ran = await run([...args, "--tool", tool], { cwd });
    expect(errorLines(ran)).toEqual([]);
    expect(ran.status).toBe(0);
    expect((await client.query("SELECT FROM pg_class WHERE relname = 't'")).rowCount).toBe(1);
  });

  it("is not run as a tool that there is not", async () => {
    const ran = await run(["up", "m", "--tool", "nonsense"], { cwd: folderWith({ "m/0001_a.sql": table }) });
    expect(ran.status).toBe(2);
    expect(errorLines(ran).join()).toMatch(/nonsense/);
  });
});

describe("while another runner is at work", () => {
  const files = { "m/0001_a.up.sql": table, "m/0001_a.down.sql": "DROP TABLE t;\n" };
  const key = "7813573191525557616";

  it("--no-wait gives up at once and says who it is", async () => {
    const database = await opened();
    const other = await database.connect();
    const { rows } = await other.query<{ pid: number }>(
      `SELECT pg_backend_pid() AS pid, pg_advisory_lock(${key})`,
    );
    const ran = await run(["up", "m", "--no-wait", "--database", database.url], { cwd: folderWith(files) });
    expect(ran.status).toBe(2);
    expect(errorLines(ran).join()).toContain(`Another runner (process ${rows[0]?.pid}`);
    expect((await other.query("SELECT FROM pg_class WHERE relname = 't'")).rowCount).toBe(0);
  });

  it("--wait goes on once it is done, and says that it waited", async () => {
    const database = await opened();
    const other = await database.connect();
    await other.query(`SELECT pg_advisory_lock(${key})`);
    const running = run(["up", "m", "--wait", "--database", database.url], { cwd: folderWith(files) });
    const tries =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query ~ 'pg_try_advisory_lock'";
    while ((await other.query(`${tries} AND pid <> pg_backend_pid()`)).rowCount === 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await other.query(`SELECT pg_advisory_unlock(${key})`);
    const ran = await running;
    expect(errorLines(ran)).toEqual([expect.stringContaining("waiting for it")]);
    expect(ran.status).toBe(0);
    expect((await other.query("SELECT FROM pg_class WHERE relname = 't'")).rowCount).toBe(1);
  });
});

it("waits for a lock no longer than the configuration says", async () => {
  const database = await opened();
  const other = await database.connect();
  await other.query(table);
  await other.query("BEGIN; LOCK TABLE t");
  const cwd = folderWith({
    "lockkeeper.config.json": JSON.stringify({ lockTimeout: "100ms" }),
    "m/0001_a.up.sql": "ALTER TABLE t ADD COLUMN a int;\n",
    "m/0001_a.down.sql": "ALTER TABLE t DROP COLUMN a;\n",
  });
  const ran = await run(["up", "m", "--database", database.url], { cwd });
  expect(ran.status).toBe(2);
  expect(errorLines(ran).join()).toContain("55P03");
});

it("ends itself when it keeps others waiting for longer than the configuration says", async () => {
  const database = await opened();
  const other = await database.connect();
  await other.query(table);
  const cwd = folderWith({
    "lockkeeper.config.json": JSON.stringify({ stopRun: { blockedSessions: 0 } }),
    "m/0001_a.up.sql": "ALTER TABLE t ADD COLUMN a int;\nSELECT pg_sleep(120);\n",
    "m/0001_a.down.sql": "ALTER TABLE t DROP COLUMN a;\n",
  });
  const running = run(["up", "m", "--database", database.url], { cwd });
  const asleep =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query ~ 'pg_sleep' AND pid <> pg_backend_pid()";
  while ((await other.query(asleep)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await other.query("SELECT FROM t");
  const ran = await running;
  expect(ran.status).toBe(2);
  expect(errorLines(ran).join()).toMatch(
    /a session waited behind it and the limit is 0: .*SELECT FROM t.*rolled back/,
  );
});
