import type { OnSend } from "../events.ts";
import { place } from "../failure.ts";
import { goOn } from "../journal.ts";
import { limitWait } from "../lockWait.ts";
import type { PlannedStep } from "../plannedStep.ts";
import { sectionsOf, type RunProject } from "../project.ts";
import { refusedFile } from "../refusals.ts";
import { repairLedger } from "../repair.ts";
import type { RunContext } from "../runContext.ts";
import { RunError } from "../runError.ts";
import type { RunTarget } from "../runTarget.ts";
import { sendSection } from "../sendSection.ts";
import { cancelledBy, resetSession, type Session } from "../session.ts";
import { runContext } from "../startContext.ts";
import { StepTransaction } from "../stepTransaction.ts";
import { toldOf } from "../toldOf.ts";
import { setsSession, type Unfinished } from "./findStop.ts";
import { refused, stopOfVersion, type Settling } from "./stopOfVersion.ts";
import { undoMigration } from "./undo.ts";
import { stillUnfinished } from "./stillUnfinished.ts";
import { isExact, stopInWords } from "./stop.ts";
import { dropWreck } from "./wreck.ts";

/** What `repair` does. Gives one sentence; throws a RunError. */
export function settle(
  target: RunTarget,
  session: Session,
  project: RunProject,
  settling: Settling,
): Promise<string> {
  const { action, version } = settling;
  if (action === "undo") return undoMigration(target, session, project, settling);
  if (action !== "finish") return repairLedger(target, session, project, action, version);
  return finishMigration(target, session, project, settling);
}

/**
 * Sends what is left of a migration that a run left half-way, where the schema shows exactly how far it came, and settles
 * the ledger. Until then it stays unfinished, so that this may be killed too.
 */
async function finishMigration(
  target: RunTarget,
  session: Session,
  project: RunProject,
  { version, lock, ...calls }: Settling,
): Promise<string> {
  const { ledger } = target.format;
  const { found, status } = await stopOfVersion(session, project, ledger, version);
  const { stop, direction, migration } = found;
  if (!isExact(stop)) throw refused(`${stopInWords(stop)} So it has to be finished by hand.`, version);
  const refusal = refusedFile(project, target.format, [{ direction, migration }]);
  if (refusal !== undefined) throw refused(refusal.message, version);
  const context = await runContext(target, session, project, status, lock, calls);
  await cancelledBy(calls.signal, session, () => sendRest(context, found));
  const { through } = found;
  return repairLedger(target, session, project, through.action, through.version);
}

async function sendRest(
  context: RunContext,
  { migration, direction, stop, wreck, statements }: Unfinished,
): Promise<void> {
  const step: PlannedStep = { migration, direction };
  const transaction = new StepTransaction(context, { own: false, together: false });
  const { work } = context.session;
  let done = stop.least;
  try {
    await limitWait(context, [step]);
    if (wreck !== undefined) await work.query(dropWreck(wreck));
    for (const section of sectionsOf(migration, direction)) {
      const own = statements.flatMap((each, index) => (each.section === section ? [{ ...each, index }] : []));
      const there = own.filter(({ index }) => index < stop.least);
      for (const { entry } of there.filter(setsSession)) await work.query(entry.statement.text);
      const tell = toldOf(context, migration.version, section);
      const onSend: OnSend = async (sent, span) => {
        await goOn(context, migration.version, done);
        done += sent;
        return tell?.(sent, span);
      };
      await sendSection(context, transaction, section, onSend, { without: there.length });
    }
    if (work.getTransactionStatus() !== "I") throw new Error("The migration left a transaction open");
    await resetSession(work);
  } catch (error) {
    await transaction.rollback();
    throw failed(context, step, transaction, error);
  }
}

function failed(
  context: RunContext,
  step: PlannedStep,
  transaction: StepTransaction,
  error: unknown,
): RunError {
  return new RunError({
    ...stillUnfinished(context, step.migration.version, "; what of it went through stays", error),
    ...place(context, step, transaction, error),
    rolledBack: false,
  });
}
