import type { Section } from "../formats/format.ts";
import type { Span } from "../sql/span.ts";
import { split } from "../sql/split.ts";
import { uriOf } from "./project.ts";
import type { RunContext } from "./runContext.ts";
import { RunError } from "./runError.ts";
import { sendScript } from "./scriptQuery.ts";
import type { StepTransaction } from "./stepTransaction.ts";

/**
 * Sends a section's text in the portions in which its tool sends it; throws the server's error. `onSend` is told of each
 * portion of a split section before it goes: how many statements it is.
 */
export async function sendSection(
  context: RunContext,
  transaction: StepTransaction,
  section: Section,
  onSend: (statements: number) => Promise<void>,
): Promise<void> {
  const text = textOf(context, section);
  for (const span of portions(text, section)) {
    await onSend(1);
    const outcome = await sendScript(context.session.work, text.slice(span.start, span.end));
    transaction.note(section, { text, span }, outcome);
    if (outcome.failure !== undefined) throw outcome.failure;
    if (context.signal.aborted) throw new Error("cancelled");
  }
}

function portions(text: string, section: Section): readonly Span[] {
  if (!section.splits && section.transaction !== "autocommit") return [section.span];
  const { pieces } = split(text, section.span);
  return pieces.filter((piece) => piece.kind !== "copy-data").map((piece) => piece.span);
}

function textOf(context: RunContext, section: Section): string {
  const text = context.project.files[section.path];
  if (text !== undefined) return text;
  throw new RunError({
    version: undefined,
    uri: uriOf(context.project, section.path),
    range: undefined,
    code: "unreadable-file",
    message: `${section.path} cannot be read as UTF-8 text, so it was not run. Save it as UTF-8.`,
    rolledBack: true,
  });
}
