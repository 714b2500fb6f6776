import type { RunFailure, RunParams, RunProgress, RunResult } from "../protocol.ts";
import { RunLock } from "./advisoryLock.ts";
import { executeSteps } from "./execute.ts";
import { watchBlockers } from "./blockers.ts";
import { progressInWords, watchProgress } from "./statementProgress.ts";
import { createLedger, readLedger, refuseToBegin } from "./ledger.ts";
import { holdingRow } from "./lockRow.ts";
import { goesUp, planRun } from "./plan.ts";
import type { RunPlan } from "./plan.ts";
import type { PlannedStep } from "./plannedStep.ts";
import type { RunProject } from "./project.ts";
import { failureOf, plainFailure } from "./runError.ts";
import { Observer } from "./observe/observer.ts";
import type { ObservedMigration } from "./observe/observed.ts";
import type { OnEvent } from "./events.ts";
import type { RunContext } from "./runContext.ts";
import type { RunTarget } from "./runTarget.ts";
import { runContext } from "./startContext.ts";
import { cancelledBy, openSession, type Session } from "./session.ts";
import type { LedgerStatus } from "./migrationStatus.ts";
import { withinLimits } from "./stopLimits.ts";
import type { LockOptions } from "./untilTaken.ts";
import { waitingOf } from "./waitingOf.ts";
import { tellLate } from "./tellLate.ts";
import { tellStop } from "./unfinished/tellStop.ts";

export interface RunCalls {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  readonly onEvent?: OnEvent | undefined;
}

/** A run's result together with what the user should know about how it came about. */
export interface RunOutcome extends RunResult {
  readonly warnings: readonly string[];
  /** What was seen of each migration, where it was asked for. */
  readonly observed?: readonly ObservedMigration[];
}

/** Takes the locks, reads the ledger, plans, and runs the plan; the connections end with it. Never throws. */
export async function runMigrations(
  target: RunTarget,
  project: RunProject,
  params: RunParams,
  calls: RunCalls,
): Promise<RunOutcome> {
  const tell = teller(project, calls);
  const waiting = waitingOf(project, calls);
  try {
    const session = await openSession(target.database, target.facts, {
      signal: calls.signal,
      waitLimit: target.lockLimit,
      onWait: () => tell("Waiting for another user of the database"),
    });
    try {
      return await runInSession(target, session, project, params, { ...calls, tell, waiting });
    } finally {
      await session.close();
    }
  } catch (error) {
    return { steps: [], failure: lockedOr(failureOf(error)), warnings: [] };
  }
}

/** What is applied; reads only, takes no lock, creates no ledger. `looks`: at the schema, too, for what the ledger cannot say. */
export async function ledgerStatus(
  target: RunTarget,
  project: RunProject,
  signal: AbortSignal,
  looks = false,
): Promise<LedgerStatus> {
  const session = await openSession(target.database, target.facts, { signal, waitLimit: target.lockLimit });
  try {
    const { ledger } = target.format;
    // A run of a tool that takes no lock has the ledger locked (ledgerGuard.ts).
    await session.work.query(`SET lock_timeout = '5s'`);
    const read = await readLedger(session.work, project, ledger);
    const status = await tellStop(session.work, project, ledger, read);
    return looks ? await tellLate(session.work, project, target.format, status) : status;
  } finally {
    await session.close();
  }
}

/** Does something else to the ledger while no other runner can. */
export async function underLock<T>(
  target: RunTarget,
  calls: Pick<RunContext, "signal" | "waiting" | "onEvent">,
  action: (target: RunTarget, session: Session, lock: RunLock | undefined) => Promise<T>,
): Promise<T> {
  const { signal } = calls;
  const session = await openSession(target.database, target.facts, { signal, waitLimit: target.lockLimit });
  const unwatch = watched(session, calls, () => undefined);
  try {
    const lock = await takeLock(target, session, calls);
    return await holdingRow(target, session, lockOptions(target, calls), () => action(target, session, lock));
  } finally {
    unwatch();
    await session.close();
  }
}

/** Tells who blocks the session's statement, and how far a long one is. */
function watched(
  session: Session,
  { waiting, onEvent }: Pick<RunContext, "waiting" | "onEvent">,
  tell: (message: string) => void,
): () => void {
  const ends = [
    watchBlockers(session, waiting),
    watchProgress(session, (progress) => {
      const message = progressInWords(progress);
      tell(message);
      onEvent?.({ event: "progress", message, ...progress });
    }),
  ];
  return () => ends.forEach((end) => end());
}

