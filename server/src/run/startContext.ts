import type { RunLock } from "./advisoryLock.ts";
import { invalidIndexes } from "./invalidIndexes.ts";
import type { LedgerStatus } from "./migrationStatus.ts";
import type { RunProject } from "./project.ts";
import type { RunContext } from "./runContext.ts";
import type { RunTarget } from "./runTarget.ts";
import type { Session } from "./session.ts";
import { pathOf } from "./stepTransaction.ts";

/** What the steps of a run share, as its session begins. */
export async function runContext(
  target: RunTarget,
  session: Session,
  project: RunProject,
  status: LedgerStatus,
  lock: RunLock | undefined,
  { signal, waiting, onEvent }: Pick<RunContext, "signal" | "waiting" | "onEvent">,
): Promise<RunContext> {
  const applied = status.statuses.filter(({ state }) => state !== "pending");
  return {
    project,
    ledger: target.format.ledger,
    session,
    lock,
    signal,
    waiting,
    onEvent,
    applied: applied.map(({ version }) => version),
    searchPath: await pathOf(session.work),
    invalidBefore: await invalidIndexes(session.work),
    clock: target.clock,
  };
}
