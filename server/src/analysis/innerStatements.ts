import type { RanStatement } from "../interpret/ranStatements.ts";
import type { Major } from "../interpret/target.ts";
import type { AnalysedStatement } from "../rules/rule.ts";
import { placeInBody } from "../sql/bodyPlace.ts";
import type { InnerSql } from "../sql/program.ts";
import { shift, type Span } from "../sql/span.ts";
import type { Statement } from "../sql/statement.ts";
import { innerEntries } from "../timeline/inner.ts";
import type { TimelineEntry } from "../timeline/entry.ts";

type Outer = NonNullable<AnalysedStatement["outer"]>;

/** A statement that a body runs, as rules look at it. */
export interface InnerStatement extends AnalysedStatement {
  readonly outer: Outer;
  /** Where it stands in the outer one, or what stands there that runs it. */
  readonly place: Span;
  /** True where its text is written at its place, so that parts of it have places too. */
  readonly isWritten: boolean;
}

export function isInner(statement: AnalysedStatement): statement is InnerStatement {
  return "isWritten" in statement;
}

/** By the entries that it has: they are the identical object for as long as the statement does the same. */
const known = new WeakMap<AnalysedStatement["entries"], readonly InnerStatement[]>();

/** The statements of the bodies that a statement runs, each once, in the order in which they first run. */
export function innerStatements(outer: Outer): readonly InnerStatement[] {
  if (!runsBodies(outer.entries)) return none;
  const old = known.get(outer.entries);
  if (old !== undefined && (old[0]?.outer.span.start ?? outer.span.start) === outer.span.start) return old;
  const found = find(outer);
  known.set(outer.entries, found);
  return found;
}

const none: readonly InnerStatement[] = [];

/** Whether rules have more to look at than the statement itself. */
export function runsBodies(entries: AnalysedStatement["entries"]): boolean {
  for (const { outcome } of entries.values()) if (outcome.inner !== undefined) return true;
  return false;
}

function find(outer: Outer): readonly InnerStatement[] {
  const byKey = new Map<string, { ran: RanStatement; entries: Map<Major, TimelineEntry> }>();
  for (const [major, entry] of outer.entries)
    for (const { ran, entry: inner } of innerEntries(entry)) {
      const key = `${ran.sql?.line ?? 0} ${ran.sql?.text ?? ""}\n${ran.statement.text}`;
      const one = byKey.get(key) ?? { ran, entries: new Map<Major, TimelineEntry>() };
      if (!one.entries.has(major)) one.entries.set(major, inner);
      byKey.set(key, one);
    }
  return [...byKey.values()].map(({ ran, entries }) => placed(outer, ran, entries));
}

function placed(outer: Outer, ran: RanStatement, entries: InnerStatement["entries"]): InnerStatement {
  const { statement } = ran;
  const step = stepPlace(outer.statement, ran.sql);
  // PERFORM is run as SELECT.
  const isWhole = step !== undefined && step.end - step.start === ran.sql?.text.length;
  const isWritten = isWhole && ran.offset !== undefined;
  const start = (step?.start ?? 0) + (ran.offset ?? 0);
  const place = isWritten
    ? { start, end: start + statement.text.length }
    : (step ?? { start: 0, end: outer.statement.text.length });
  return { statement, entries, outer, place, isWritten, span: shift(place, outer.span.start) };
}

function stepPlace(outer: Statement, sql: InnerSql | undefined): Span | undefined {
  return sql === undefined ? undefined : placeInBody(outer, sql);
}
