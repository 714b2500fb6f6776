import pg from "pg";
import type { RunFailure } from "../protocol.ts";
import { codeOf } from "./databases/databaseError.ts";
import { invalidIndexes } from "./invalidIndexes.ts";
import { locate } from "./locate.ts";
import type { PlannedStep } from "./plannedStep.ts";
import { rangeOf } from "./position.ts";
import { uriOf } from "./project.ts";
import type { RunContext } from "./runContext.ts";
import { RunError } from "./runError.ts";
import { isConnectionLoss, serverMessage } from "./serverMessage.ts";
import type { Journal } from "./journal.ts";
import type { LedgerMark } from "./ledgerMark.ts";
import { OpenTransactionError } from "./stepTransaction.ts";
import { endedBy } from "./stopLimits.ts";
import type { StepTransaction } from "./stepTransaction.ts";

/** A step that failed, and how far it had come. */
export interface FailedStep {
  readonly transaction: StepTransaction;
  readonly mark: LedgerMark;
  readonly journal: Journal;
}

/** Undoes what can be undone and tells what happened, where, and what stayed. */
export async function stepFailure(
  context: RunContext,
  step: PlannedStep,
  { transaction, mark, journal }: FailedStep,
  error: unknown,
): Promise<RunFailure> {
  const { version } = step.migration;
  const lost = !(error instanceof RunError) && isConnectionLoss(error);
  if (!lost) await transaction.rollback();
  const left = await newInvalidIndexes(context, lost);
  const { phase, mode, joined } = transaction;
  const unrecorded = phase !== "migration" && !mode.own && !mode.together && joined === undefined;
  const rolledBack =
    transaction.kept === 0 && !unrecorded && left.length === 0 && !isUncertain(transaction, lost);
  const ended = context.signal.aborted ? endedBy(context.signal) : undefined;
  const happened = ended?.message ?? describe(context, transaction, error, lost);
  const atomic = transaction.mode.own || transaction.mode.together;
  const byTool = lost ? mark.begunWayOut() : await mark.fail(happened, { atomic, rolledBack });
  // What the tool's own mark tells need not stand in our journal too.
  const byUs = lost ? journal.hint : await journal.fail(happened, rolledBack || byTool !== undefined);
  const marked = byTool ?? byUs;
  const stays = aftermath(context, transaction, { rolledBack, lost, left, unrecorded, marked });
  const wayOut = marked === undefined ? [] : [marked];
  return {
    version,
    ...place(context, step, transaction, error),
    code: ended?.code ?? failureCode(error, lost),
    message: [happened, ...stays, ...wayOut].join(" "),
    reason: happened,
    stays: stays.join(" "),
    unfinished: marked !== undefined,
    rolledBack,
  };
}

interface Aftermath {
  readonly rolledBack: boolean;
  readonly lost: boolean;
  readonly left: readonly string[];
  readonly unrecorded: boolean;
  /** What the ledger now says of the migration, where it says anything, with the way out. */
  readonly marked: string | undefined;
}

function aftermath(context: RunContext, transaction: StepTransaction, after: Aftermath): readonly string[] {
  if (after.rolledBack) return undone(transaction);
  const said: string[] = [];
  if (isUncertain(transaction, after.lost)) {
    said.push("Whether it was committed is not known: look at the ledger before you run it again.");
  }
  if (after.unrecorded) {
    said.push(
      after.marked === undefined
        ? "The migration itself was applied and stays, but it is not in the ledger: record it or undo it by hand."
        : "The migration itself was applied and stays.",
    );
  } else if (transaction.kept > 0) {
    said.push(
      `Its first ${statements(transaction.kept)} ran outside a transaction and stay${transaction.kept === 1 ? "s" : ""}; the ledger does not count the migration as applied.`,
    );
  }
  for (const name of after.left) {
    said.push(
      `The INVALID index ${name} was left behind: DROP INDEX CONCURRENTLY ${name} before you run it again.`,
    );
  }
  if (after.lost && sentText(context, transaction).match(/\bconcurrently\b/i) !== null) {
    said.push("CONCURRENTLY may have left an INVALID index behind: look for one before you run it again.");
  }
  return said;
}

