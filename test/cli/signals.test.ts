import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { freshDatabase, type Database } from "../support/servers.ts";
import { cli, folderWith } from "./support/program.ts";

/* What ends a job (Ctrl-C, a cancelled CI job, a closed terminal) ends the server's statement too. */

const file = "-- migrate:up\nCREATE TABLE half ();\nSELECT pg_sleep(600);\n-- migrate:down\n";
const working =
  "SELECT pid FROM pg_stat_activity WHERE query ~ 'pg_sleep' AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()";

async function until(database: Database, rows: number): Promise<void> {
  const client = await database.connect();
  for (let round = 0; round < 6_000; round += 1) {
    if ((await client.query(working)).rowCount === rows) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`The server never had ${rows} such statements.`);
}

function start(database: Database) {
  const cwd = folderWith({ "m/1_a.sql": file });
  const child = spawn(process.execPath, [cli, "up", "m", "--database", database.url], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir() },
    timeout: 600_000,
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<{ status: number | null; stderr: string }>((done) =>
    child.once("close", (status) => done({ status, stderr })),
  );
  return { child, ended };
}

describe("up", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s cancels the statement and rolls it back",
    async (signal) => {
      const database = await freshDatabase(18);
      try {
        const { child, ended } = start(database);
        await until(database, 1);
        child.kill(signal);
        const { status, stderr } = await ended;
        expect(status).toBe(2);
        expect(stderr).toBe(
          "m/1_a.sql:3:1: Cancelled. It was rolled back; nothing of it stays. (cancelled)\n",
        );
        const client = await database.connect();
        expect((await client.query(working)).rowCount).toBe(0);
        const { rows } = await client.query<object>("SELECT to_regclass('half') AS half");
        expect(rows).toEqual([{ half: null }]);
      } finally {
        await database.dispose();
      }
    },
  );

  it("leaves no statement running when it is killed", async () => {
    const database = await freshDatabase(18);
    try {
      const { child, ended } = start(database);
      await until(database, 1);
      child.kill("SIGKILL");
      await ended;
      await until(database, 0);
    } finally {
      await database.dispose();
    }
  });
});
