import { bodySpan, sourceOf, withMaskedBody } from "./plpgsql.ts";
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
  const { lines, texts } = readBody(statement, source);
  const start = lines[line - 1];
  if (start === undefined) return undefined;
  return [sql.text, sql.text.replace(/^\s*select\s+/iu, "")]
    .flatMap((wanted) => texts.map((text) => whole(text, wanted, start)))
    .find((span) => span !== undefined);
}

/** Where the lines of a body begin, and the texts in which its steps may be written: with placeholders, or masked. */
interface ReadBody {
  readonly lines: readonly number[];
  readonly texts: readonly string[];
}

const known = new WeakMap<Statement, ReadBody>();

function readBody(statement: Statement, source: string): ReadBody {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const { masked } = statement;
  const lines = linesOf(masked, bodySpan(statement, source));
  const found = { lines, texts: [...new Set([masked, withMaskedBody(statement, source)])] };
  known.set(statement, found);
  return found;
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
