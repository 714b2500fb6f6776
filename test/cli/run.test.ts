import { createServer } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { errorLines, folderWith, run, type Ran } from "./support/program.ts";

/* up, down, redo and status on the embedded database, whose data lies in a home of the test's own. */

const home = mkdtempSync(join(tmpdir(), "lockkeeper-home-"));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const shop = {
  "m/0001_users.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
  "m/0001_users.down.sql": "DROP TABLE users;\n",
  "m/0002_email.up.sql": "ALTER TABLE users ADD COLUMN email text;\n",
  "m/0002_email.down.sql": "ALTER TABLE users DROP COLUMN email;\n",
  "m/0003_orders.up.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);\n",
  "m/0003_orders.down.sql": "DROP TABLE orders;\n",
};

const eventShape = z.looseObject({ event: z.string() });

const lockkeeper = (cwd: string, ...args: readonly string[]): Promise<Ran> =>
  run([...args, "--database", "embedded"], { cwd, env: { LOCKKEEPER_HOME: home } });

async function statuses(cwd: string): Promise<readonly string[]> {
  const { stdout, stderr, status } = await lockkeeper(cwd, "status", "m", "--format", "json");
  const { migrations } = z
    .strictObject({
      version: z.literal(1),
      migrations: z.array(
        z.strictObject({
          version: z.string(),
          name: z.string(),
          state: z.string(),
          note: z.string().optional(),
        }),
      ),
    })
    .parse(JSON.parse(stdout));
  const unfinished = migrations.filter(({ state }) => state === "unfinished");
  expect(status, stderr).toBe(unfinished.length > 0 ? 1 : 0);
  for (const { version, note } of unfinished) expect(stderr).toContain(`${version}: ${note ?? "?"}`);
  return migrations.map(({ version, state }) => `${version} ${state}`);
}

