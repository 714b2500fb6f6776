import type { Query } from "../formats/query.ts";
import { confirmLock } from "./confirmLock.ts";
import type { OnSend } from "./events.ts";
import type { RunResult, RunStep } from "../protocol.ts";
import { stepFailure } from "./failure.ts";
import { Journal } from "./journal.ts";
import { limitWait, withAttempts } from "./lockWait.ts";
import { giveWay, lockLedger, lookForOthers } from "./ledgerGuard.ts";
import { appliedAfter, LedgerMark } from "./ledgerMark.ts";
import type { PlannedStep } from "./plannedStep.ts";
import { sectionsOf } from "./project.ts";
import type { RunContext } from "./runContext.ts";
import { plainFailure, RunError } from "./runError.ts";
import { isOnePipeline, sendSection } from "./sendSection.ts";
import { StepTransaction } from "./stepTransaction.ts";
import { endedBy } from "./stopLimits.ts";
import { toldOf } from "./toldOf.ts";

/**
 * Runs the steps in order and stops at the first that fails. Tools that send all pending migrations in one
 * transaction lose all of them then; with the others, the steps before the failing one stay.
 */
export async function executeSteps(
  context: RunContext,
  steps: readonly PlannedStep[],
  onStep: (done: number, step: PlannedStep) => void,
): Promise<RunResult> {
  const together = steps.some((step) => modesOf(step).includes("all-pending"));
  const done: RunStep[] = [];
  try {
    if (together) {
      await context.observer?.look();
      await limitWait(context, steps);
      await context.session.work.query("BEGIN");
      await lockLedger(context, { steps, together });
    }
    for (const step of steps) {
      if (context.signal.aborted) throw cancelledBetween(context.signal, done.length);
      onStep(done.length, step);
      done.push(await attempted(context, step, together));
    }
    if (together) {
      await giveWay(context, { steps, together });
      await commitAll(context, steps);
    }
    context.observer?.released();
    return { steps: done, failure: undefined };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    if (together) await context.session.work.query("ROLLBACK").catch(() => undefined);
    return { steps: together ? [] : done, failure: error.failure };
  }
}

/**
 * A step that leaves nothing behind when it fails may be tried again, also where its tool gives it no transaction of its
 * own; but not where the attempt itself stays in the ledger as a row (Prisma). One row for all is written over.
 */
function attempted(context: RunContext, step: PlannedStep, together: boolean): Promise<RunStep> {
  const run = (): Promise<RunStep> => executeStep(context, step, together);
  const { ledger } = context;
  const isForgotten = ledger.begin === undefined || ledger.cumulative;
  return isOwn(step, together) || (!together && isForgotten) ? withAttempts(context, run) : run();
}

function isOwn(step: PlannedStep, together: boolean): boolean {
  return !together && modesOf(step).every((mode) => mode === "single");
}

/**
 * Runs one migration in one direction as its tool would send it, and writes the ledger: in the migration's own
 * transaction where there is one, else right after it. Throws a RunError; the database is then as its message says.
 */
async function executeStep(context: RunContext, step: PlannedStep, together: boolean): Promise<RunStep> {
  const { migration, direction } = step;
  const started = context.clock.now().getTime();
  const passed = (): number => context.clock.now().getTime() - started;
  const own = isOwn(step, together);
  const transaction = new StepTransaction(context, { own, together });
  const mark = new LedgerMark(context, step);
  const journal = new Journal(context, step, own || together || isAtOnce(context, step));
  try {
    await confirmLock(context, false);
    if (!own && !together) await lookForOthers(context, step);
    await mark.begin();
    await journal.begin();
    if (!together) await context.observer?.look();
    context.observer?.begin(step);
    if (!together) await limitWait(context, [step]);
    await transaction.begin();
    if (own) await lockLedger(context, { steps: [step], together });
    await sendSections(context, step, transaction, journal, async () => {
      await confirmLock(context, true);
      return [...mark.recording(passed()), ...journal.ending()];
    });
    if (transaction.joined === undefined) {
      await transaction.beforeLedger();
      await mark.record(passed());
      await transaction.afterLedger();
      await journal.end();
    }
    if (own) await giveWay(context, { steps: [step], together });
    await transaction.commit();
    if (!together) context.observer?.released();
  } catch (error) {
    context.observer?.released();
    throw new RunError(await stepFailure(context, step, { transaction, mark, journal }, error), error);
  }
  context.applied = appliedAfter(context.applied, step);
  const milliseconds = passed();
  context.onEvent?.({ event: "migration-done", direction, version: migration.version, milliseconds });
  return { version: migration.version, name: migration.name, direction, milliseconds };
}

async function sendSections(
  context: RunContext,
  { migration, direction }: PlannedStep,
  transaction: StepTransaction,
  journal: Journal,
  ledger: () => Promise<readonly Query[]>,
): Promise<void> {
  let done = 0;
  const sections = sectionsOf(migration, direction);
  for (const [index, section] of sections.entries()) {
    const tell = toldOf(context, migration.version, section);
    const onSend: OnSend = async (statements, span) => {
      await journal.sending(done);
      done += statements;
      return tell?.(statements, span);
    };
    const isLast = index === sections.length - 1;
    await sendSection(context, transaction, section, onSend, isLast ? { ledger } : {});
  }
}

/** Whether the ledger is written in the migration's one pipeline. */
function isAtOnce({ project }: RunContext, { migration, direction }: PlannedStep): boolean {
  return isOnePipeline(project, sectionsOf(migration, direction));
}

async function commitAll(context: RunContext, steps: readonly PlannedStep[]): Promise<void> {
  const transaction = new StepTransaction(context, { own: true, together: false });
  const last = steps.at(-1);
  try {
    await transaction.commit();
  } catch (error) {
    if (last === undefined) throw error;
    const told = { mark: new LedgerMark(context, last), journal: new Journal(context, last, true) };
    throw new RunError(await stepFailure(context, last, { transaction, ...told }, error), error);
  }
}

function modesOf(step: PlannedStep): readonly string[] {
  return sectionsOf(step.migration, step.direction).map((section) => section.transaction);
}

function cancelledBetween(signal: AbortSignal, done: number): RunError {
  const what = done === 0 ? "Nothing was run." : `${done} finished before and stay.`;
  const { code, message } = endedBy(signal);
  const happened = code === "cancelled" ? "Cancelled between two migrations." : message;
  return new RunError(plainFailure(code, `${happened} ${what}`));
}
