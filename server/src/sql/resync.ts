import { lineEnd } from "./lexQuotes.ts";

/** What was left unterminated, as a problem says it. */
export interface Quote {
  readonly code: string;
  readonly message: string;
}

/** A `;` that ends its line. */
const LINE_END = /;[ \t]*(?:--[^\n\r]*)?(?:[\n\r]|$)/g;
/** Words that open a statement and stand seldom at the start of a line of PL/pgSQL. */
const STARTER =
  /^[ \t]*(?:alter|analyze|call|cluster|comment|copy|create|delete|do|drop|grant|insert|lock|merge|refresh|reindex|reset|revoke|security|select|set|truncate|update|vacuum|with)\b/i;

/**
 * Where reading goes on after a quote that opens at `open` in the statement at `start` and never closes: at the
 * `;` of its own statement, as far as that can be guessed.
 */
export function resume(text: string, quote: Quote, open: number, start: number, limit: number): number {
  if (quote.code === "unterminated-dollar-quote") return afterBody(text, open, start, limit);
  LINE_END.lastIndex = open;
  const found = LINE_END.exec(text);
  return found === null || found.index > limit ? limit : found.index;
}

/**
 * A function's body has semicolons of its own, so a dollar quote goes on at a line that opens a statement and is
 * indented no deeper than the line on which its own statement started.
 */
function afterBody(text: string, open: number, start: number, limit: number): number {
  const indent = start - lineStart(text, start);
  let semicolon = -1;
  for (let from = open; from < limit;) {
    const end = lineEnd(text, from, limit);
    const line = text.slice(from, end).replace(/--.*/, "").trimEnd();
    if (semicolon >= 0 && line.search(/\S/) <= indent && STARTER.test(line)) return semicolon;
    if (line !== "") semicolon = line.endsWith(";") ? from + line.length - 1 : -1;
    from = end + 1;
  }
  return limit;
}

function lineStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && !"\n\r".includes(text.charAt(at - 1))) at--;
  return at;
}

/** Whether, between a quote at `open` and `limit`, a line opens a statement after a semicolon. */
export function opensStatementWithin(text: string, open: number, start: number, limit: number): boolean {
  return afterBody(text, open, start, limit) < limit;
}
