import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { finishedRollout } from "./finishedRollout.ts";
import { recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/*
 * Whoever deletes a row comes from its table to those that refer to it; dropping a foreign key comes the other way. It
 * must be the migration that gives way, and then goes on.
 */
const cases = [
  { recipe: "drop-table-in-phases", change: "DROP TABLE log;", back: "SELECT 1;", step: /foreign_key/ },
  {
    recipe: "rename-column-by-dual-write",
    change: "ALTER TABLE log RENAME COLUMN t_id TO other_id;",
    back: "ALTER TABLE log RENAME COLUMN other_id TO t_id;",
    step: /_finish$/,
  },
] as const;

describe.each(testedMajors)("a foreign key goes without a deadlock, PostgreSQL %i", (major) => {
  it.each(cases)("$recipe", async ({ recipe, change, back, step: named }) => {
    const before = `CREATE TABLE t (id int PRIMARY KEY, note text);
      CREATE TABLE log (id int PRIMARY KEY, t_id int REFERENCES t ON DELETE CASCADE);`;
    const plain = TestProject.of("dbmate", [
      { name: "before", up: before, down: "SELECT 1;", autocommit: false },
      { name: "change", up: change, down: back, autocommit: false },
    ]);
    const { finished } = finishedRollout(plain, recipeCalled(recipe));
    const seed = "INSERT INTO t SELECT generate_series(1, 9); INSERT INTO log SELECT id, id FROM t;";
    const { home, client } = await begun({ project: finished, seed, major });
    const steps = finished.analysis.migrations.slice(1);
    const at = steps.findIndex(({ migration }) => named.test(migration.name));
    for (const step of steps.slice(0, at)) await send(client, finished, step, "up");
    const step = steps[at];
    if (step === undefined) throw new Error("no step drops the foreign key");
    const application = await home.connect();
    await application.query("BEGIN; UPDATE t SET note = 'x' WHERE id = 1");
    const sending = send(client, finished, step, "up");
    const watching = await home.connect();
    const isWaiting = async (): Promise<boolean> => {
      const { rows } = await watching.query(
        "SELECT FROM pg_locks WHERE NOT granted AND relation = 't'::regclass",
      );
      return rows.length > 0;
    };
    while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 5));
    await application.query("DELETE FROM t WHERE id = 2; COMMIT");
    await sending;
    const { rows } = await client.query("SELECT conname FROM pg_constraint WHERE contype = 'f'");
    expect(rows).toEqual(recipe === "drop-table-in-phases" ? [] : [{ conname: "log_t_id_fkey" }]);
  });
});
