import { readLedger } from "./ledger.ts";
import type { RunContext } from "./runContext.ts";
import { plainFailure, RunError } from "./runError.ts";

/**
 * Makes sure that no other runner can be at work: before each migration, and once more in the transaction that writes
 * the ledger. A migration may have let go of the locks itself; they are taken again then, and what another runner may
 * have done meanwhile is looked for. `begun`: the tool's mark of this migration is written, where it has one. Throws a
 * RunError where this run must not go on.
 */
export async function confirmLock(context: RunContext, begun: boolean): Promise<void> {
  const { lock, session, project, ledger } = context;
  if (lock === undefined || (await lock.isHeld())) return;
  if (!(await lock.retake())) {
    throw lost("and another runner has it now");
  }
  const { statuses } = await readLedger(session.work, project, ledger);
  const unfinished = statuses.some(({ state }) => state === "unfinished");
  const applied = statuses.filter(({ recorded }) => recorded).map(({ version }) => version);
  // Our own mark of a migration under way is there, and says enough.
  const same = begun && ledger.begin !== undefined ? unfinished : sameSet(applied, context.applied);
  if (!same) throw lost("and another runner has changed the ledger since");
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join("\n") === [...other].sort().join("\n");
}

function lost(why: string): RunError {
  return new RunError(
    plainFailure(
      "lock-lost",
      `This run has lost the lock that keeps other runners out (a migration called pg_advisory_unlock_all() or DISCARD ALL), ${why}. It stops here.`,
    ),
  );
}
