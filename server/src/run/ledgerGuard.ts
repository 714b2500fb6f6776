import { codeOf } from "./databases/databaseError.ts";
import { readLedger } from "./ledger.ts";
import type { RunContext } from "./runContext.ts";
import { plainFailure, RunError } from "./runError.ts";

/*
 * Drizzle takes no lock, and its ledger takes the same migration twice: beside it a run would go through, and so would
 * Drizzle, and rows would be inserted twice. So the ledger is locked in the transaction that has all of a run in it.
 */

/** lock_not_available. */
const timedOut = "55P03";

/**
 * Whoever begins from now on waits before it reads what is applied; who has written a row before is waited for here. A
 * role without the rights for it goes without. Throws a RunError where another runner was at work.
 */
export async function lockLedger({ ledger, session, project, applied }: RunContext): Promise<void> {
  if (ledger.takesTwice !== true) return;
  const { rows } = await session.work.query<{ may: boolean }>(
    "SELECT pg_catalog.has_table_privilege($1, 'UPDATE, DELETE, TRUNCATE') AS may",
    [ledger.table],
  );
  if (rows[0]?.may !== true) return;
  try {
    await session.work.query(`LOCK TABLE ${ledger.table} IN ACCESS EXCLUSIVE MODE`);
  } catch (error) {
    if (codeOf(error) !== timedOut) throw error;
    throw gaveWay(`Another session has ${ledger.table} locked. Nothing was run`);
  }
  const { statuses } = await readLedger(session.work, project, ledger);
  const now = statuses.filter(({ recorded }) => recorded).map(({ version }) => version);
  const meanwhile = now.filter((version) => !applied.includes(version));
  if (meanwhile.length === 0) return;
  const what = meanwhile.length === 1 ? meanwhile[0] : `${meanwhile[0]} and ${meanwhile.length - 1} more`;
  throw gaveWay(`Another runner was at work at the same time and has applied ${what}. Nothing was run`);
}

/** Gives way to a runner that has read the ledger before it was locked, and waits to write to it. */
export async function giveWay({ ledger, session }: RunContext): Promise<void> {
  if (ledger.takesTwice !== true) return;
  const { rows } = await session.work.query<{ pid: number }>(
    `SELECT pid FROM pg_catalog.pg_locks
      WHERE NOT granted AND mode = 'RowExclusiveLock' AND relation = pg_catalog.to_regclass($1)
        AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`,
    [ledger.table],
  );
  const [other] = rows;
  if (other === undefined) return;
  throw gaveWay(
    `Another runner (process ${other.pid}) is applying the same migrations and waits to record one. This run gave way to it, and all of it was rolled back`,
  );
}

function gaveWay(why: string): RunError {
  return new RunError(plainFailure("another-runner", `${why}; try again when the other is done.`));
}
