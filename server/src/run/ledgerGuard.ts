import { codeOf } from "./databases/databaseError.ts";
import { readLedger } from "./ledger.ts";
import type { PlannedStep } from "./plannedStep.ts";
import { sectionsOf } from "./project.ts";
import type { RunContext } from "./runContext.ts";
import { plainFailure, RunError } from "./runError.ts";
import { messagesOf } from "./sendSection.ts";

/*
 * Drizzle takes no lock, and its ledger takes the same migration twice: beside it a run would go through, and so would
 * Drizzle, and rows would be inserted twice. So the ledger is locked in the transaction that has all of a run in it.
 * A Drizzle that is at work on the first of its migrations has read the ledger and holds no lock on it: there is but the
 * statement that it sends to know it by.
 */

/** lock_not_available. */
const timedOut = "55P03";

/**
 * Whoever begins from now on waits before it reads what is applied; who has written a row before is waited for here. A
 * role without the rights for it goes without. Throws a RunError where another runner was or is at work.
 */
export async function lockLedger(context: RunContext, steps: readonly PlannedStep[]): Promise<void> {
  if (context.ledger.takesTwice !== true) return;
  await lockTable(context);
  const pid = await sameAtWork(context, steps);
  if (pid !== undefined)
    throw gaveWay(`Another session (process ${pid}) is at work on the same migrations. Nothing was run`);
}

async function lockTable({ ledger, session, project, applied }: RunContext): Promise<void> {
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

/** Gives way to a runner that has read the ledger before it was locked: it is at work, or waits to write to it. */
export async function giveWay(context: RunContext, steps: readonly PlannedStep[]): Promise<void> {
  const { ledger, session } = context;
  if (ledger.takesTwice !== true) return;
  const { rows } = await session.work.query<{ pid: number }>(
    `SELECT pid FROM pg_catalog.pg_locks
      WHERE NOT granted AND mode = 'RowExclusiveLock' AND relation = pg_catalog.to_regclass($1)
        AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`,
    [ledger.table],
  );
  const pid = rows[0]?.pid ?? (await sameAtWork(context, steps));
  if (pid === undefined) return;
  throw gaveWay(
    `Another runner (process ${pid}) is applying the same migrations. This run gave way to it, and all of it was rolled back`,
  );
}

/** Another session with a transaction in which it has sent a statement of these steps last. */
async function sameAtWork(
  { project, session }: RunContext,
  steps: readonly PlannedStep[],
): Promise<number | undefined> {
  const { rows } = await session.work.query<{ pid: number; query: string; is_cut: boolean }>(
    `SELECT pid, query,
            pg_catalog.octet_length(query) > (SELECT setting::int - 8 FROM pg_catalog.pg_settings
              WHERE name = 'track_activity_query_size') AS is_cut
       FROM pg_catalog.pg_stat_activity
      WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()
        AND xact_start IS NOT NULL AND query ~ '\\S'`,
  );
  if (rows.length === 0) return undefined;
  const sent = steps.flatMap(({ migration, direction }) =>
    sectionsOf(migration, direction).flatMap((section) => {
      const text = project.files[section.path] ?? "";
      return messagesOf(text, section).flatMap((spans) =>
        spans.map(({ start, end }) => text.slice(start, end).trim()),
      );
    }),
  );
  const isSame = (query: string, isCut: boolean): boolean =>
    sent.some((text) => (isCut ? text.startsWith(query) : text === query));
  return rows.find(({ query, is_cut: isCut }) => isSame(query.trim(), isCut))?.pid;
}

function gaveWay(why: string): RunError {
  return new RunError(plainFailure("another-runner", `${why}; try again when the other is done.`));
}