/** Whoever holds the only connection of the embedded PostgreSQL holds the lock. */
function lockedOr(failure: RunFailure): RunFailure {
  return failure.code === "busy" ? { ...failure, code: "locked-by-another-runner" } : failure;
}

type Tell = (message: string, done?: number, total?: number, version?: string) => void;

function teller(project: RunProject, calls: RunCalls): Tell {
  return (message, done = 0, total = 0, version) =>
    calls.onProgress({
      project: project.uri,
      message,
      done,
      total,
      ...(version === undefined ? {} : { version }),
    });
}

async function runInSession(
  target: RunTarget,
  session: Session,
  project: RunProject,
  params: RunParams,
  calls: LockedCalls,
): Promise<RunOutcome> {
  const { ledger } = target.format;
  const lock = await takeLock(target, session, calls);
  await refuseToBegin(session.work, project, ledger);
  await createLedger(session.work, ledger);
  return holdingRow(target, session, lockOptions(target, calls), () =>
    runLocked(target, session, project, params, { ...calls, lock }),
  );
}

interface LockedCalls {
  readonly signal: AbortSignal;
  readonly tell: Tell;
  readonly waiting: RunContext["waiting"];
  readonly onEvent?: OnEvent | undefined;
}

async function runLocked(
  target: RunTarget,
  session: Session,
  project: RunProject,
  params: RunParams,
  { lock, ...calls }: LockedCalls & { readonly lock: RunLock | undefined },
): Promise<RunOutcome> {
  const { ledger } = target.format;
  const read = await readLedger(session.work, project, ledger);
  const stopped = await tellStop(session.work, project, ledger, read);
  const status = goesUp(params) ? await tellLate(session.work, project, target.format, stopped) : stopped;
  const plan = planRun(project, target.format, status, params);
  if (!plan.ok) return refused(plan);
  const observer = params.observe === true ? await Observer.open(session, target.clock) : undefined;
  const begun = await runContext(target, session, project, status, lock, calls);
  const total = plan.steps.length;
  let at: readonly [done: number, total: number, version?: string] = [0, total];
  const unwatch = watched(session, calls, (message) => calls.tell(message, ...at));
  try {
    const told = (done: number, step: PlannedStep): void => {
      const { version, name } = step.migration;
      at = [done, total, version];
      calls.tell(title(step), ...at);
      calls.onEvent?.({ event: "migration-began", direction: step.direction, version, name, done, total });
    };
    const result = await withinLimits(session, project.stopRun, calls, (signal) =>
      cancelledBy(signal, session, () => executeSteps({ ...begun, observer, signal }, plan.steps, told)),
    );
    const observed = observer === undefined ? {} : { observed: observer.observed };
    return { ...result, warnings: plan.warnings, ...observed };
  } finally {
    unwatch();
  }
}

/** The embedded PostgreSQL serves one connection; who has it needs no other lock. */
async function takeLock(
  target: RunTarget,
  session: Session,
  calls: Pick<RunContext, "signal" | "waiting">,
): Promise<RunLock | undefined> {
  if (session.control === undefined) return undefined;
  const toolKey = target.format.ledger.advisoryLockKey?.(await databaseName(session));
  return RunLock.take(session.work, toolKey, lockOptions(target, calls));
}

function lockOptions(
  { lockLimit }: RunTarget,
  { signal, waiting }: Pick<RunContext, "signal" | "waiting">,
): LockOptions {
  const onWait = (): void => waiting("Another runner is migrating this database; waiting for it");
  return { signal, limit: lockLimit, onWait };
}

async function databaseName(session: Session): Promise<string> {
  const result = await session.work.query<{ name: string }>("SELECT pg_catalog.current_database() AS name");
  return result.rows[0]?.name ?? "";
}

function refused(plan: Extract<RunPlan, { ok: false }>): RunOutcome {
  const { code, message, version, ...place } = plan.refusal;
  const failure = { ...plainFailure(code, message, version), ...place };
  return { steps: [], failure, warnings: [] };
}

function title({ direction, migration }: PlannedStep): string {
  const name = migration.name === "" ? migration.version : `${migration.version} ${migration.name}`;
  return direction === "up" ? `Applying ${name}` : `Running down ${name}`;
}
