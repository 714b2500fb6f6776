import type { Grammar } from "../../sql/grammar.ts";
import { sql } from "../../sql/fragment.ts";
import { readStatements, StatementCache } from "../../sql/parse.ts";
import type { Span } from "../../sql/span.ts";
import { foldSection } from "../../timeline/timeline.ts";
import { changeOf } from "../transition/backfill.ts";
import { backfillAbove } from "../transition/backfillMark.ts";
import type { Fault } from "./faults.ts";
import type { Manner, Passed } from "./passage.ts";

const cache = new StatementCache();

/**
 * The first statement whose batches would fail. They run only where there are rows, so the loop as a whole does not
 * fail for certain; what each of them does is folded by itself.
 */
export function batchFault(
  passed: readonly Passed[],
  text: (path: string) => string,
  grammar: Grammar,
  manner: Manner,
): Fault | undefined {
  for (const [index, at] of passed.entries()) {
    if (at.statement.kind !== "DoStmt") continue;
    const before = passed[index - 1];
    const start = before?.section === at.section ? before.span.end : at.section.span.start;
    const why = failureOfBatch(at, text(at.section.path), { start, end: at.span.start }, grammar, manner);
    if (why !== undefined) return { at, why, unknown: false };
  }
  return undefined;
}

function failureOfBatch(
  { entries }: Passed,
  text: string,
  above: Span,
  grammar: Grammar,
  { timeZone, assumesMissing }: Manner,
): string | undefined {
  const backfill = backfillAbove(text.slice(above.start, above.end));
  if (backfill === undefined) return undefined;
  const change = changeOf(backfill.batches, backfill.filling, sql`true`).text;
  const read = readStatements(change, { start: 0, end: change.length }, grammar, cache);
  const statements = read.statements.map(({ statement }) => statement);
  for (const [major, { before }] of entries) {
    const input = { mode: "autocommit", statements, major, timeZone, assumesMissing } as const;
    const [entry] = foldSection(before, input).entries;
    const fails = entry?.outcome.effects.fails;
    if (fails?.when === "always") return fails.message;
  }
  return undefined;
}