describe("on the embedded database", () => {
  // Each call opens the database anew, which takes seconds: one story, as short as it can be.
  it("goes up, down and again, by steps and to a version", async () => {
    const broken =
      "-- 🔧\r\nCREATE TABLE half ();\r\nALTER TABLE users ADD COLUMN 表 int, DROP COLUMN nothing;\r\n";
    const cwd = folderWith({ ...shop, "m/0004_broken.up.sql": broken });
    const planned = await lockkeeper(cwd, "up", "m", "--to", "0002", "--dry-run");
    expect(planned.status, planned.stderr).toBe(0);
    expect(planned.stdout).toContain("-- up 0002 email\n");
    expect(planned.stdout).not.toContain("CREATE TABLE orders");

    const one = await lockkeeper(cwd, "up", "m", "--steps", "1");
    expect(one.stderr).toBe("");
    expect(one.stdout).toMatch(/^up 0001 users \(\d+ ms\)\n$/);
    const text = await lockkeeper(cwd, "status", "m");
    expect(text.stdout).toMatch(/^applied {2}0001 users\npending {2}0002 email\npending {2}0003 orders\n/);
    expect((await lockkeeper(cwd, "up", "m", "--to", "2")).stdout).toMatch(/^up 0002 email \(\d+ ms\)\n$/);

    const failed = await lockkeeper(cwd, "up", "m");
    expect(failed.status).toBe(2);
    expect(failed.stdout).toMatch(/^up 0003 orders \(\d+ ms\)\n$/);
    expect(errorLines(failed)).toEqual([
      expect.stringMatching(
        /^m\/0004_broken\.up\.sql:3:\d+: [^(]*"nothing"[^(]*\(42703\)\. It was rolled back; nothing of it stays\. golang-migrate calls [^(]*$/,
      ),
    ]);
    // As golang-migrate leaves it: dirty.
    expect(await statuses(cwd)).toEqual(["0001 applied", "0002 applied", "0003 applied", "0004 unfinished"]);
    const refused = await lockkeeper(cwd, "up", "m");
    expect(refused.status).toBe(2);
    expect(errorLines(refused)).toEqual([
      expect.stringMatching(
        /^lockkeeper: 0004: Nothing of it is in the database\. golang-migrate calls the database dirty at version 4 .*--unmark 0004/,
      ),
    ]);
  });

  it("tells each event on a line of its own, a failure with its place", async () => {
    const cwd = folderWith({ ...shop, "m/0004_bad.up.sql": "SELECT 1;\nSELECT 1 / 0;\n" });
    const ran = await lockkeeper(cwd, "up", "m", "--format", "events");
    expect(ran.status).toBe(2);
    const events = ran.stdout
      .trim()
      .split("\n")
      .map((line) => eventShape.parse(JSON.parse(line)));
    const one = ["migration-began", "sent", "answered", "migration-done"];
    expect(events.map(({ event }) => event)).toEqual([...one, ...one, ...one, ...one.slice(0, 3), "done"]);
    expect(events[1]).toMatchObject({ version: "0001", path: "0001_users.up.sql", statements: 1 });
    expect(events.at(-2)).toMatchObject({ version: "0004", failed: true });
    expect(events.at(-1)).toMatchObject({
      failure: { version: "0004", code: "22012", range: { start: { line: 1 } } },
      steps: [{ version: "0001" }, { version: "0002" }, { version: "0003" }],
    });
    expect(errorLines(ran)).toEqual([expect.stringContaining("0004_bad.up.sql:2:")]);
  });

  it("redoes, goes down, and has nothing to do then", async () => {
    const cwd = folderWith(shop);
    expect((await lockkeeper(cwd, "up", "m")).stdout.match(/^up \d+/gm)).toHaveLength(3);
    const redone = await lockkeeper(cwd, "redo", "m");
    expect(redone.stdout).toMatch(/^down 0003 orders \(\d+ ms\)\nup 0003 orders \(\d+ ms\)\n$/);
    const down = await lockkeeper(cwd, "down", "m", "--to", "0001", "--format", "json");
    expect(down.status, down.stderr).toBe(0);
    expect(await statuses(cwd)).toEqual(["0001 applied", "0002 pending", "0003 pending"]);
    expect((await lockkeeper(cwd, "down", "m")).stdout).toMatch(/^down 0001 users/);
    expect((await lockkeeper(cwd, "down", "m")).stdout).toBe("Nothing to do.\n");
    const unknown = await lockkeeper(cwd, "up", "m", "--to", "0009");
    expect(unknown.status).toBe(2);
    expect(unknown.stdout).toBe("");
    expect(errorLines(unknown)).toEqual([expect.stringContaining("0009")]);
  });
});

describe("--observe", () => {
  it("shows what each statement did, keeps it, and explain shows it again", async () => {
    const cwd = folderWith({
      ...shop,
      "m/0002_email.up.sql": "ALTER TABLE users ADD COLUMN email text;\nUPDATE users SET name = name;\n",
    });
    const before = await run(["explain", "m/0002_email.up.sql", "--observed"], {
      cwd,
      env: { LOCKKEEPER_HOME: home },
    });
    expect(errorLines(before)).toEqual([expect.stringContaining("`up --observe` watches one")]);
    const up = await lockkeeper(cwd, "up", "m", "--to", "0002", "--observe");
    expect(up.stderr).toBe("");
    expect(up.stdout).toMatch(
      /line 1: ALTER TABLE users ADD COLUMN email text\n {4}\d+ ms, \d+ bytes of WAL\n {4}lock ACCESS EXCLUSIVE on public.users, held \d+ ms\n {4}as predicted\n {2}line 2: UPDATE[^\n]*\n {4}\d+ ms, 0 rows/,
    );
    const explained = await lockkeeper(cwd, "explain", "m/0002_email.up.sql", "--observed");
    expect(errorLines(explained)).toEqual([]);
    expect(explained.stdout).toContain("m/0002_email.up.sql, up, sent as: implicit");
    expect(explained.stdout).toContain(up.stdout.slice(up.stdout.indexOf("  line 1: ALTER TABLE")).trimEnd());
    const picture = await lockkeeper(cwd, "explain", "m/0002_email.up.sql", "--observed", "--format", "svg");
    expect(picture.stdout).toMatch(/public\.users had ACCESS EXCLUSIVE for [\d.]+ ms[^]*<\/svg>\n$/u);
    const json = await lockkeeper(cwd, "explain", "m/0002_email.up.sql", "--observed", "--format", "json");
    const observed = z
      .object({ observed: z.array(z.object({ migration: z.string(), statements: z.array(z.unknown()) })) })
      .parse(JSON.parse(json.stdout)).observed;
    expect(observed).toMatchObject([
      {
        migration: "0002",
        statements: [
          {
            watched: "transaction",
            locks: [{ relation: "public.users", mode: "ACCESS EXCLUSIVE" }],
            predicted: { locks: ["ACCESS EXCLUSIVE on public.users"] },
            difference: { predicted: [], observed: [] },
          },
          { rows: 0 },
        ],
      },
    ]);
  });
});

describe("--database", () => {
  it("asks for another host by name before anything is sent to it", async () => {
    const asked: string[] = [];
    const server = createServer((socket) => {
      asked.push("connected");
      socket.destroy();
    });
    await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const cwd = folderWith(shop);
    const refused = ["db.example.com", "127.0.0.1.example.com", "10.0.0.7", "[2001:db8::1]"];
    for (const host of refused) {
      const ran = await run(["up", "m", "--database", `postgres://u:secret@${host}:${port}/d`], { cwd });
      expect(ran.status).toBe(2);
      expect(errorLines(ran)).toEqual([expect.stringMatching(/^lockkeeper: .*\(host-not-allowed\)$/)]);
      expect(ran.stderr).not.toContain("secret");
    }
    const hidden = `postgres://127.0.0.1:${port}/d?host=db.example.com`;
    expect((await run(["status", "m", "--database", hidden], { cwd })).stderr).toContain("db.example.com");
    expect(asked).toEqual([]);
    const other = ["up", "m", "--database", `postgres://db.example.com/d`, "--allow-host", "example.com"];
    expect((await run(other, { cwd })).stderr).toContain("host-not-allowed");
    await new Promise((done) => server.close(done));
  });

  it.each([
    ["mysql://localhost/d", "use embedded, container or a postgres:// URL"],
    ["nothing", "use embedded, container or a postgres:// URL"],
    ["postgres://localhost:99999/d", "port"],
    ["postgres://u:secret@127.0.0.1:1/d", "127.0.0.1"],
  ])("%s is answered in one line", async (url, message) => {
    const ran = await run(["up", "m", "--database", url], { cwd: folderWith(shop) });
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe("");
    expect(errorLines(ran)).toEqual([expect.stringContaining(message)]);
    expect(ran.stderr).not.toContain("secret");
  });

  it("keeps to a folder: one file does not stand for all that is pending", async () => {
    const cwd = folderWith(shop);
    const ran = await lockkeeper(cwd, "up", "m/0001_users.up.sql");
    expect(ran.status).toBe(2);
    expect(errorLines(ran)).toEqual([expect.stringMatching(/^m\/0001_users\.up\.sql:1:1: up runs .*`--to`/)]);
  });

  it("keeps to one project", async () => {
    const cwd = folderWith({
      "one/migrations/1_a.sql": "SELECT 1;",
      "two/migrations/1_b.sql": "SELECT 1;",
    });
    const ran = await run(["status", "."], { cwd });
    expect(ran.status).toBe(2);
    expect(errorLines(ran)).toEqual([
      ".:1:1: there is more than one project here; name one of one/migrations, two/migrations",
    ]);
  });
});