function undone({ mode, sent }: StepTransaction): readonly string[] {
  if (mode.together) return ["All migrations of this run were rolled back."];
  return sent === undefined ? ["Nothing of it was run."] : ["It was rolled back; nothing of it stays."];
}

/** A connection that broke during COMMIT may have broken after it; outside a transaction likewise. */
function isUncertain(transaction: StepTransaction, lost: boolean): boolean {
  if (!lost) return false;
  if (transaction.phase === "commit") return true;
  return !transaction.mode.own && !transaction.mode.together;
}

function describe(context: RunContext, transaction: StepTransaction, error: unknown, lost: boolean): string {
  if (error instanceof RunError) return error.failure.message;
  const message = serverMessage(error).replace(/\.$/, "");
  if (lost) return `The connection to the database broke (${message}). Start the database again.`;
  if (error instanceof OpenTransactionError) return `${message}. Add the COMMIT.`;
  if (transaction.phase === "ledger")
    return `The ledger could not be written: ${message}.${leftBehind(context, transaction, error)}`;
  return `${message}.`;
}

/** unique_violation. */
const alreadyThere = "23505";

/** Who else writes a ledger that is locked: a tool that takes no lock, or the file itself. */
function recordedBefore({ mode, joined }: StepTransaction): string {
  const twice = !mode.own && !mode.together && joined === undefined;
  const sent = twice ? ", and if another runner did, its statements were sent twice" : "";
  return ` The ledger has had this migration since this run began: from another runner, or from the file itself${sent}.`;
}

/** What the migration or somebody else left, where that is why the tool would fail too. */
function leftBehind(
  { ledger, searchPath }: RunContext,
  transaction: StepTransaction,
  error: unknown,
): string {
  const { leftPath, sent } = transaction;
  const code = codeOf(error);
  if (code === alreadyThere) return recordedBefore(transaction);
  if (code === "42P01" && leftPath !== undefined && leftPath !== searchPath) {
    const path = sent?.section.path ?? "The file";
    return ` ${path} leaves search_path set to ${leftPath === "" ? "nothing" : leftPath}, and its tool looks for ${ledger.table} by that: it fails here too. End the file with \`RESET search_path\`, or write names with their schemas.`;
  }
  if (code !== "42501") return "";
  return " The ledger is written in the role that the file leaves, as its tool does. End the file with `RESET ROLE`.";
}

function failureCode(error: unknown, lost: boolean): string {
  if (error instanceof RunError) return error.failure.code;
  if (lost) return "connection-lost";
  if (error instanceof OpenTransactionError) return "open-transaction";
  return codeOf(error) ?? "internal-error";
}

/** The spot in its file at which a step failed. */
export function place(
  context: RunContext,
  step: PlannedStep,
  transaction: StepTransaction,
  error: unknown,
): Pick<RunFailure, "uri" | "range"> {
  const sent = transaction.sent;
  const path = sent?.section.path ?? step.migration.paths[0];
  const uri = path === undefined ? undefined : uriOf(context.project, path);
  if (sent === undefined || transaction.phase === "ledger") return { uri, range: undefined };
  const known = error instanceof pg.DatabaseError ? error : { message: "", position: undefined };
  return { uri, range: rangeOf(sent.text.text, locate(known, sent.text)) };
}

async function newInvalidIndexes(context: RunContext, lost: boolean): Promise<readonly string[]> {
  if (lost) return [];
  try {
    const now = await invalidIndexes(context.session.work);
    return now.filter((name) => !context.invalidBefore.includes(name));
  } catch {
    return [];
  }
}

function sentText(context: RunContext, transaction: StepTransaction): string {
  const sent = transaction.sent;
  return sent === undefined ? "" : (context.project.files[sent.section.path] ?? "");
}

function statements(count: number): string {
  return count === 1 ? "statement" : `${count} statements`;
}
