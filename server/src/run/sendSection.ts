import { formatById } from "../formats/detect.ts";
import type { Section } from "../formats/format.ts";
import type { Query } from "../formats/query.ts";
import { isAlone } from "../formats/sending.ts";
import type { Span } from "../sql/span.ts";
import { split } from "../sql/split.ts";
import { uriOf, type RunProject } from "./project.ts";
import type { OnSend } from "./events.ts";
import type { RunContext } from "./runContext.ts";
import { RunError } from "./runError.ts";
import { observeSection } from "./observe/observeSection.ts";
import { sendPipeline } from "./pipelineQuery.ts";
import { sendScript } from "./scriptQuery.ts";
import type { StepTransaction } from "./stepTransaction.ts";

/**
 * Sends a section's text in the portions in which its tool sends it; throws the server's error. `onSend` is told of each
 * portion of a split section before it goes: how many statements it is. `without`: statements at its beginning that are
 * in the database already. `ledger`: what goes with the last portion, where that is a pipeline.
 */
export async function sendSection(
  context: RunContext,
  transaction: StepTransaction,
  section: Section,
  onSend: OnSend,
  {
    without = 0,
    ledger,
  }: { readonly without?: number; readonly ledger?: () => Promise<readonly Query[]> } = {},
): Promise<void> {
  const text = textOf(context, section);
  const rows = copiedRows(context, text, section);
  if (context.observer !== undefined) {
    const sent = { context, transaction, section, text, rows, onSend };
    if (await observeSection(context.observer, sent)) return;
  }
  const messages = messagesWithout(messagesOf(text, section), without);
  for (const [index, spans] of messages.entries()) {
    const [first, last] = [spans[0], spans.at(-1)];
    if (first === undefined || last === undefined) continue;
    const answered = await onSend(spans.length, { start: first.start, end: last.end });
    const texts = spans.map(({ start, end }) => text.slice(start, end));
    const isPipeline = section.transaction === "pipeline" && !isAlone(texts[0] ?? "", section);
    const isJoined = isPipeline && ledger !== undefined && index === messages.length - 1;
    if (isJoined) transaction.joinLedger();
    const outcome = isPipeline
      ? await sendPipeline(context.session.work, texts, isJoined ? await ledger() : [])
      : await sendScript(context.session.work, texts.join(""), { rows: rows.get(first.start) });
    answered?.(outcome.failure !== undefined);
    // The server counts positions in each statement of a pipeline anew.
    const failed = outcome.failure === undefined || !isPipeline ? undefined : spans[outcome.results.length];
    transaction.note(section, { text, span: failed ?? { start: first.start, end: last.end } }, outcome);
    if (isJoined) transaction.noteLedger(outcome, spans.length);
    if (outcome.failure !== undefined) throw outcome.failure;
    if (context.signal.aborted && !isJoined) throw new Error("cancelled");
  }
}

/** Whether all that is sent of these goes in one pipeline, which its tool writes the ledger in, too. */
export function isOnePipeline({ files }: RunProject, sections: readonly Section[]): boolean {
  const [section, more] = sections;
  if (section?.transaction !== "pipeline" || more !== undefined) return false;
  const text = files[section.path] ?? "";
  const [first, ...rest] = messagesOf(text, section);
  const span = first?.[0];
  return span !== undefined && rest.length === 0 && !isAlone(text.slice(span.start, span.end), section);
}

/** What of several messages is left to send; a message that is there in part goes without that part. */
function messagesWithout(
  messages: readonly (readonly Span[])[],
  without: number,
): readonly (readonly Span[])[] {
  let left = without;
  return messages.flatMap((spans) => {
    const rest = spans.slice(left);
    left = Math.max(0, left - spans.length);
    return rest.length === 0 ? [] : [rest];
  });
}

/** What is sent together: a list of one is one simple query; of several only a pipeline makes one message each. */
export function messagesOf(text: string, section: Section): readonly (readonly Span[])[] {
  if (section.portions !== undefined) return section.portions.map((span) => [span]);
  if (!section.splits && section.transaction !== "autocommit") return [[section.span]];
  const { pieces } = split(text, section.span);
  const spans = pieces.filter((piece) => piece.kind !== "copy-data").map((piece) => piece.span);
  return section.transaction === "pipeline" ? batches(text, section, spans) : spans.map((span) => [span]);
}

/** A statement that is sent alone ends the batch before it. */
function batches(text: string, section: Section, spans: readonly Span[]): readonly (readonly Span[])[] {
  const found: Span[][] = [];
  let open: Span[] | undefined;
  for (const span of spans) {
    const alone = isAlone(text.slice(span.start, span.end), section);
    if (!alone && open !== undefined) open.push(span);
    else found.push((open = [span]));
    if (alone) open = undefined;
  }
  return found;
}

/** The rows behind each COPY … FROM stdin, by where it begins, for a tool that sends them as such, line by line. */
function copiedRows({ project }: RunContext, text: string, { span }: Section): ReadonlyMap<number, string> {
  const rows = new Map<number, string>();
  if (formatById(project.format)?.accepts?.copyData !== true) return rows;
  const { pieces } = split(text, span);
  pieces.forEach(({ kind, span: data }, index) => {
    const copy = kind === "copy-data" ? pieces[index - 1] : undefined;
    if (copy !== undefined)
      rows.set(copy.span.start, text.slice(data.start, data.end).replaceAll("\r\n", "\n"));
  });
  return rows;
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
