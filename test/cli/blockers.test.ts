import { expect, test } from "vitest";
import { freshDatabase } from "../support/servers.ts";
import { folderWith, run } from "./support/program.ts";

test("blockers: nothing in the way is status 0, somebody 1, in words and as JSON", async () => {
  const database = await freshDatabase(18);
  const client = await database.connect();
  try {
    await client.query("CREATE TABLE users (id int)");
    const cwd = folderWith({ "m/1_a.sql": "-- migrate:up\nALTER TABLE users ADD x int;\n-- migrate:down\n" });
    const command = ["blockers", "m", "--database", database.url];
    const free = await run(command, { cwd });
    expect(free.stdout).toMatch(/^PostgreSQL 18.*: nobody stands in the way of the pending migration\.\n$/);
    expect(free.status).toBe(0);
    await client.query("BEGIN; SELECT FROM users; SELECT pg_sleep(1)");
    const held = await run([...command, "--format", "json"], { cwd });
    expect(JSON.parse(held.stdout)).toMatchObject({
      version: 1,
      pending: ["1"],
      tables: [{ relation: "public.users", lock: "ACCESS EXCLUSIVE", heldBy: [{ lock: "ACCESS SHARE" }] }],
    });
    expect(held.status).toBe(1);
  } finally {
    await client.end();
    await database.dispose();
  }
});
