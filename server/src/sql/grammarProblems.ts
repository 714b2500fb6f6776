import { Lexer } from "./lexer.ts";
import { offsetsOf } from "./offsets.ts";
import type { Span, SqlProblem } from "./span.ts";

/** Deeper trees would overflow the stack of whoever walks them; hand-written SQL stays far below. */
const DEEPEST = 2000;

const STARTER =
  /^(?:alter|comment|create|delete|do|drop|grant|insert|lock|revoke|select|truncate|update|vacuum|with)$/i;

/** Puts an error of the grammar on the word that it names. `cursor` is one-based, in code points; 0 is unknown. */
export function locate(sql: string, message: string, cursor: number): SqlProblem {
  if (message.startsWith("memory exhausted")) return tooComplex(sql);
  const end = sql.trimEnd().length;
  const start = cursor > 0 ? offsetsOf(sql).fromCodePoints(cursor - 1) : 0;
  const span = start >= end ? { start: Math.max(0, end - 1), end } : wordAt(sql, start);
  const atEnd = start >= end && cursor > 0;
  return { code: "syntax-error", message: `${capital(message)}.${atEnd ? "" : advice(sql, span)}`, span };
}

function wordAt(sql: string, start: number): Span {
  const lexer = new Lexer(sql, start);
  lexer.next();
  const lineEnd = sql.indexOf("\n", start);
  return { start, end: lineEnd > start ? Math.min(lexer.end, lineEnd) : lexer.end };
}

/** A statement that opens on a line of its own inside another one tells of a forgotten semicolon. */
function advice(sql: string, span: Span): string {
  const before = sql.slice(sql.lastIndexOf("\n", span.start - 1) + 1, span.start);
  const opens = before.trim() === "" && STARTER.test(sql.slice(span.start, span.end));
  return opens && span.start > 0 ? " Is a `;` missing before it?" : "";
}

function capital(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

export function tooComplex(sql: string): SqlProblem {
  const message = "This statement is nested too deeply, or is too large, to be analysed.";
  return { code: "statement-too-complex", message, span: firstLine(sql) };
}

/** Of a moment, not of the text: it must not be remembered. */
export function unavailable(sql: string): SqlProblem {
  const message = "PostgreSQL's grammar has no memory left; this statement was not analysed.";
  return { code: "grammar-unavailable", message, span: firstLine(sql) };
}

function firstLine(sql: string): Span {
  const newline = sql.search(/\r?\n/);
  return { start: 0, end: newline < 0 ? sql.length : newline };
}

/** Whether a parsed tree nests deeper than anybody should recurse. Needs no stack itself. */
export function nestsTooDeep(tree: object): boolean {
  let level: object[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    const below: object[] = [];
    for (const parent of level) {
      const values: unknown[] = Object.values(parent);
      for (const child of values) if (typeof child === "object" && child !== null) below.push(child);
    }
    level = below;
  }
  return false;
}
