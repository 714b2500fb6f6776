import { bodySpan, sourceOf } from "./plpgsql.ts";
import type { InnerSql } from "./program.ts";
import type { Span } from "./span.ts";
import type { Statement } from "./statement.ts";

/**
 * Where a step's SQL stands in the statement whose body it is part of, UTF-16; undefined where it is not written there
 * as it is. PL/pgSQL tells the line of a step alone, and leaves INTO out of what it runs.
 */
export function placeInBody(statement: Statement, sql: InnerSql): Span | undefined {
  const source = sourceOf(statement.node);
  const line = sql.line ?? 0;
  if (source === undefined || line < 1) return undefined;
  const start = lineStart(statement, source, line);
  if (start === undefined) return undefined;
  return [sql.text, sql.text.replace(/^\s*select\s+/iu, "")]
    .map((text) => whole(statement.masked, text, start))
    .find((span) => span !== undefined);
}

/** Where the lines of bodies begin. */
const known = new WeakMap<Statement, readonly number[]>();

function lineStart(statement: Statement, source: string, line: number): number | undefined {
  const lines = known.get(statement) ?? linesOf(statement.masked, bodySpan(statement, source));
  known.set(statement, lines);
  return lines[line - 1];
}

function linesOf(text: string, { start, end }: Span): readonly number[] {
  const found = [start];
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1))
    found.push(at + 1);
  return found;
}

/** The place that its step ends behind, of several in the line. */
function whole(masked: string, text: string, start: number): Span | undefined {
  const newline = masked.indexOf("\n", start);
  const lineEnd = newline < 0 ? masked.length : newline;
  const reach = masked.slice(start, lineEnd + text.length);
  const first = text === "" ? -1 : reach.indexOf(text);
  for (let at = first; at >= 0; at = reach.indexOf(text, at + 1)) {
    const span = { start: start + at, end: start + at + text.length };
    if (/^\s*;/u.test(masked.slice(span.end, span.end + 80))) return span;
  }
  return first < 0 ? undefined : { start: start + first, end: start + first + text.length };
}
