import type { Node } from "@pgsql/types";
import { nameOf, stringOf } from "./ast.ts";
import type { Grammar, Outcome } from "./grammar.ts";
import { maskTemplates } from "./mask.ts";
import type { Span } from "./span.ts";
import type { Statement } from "./statement.ts";
import { tokensOf } from "./tokens.ts";

/**
 * The tree of a DO statement or a PL/pgSQL function, as libpg_query prints it; undefined for any other statement or
 * language.
 */
export function parsePlPgSql(statement: Statement, grammar: Grammar): Outcome<unknown> | undefined {
  const source = sourceOf(statement.node);
  if (source === undefined) return undefined;
  const plain = grammar.parsePlPgSql(statement.masked);
  if (plain.ok) return plain;
  const masked = withMaskedBody(statement, source);
  return masked === statement.masked ? plain : grammar.parsePlPgSql(masked);
}

/** The statement with the placeholders in its body masked as well, at the same length. */
export function withMaskedBody(statement: Statement, source: string): string {
  const place = bodySpan(statement, source);
  return (
    statement.masked.slice(0, place.start) +
    maskTemplates(statement.masked.slice(place.start, place.end)) +
    statement.masked.slice(place.end)
  );
}

/** The text of a DO block's body; undefined where it is in another language. */
export function sourceOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if ("DoStmt" in node) return inPlPgSql(node.DoStmt.args, "plpgsql");
  return "CreateFunctionStmt" in node ? inPlPgSql(node.CreateFunctionStmt.options, "sql") : undefined;
}

function inPlPgSql(options: readonly Node[] | undefined, fallback: string): string | undefined {
  let language = fallback;
  let source: string | undefined;
  for (const option of options ?? []) {
    if (!("DefElem" in option)) continue;
    const { defname, arg } = option.DefElem;
    if (defname === "language") language = stringOf(arg) ?? language;
    if (defname === "as") source = nameOf(arg)[0];
  }
  return language.toLowerCase() === "plpgsql" ? source : undefined;
}

/** Where the body's text stands; the whole string, quotes included, where it holds escapes. */
export function bodySpan(statement: Statement, source: string): Span {
  for (const { kind, text, span } of tokensOf(statement)) {
    if (kind !== "string") continue;
    const open = text.startsWith("$") ? text.indexOf("$", 1) + 1 : text.indexOf("'") + 1;
    const close = text.startsWith("$") ? open : 1;
    if (text.slice(open, text.length - close) === source)
      return { start: span.start + open, end: span.end - close };
  }
  const strings = tokensOf(statement).filter((token) => token.kind === "string");
  return strings.at(-1)?.span ?? { start: 0, end: statement.text.length };
}
