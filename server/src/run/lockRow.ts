import type { LockRow } from "../formats/lockRow.ts";
import { runQueries } from "./ledger.ts";
import type { RunTarget } from "./runTarget.ts";
import type { Session } from "./session.ts";
import { untilTaken, type LockOptions } from "./untilTaken.ts";

/*
 * A tool that keeps other runners out by a row of a table commits the row before it begins, and so do we. An open
 * transaction with it would go with a run that is killed, but the tool would wait in its INSERT then, and CREATE INDEX
 * CONCURRENTLY of this run for the tool's snapshot: neither would ever end.
 */

/** Does something while the tool's row is ours. Throws a RunError where somebody else has it until the limit. */
export async function holdingRow<T>(
  { format: { label, ledger } }: Pick<RunTarget, "format">,
  session: Session,
  options: LockOptions,
  action: () => Promise<T>,
): Promise<T> {
  const { lockRow } = ledger;
  const { pid } = session;
  if (lockRow === undefined || pid === undefined || !(await isThere(session, lockRow))) return action();
  // Our own lock is held, so a row of ours is that of a run that was killed.
  await runQueries(session.work, [lockRow.forget]);
  await take(label, session, lockRow.take(pid), lockRow, options);
  try {
    return await action();
  } finally {
    await release(session, lockRow, pid);
  }
}

async function isThere({ work }: Session, { table }: LockRow): Promise<boolean> {
  const { rows } = await work.query<{ there: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS there",
    [table],
  );
  return rows[0]?.there === true;
}

async function take(
  label: string,
  { work }: Session,
  { text, values }: ReturnType<LockRow["take"]>,
  { holder, way }: LockRow,
  options: LockOptions,
): Promise<void> {
  const attempt = async (): Promise<boolean> => (await work.query(text, [...values])).rowCount !== 0;
  const held = async (): Promise<string> => {
    const { rows } = await work.query<{ pid: number; since: string | null }>(holder);
    const who = rows.map(({ pid, since }) => ` (process ${pid}, since ${since ?? "an unknown time"})`);
    return `${label}${who.join("")} has locked this database. Nothing was run; try again when it is done, or ${way} if that process is gone.`;
  };
  await untilTaken(attempt, options, { whom: label, held });
}

/** Where the session is lost, its process may still be at work: the row stays as long as it is, and our next run takes it. */
async function release({ work, control }: Session, lockRow: LockRow, pid: number): Promise<void> {
  const { text, values } = lockRow.release(pid);
  try {
    await work.query(text, [...values]);
  } catch {
    await control
      ?.query(
        `${text} AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.pid = ${String(pid)})`,
        values,
      )
      .catch(() => undefined);
  }
}
