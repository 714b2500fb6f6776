import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { cli, errorLines, folderWith, run } from "./support/program.ts";

/* `verify` as users start it, on the embedded database; test/run/verify.test.ts has real servers. */

const home = mkdtempSync(join(tmpdir(), "lockkeeper-home-"));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
const env = { LOCKKEEPER_HOME: home };
const scratch = join(home, "scratch");
const folders = (): readonly string[] => (existsSync(scratch) ? readdirSync(scratch) : []);

const found = z.object({
  version: z.literal(1),
  migrations: z.array(z.object({ path: z.string(), badge: z.string(), lost: z.array(z.string()) })),
});

it("tries each migration on a database of its own, and removes it, at last when it was killed", async () => {
  const slow = folderWith({ "m/1_a.up.sql": "SELECT pg_sleep(600);", "m/1_a.down.sql": "SELECT 1;" });
  const killed = spawn(process.execPath, [cli, "verify", "m", "--database", "embedded"], {
    cwd: slow,
    env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), ...env },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => killed.once("exit", resolve));
  while (folders().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const left = folders();
  killed.kill("SIGKILL");
  await ended;
  expect(folders()).toEqual(left);

  const cwd = folderWith({
    "m/1_a.up.sql": "CREATE ROLE own_server; CREATE TABLE a (id int PRIMARY KEY, word text);\n",
    "m/1_a.down.sql": "DROP TABLE a; DROP ROLE own_server;\n",
    "m/2_b.up.sql": "ALTER TABLE a DROP COLUMN word;\n",
    "m/2_b.down.sql": "ALTER TABLE a ADD COLUMN word text;\n",
    "m/3_c.up.sql": "CREATE INDEX i ON a (word);\n",
    "m/3_c.down.sql": "DROP INDEX j;\n",
  });
  const ran = await run(["verify", "m", "--database", "embedded", "--format", "json"], { cwd, env });
  expect(errorLines(ran)).toEqual([]);
  expect(ran.status).toBe(1);
  expect(found.parse(JSON.parse(ran.stdout)).migrations).toEqual([
    { path: "m/1_a.up.sql", badge: "reversible", lost: [] },
    { path: "m/2_b.up.sql", badge: "lossy", lost: ["values of public.a.word"] },
    // It had gone with its column.
    { path: "m/3_c.up.sql", badge: "broken", lost: [] },
  ]);
  expect(folders()).toEqual([]);
  expect(readdirSync(home)).toEqual(["scratch"]);
});

it.each([
  [["verify", "m", "--database", "postgres://u:secret@db.example.com/d"], "db.example.com"],
  [["verify", "m", "--format", "sarif"], "--format sarif: use one of text, json, junit"],
  [["verify"], "verify: name one migrations folder"],
])("%j is answered in one line", async (args, message) => {
  const cwd = folderWith({ "m/1_a.up.sql": "SELECT 1;\n" });
  const ran = await run(args, { cwd, env });
  expect(ran.status).toBe(2);
  expect(ran.stdout).toBe("");
  expect(errorLines(ran)).toEqual([expect.stringContaining(message)]);
  expect(ran.stderr).not.toContain("secret");
});
