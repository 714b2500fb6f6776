import type { Section } from "../../formats/format.ts";
import { isTransactionCommand } from "../../timeline/transaction.ts";
import type { PlacedStatement } from "../../sql/statement.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { OnSend } from "../events.ts";
import type { RunContext } from "../runContext.ts";
import type { StepTransaction } from "../stepTransaction.ts";
import { canBeWrapped } from "./canBeWrapped.ts";
import type { Observer } from "./observer.ts";
import { watchStatement } from "./watchStatement.ts";

/** A section on its way to the server. */
export interface SentSection {
  readonly context: RunContext;
  readonly transaction: StepTransaction;
  readonly section: Section;
  readonly text: string;
  /** The rows behind each COPY … FROM stdin, by where it begins. */
  readonly rows: ReadonlyMap<number, string>;
  readonly onSend: OnSend;
}

/**
 * Sends a section statement by statement and looks at each. What its tool sends as one string runs in one transaction all
 * the same. False, and nothing is sent, where that would not be the same: where the text ends transactions by itself, or
 * is sent as a pipeline.
 */
export async function observeSection(observer: Observer, sent: SentSection): Promise<boolean> {
  const { section, text } = sent;
  const statements = observer.read(text, section);
  const entries = observer.predict(section, statements);
  if (!canBeTakenApart(section, statements)) return false;
  const client = observer.client;
  const asOne = section.transaction === "implicit" && !section.splits && statements.length > 1;
  const wrapped = asOne && !statements.some(isControl);
  const answered = wrapped ? await sent.onSend(statements.length, sent.section.span) : undefined;
  if (wrapped) {
    await client.query("BEGIN");
  }
  const each = wrapped ? { ...sent, onSend: () => Promise.resolve(undefined) } : sent;
  for (const [index, placed] of statements.entries()) await sendOne(observer, each, placed, entries[index]);
  if (wrapped) {
    await client.query("COMMIT");
    answered?.(false);
    observer.released();
  }
  return true;
}

function isControl({ statement }: PlacedStatement): boolean {
  return isTransactionCommand(statement);
}

/** One string is one implicit transaction; a BEGIN and a COMMIT around all of it make it an explicit one. */
function canBeTakenApart(
  { transaction, splits, portions }: Section,
  statements: readonly PlacedStatement[],
): boolean {
  if (transaction === "pipeline" || portions !== undefined) return false;
  if (splits || transaction === "autocommit") return true;
  const controls = statements.filter(isControl);
  if (controls.length === 0) return true;
  const [first, last] = [statements[0], statements.at(-1)];
  return (
    controls.length === 2 &&
    /^(?:begin|start\s+transaction)\s*(?:transaction|work)?$/i.test(first?.statement.text ?? "") &&
    /^(?:commit|end)\s*(?:transaction|work)?$/i.test(last?.statement.text ?? "")
  );
}

async function sendOne(
  observer: Observer,
  { context, transaction, section, text, rows, onSend }: SentSection,
  placed: PlacedStatement,
  entry: TimelineEntry | undefined,
): Promise<void> {
  const { client } = observer;
  const answered = await onSend(1, placed.span);
  const isOpen = client.getTransactionStatus() !== "I";
  const alone = !isOpen && canBeWrapped(placed.statement);
  if (alone) await client.query("BEGIN");
  const copied = rows.get(placed.span.start);
  const outcome = await watchStatement(observer, { section, text, placed, entry, copied }, isOpen || alone);
  answered?.(outcome.failure !== undefined);
  if (alone && outcome.failure === undefined) await commit(observer, outcome);
  transaction.note(section, { text, span: placed.span }, outcome);
  if (client.getTransactionStatus() === "I") observer.released();
  if (outcome.failure !== undefined) throw outcome.failure;
  if (context.signal.aborted) throw new Error("cancelled");
}

/** What is deferred fails here, as it would at the end of the statement. */
async function commit({ client }: Observer, outcome: { failure: Error | undefined }): Promise<void> {
  try {
    await client.query("COMMIT");
  } catch (error) {
    outcome.failure = error instanceof Error ? error : new Error(String(error));
  }
}
