import { expect, test } from "vitest";
import { RunEngine } from "../../server/src/run/engine.ts";
import { freshDatabase } from "../support/servers.ts";
import { never } from "./contract.ts";
import { projectFolder } from "./project.ts";

test("a migration that waits for a lock says who holds it, once, and goes on when it is free", async () => {
  const database = await freshDatabase(17);
  const folder = projectFolder({
    "1_a.sql": "-- migrate:up\nALTER TABLE users ADD COLUMN x int;\n-- migrate:down\n",
  });
  const engine = new RunEngine({ storagePath: "", key: "blockers", image: "", startTimeout: 10 });
  try {
    const holder = await database.connect();
    await holder.query("SET application_name = 'holder'; CREATE TABLE users ()");
    await holder.query("BEGIN");
    await holder.query("SELECT * FROM  users");
    await engine.select({ kind: "server", url: database.url });
    const project = folder.read();
    const waits: string[] = [];
    let heard = (): void => undefined;
    const first = new Promise<void>((resolve) => (heard = resolve));
    const params = { project: project.uri, command: "up" } as const;
    const running = engine.run(project, params, never, ({ message, waiting }) => {
      if (waiting !== true) return;
      waits.push(message);
      heard();
    });
    await first;
    // Two more looks at the same holder.
    await holder.query("SELECT pg_sleep(2.5)");
    await holder.query("COMMIT");
    expect((await running).failure).toBeUndefined();
    expect(waits).toEqual([
      expect.stringMatching(
        /^Waiting for a lock that is held by process \d+ \(holder, idle in transaction since [\d:]+: SELECT \* FROM users\)$/,
      ),
    ]);
  } finally {
    await engine.dispose();
    folder.dispose();
    await database.dispose();
  }
});
