import type pg from "pg";
import type { MigrationAnalysis } from "../../../server/src/analysis/analysis.ts";
import type { Database } from "../../support/servers.ts";
import type { TestProject } from "../projects.ts";
import { send } from "../send.ts";

/** Milliseconds after which a step is killed, and how. */
export interface Kill {
  readonly after: number;
  /** The session is ended, or the tool is killed and the server works on until it notices. */
  readonly how: "session" | "tool";
}

/** So often a step is sent again while what was left of the first try is in its way. */
const patience = 100;

/** Sends a step and kills it, then sends it until it is through; tells whether it was cut short. */
export async function sendKilled(
  home: Database,
  project: TestProject,
  step: MigrationAnalysis,
  kill: Kill,
): Promise<boolean> {
  const victim = await home.connect();
  const { rows } = await victim.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const ended = await home.connect();
  const sending = send(victim, project, step, "up").then(
    () => false,
    () => true,
  );
  await new Promise((resolve) => setTimeout(resolve, kill.after));
  if (kill.how === "session") await ended.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
  else await victim.end();
  const wasCut = await sending;
  await untilThrough(ended, project, step);
  await rebuiltDropped(ended);
  return wasCut;
}

/** What a REINDEX CONCURRENTLY that was killed leaves stands in nobody's way; its file asks to drop it. */
async function rebuiltDropped(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index
     WHERE NOT indisvalid AND indexrelid::regclass::text ~ '_cc(new|old)[0-9]*"?$'`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX CONCURRENTLY ${name}`);
}

async function untilThrough(client: pg.Client, project: TestProject, step: MigrationAnalysis): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await send(client, project, step, "up");
      return;
    } catch (error) {
      const cause = error instanceof Error ? String(error.cause) : "";
      const isLeft = /already exists|already pending detach|is not a partition of|is INVALID/.test(cause);
      // A build that the killed tool began goes on, and the second that waits for it is found to be in its way.
      const isInTheWay = /lock timeout|deadlock detected/.test(cause);
      if ((!isLeft && !isInTheWay) || tries === patience) throw error;
      if (isLeft && !(await clearedAway(client))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** What the messages and the files ask for; whether the step is to be sent once more then. */
async function clearedAway(client: pg.Client): Promise<boolean> {
  await finalized(client);
  return indexesDropped(client);
}

/** A detach that was interrupted is ended; one that still runs, for a tool that is dead, is waited for. */
async function finalized(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ parent: string; partition: string }>(
    `SELECT inhparent::regclass::text AS parent, inhrelid::regclass::text AS partition FROM pg_inherits
     WHERE inhdetachpending`,
  );
  for (const { parent, partition } of rows)
    await client
      .query(`ALTER TABLE ${parent} DETACH PARTITION ${partition} FINALIZE`)
      .catch((error: unknown) => {
        if (!/is not pending|is not a partition/.test(String(error))) throw error;
      });
}

/** An index that was left half built goes. Whether there was one. */
async function indexesDropped(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE NOT indisvalid AND c.relkind = 'i' AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX CONCURRENTLY ${name}`);
  return rows.length > 0;
}
