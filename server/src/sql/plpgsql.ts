import type { Node } from "@pgsql/types";
import { nameOf, stringOf } from "./ast.ts";
import { constantText } from "./constantText.ts";
import type { Grammar } from "./grammar.ts";
import { maskTemplates } from "./mask.ts";
import { embeddedIn, type Embedded } from "./plpgsqlTree.ts";
import type { Span, SqlProblem } from "./span.ts";
import type { Statement } from "./statement.ts";
import { tokensOf } from "./tokens.ts";

/** SQL inside a PL/pgSQL body. All spans are UTF-16 offsets from the first character of the outer statement. */
export interface EmbeddedSql {
  /** `static`: written there; `constant`: EXECUTE of a text known beforehand; `dynamic`: known only at run time. */
  readonly source: "static" | "constant" | "dynamic";
  /** What will be run; undefined where it is dynamic. */
  readonly sql: string | undefined;
  /** Why it cannot be known, as a clause: "its text is put together from `tg_name`". */
  readonly reason: string | undefined;
  readonly span: Span;
  /** True where `sql` stands verbatim at `span`, so that offsets in it can be mapped. */
  readonly exact: boolean;
  /** Runs only in a branch, a loop or an exception handler. */
  readonly conditional: boolean;
}

export interface PlPgSqlBody {
  /** DO runs at once, a function later. */
  readonly kind: "do" | "function";
  readonly statements: readonly EmbeddedSql[];
  readonly problem: SqlProblem | undefined;
}

const read = new WeakMap<Statement, PlPgSqlBody>();

/** The SQL inside a DO statement or a PL/pgSQL function; undefined for any other statement or language. */
export function readPlPgSql(statement: Statement, grammar: Grammar): PlPgSqlBody | undefined {
  const known = read.get(statement);
  if (known !== undefined) return known;
  const outer = outline(statement);
  if (outer === undefined) return undefined;
  const body = readBody(statement, outer, grammar);
  read.set(statement, body);
  return body;
}

interface Outline {
  readonly kind: "do" | "function";
  readonly source: string;
}

function outline(statement: Statement): Outline | undefined {
  const { node } = statement;
  if (node === undefined) return undefined;
  if ("DoStmt" in node) return described("do", node.DoStmt.args, "plpgsql");
  if ("CreateFunctionStmt" in node) return described("function", node.CreateFunctionStmt.options, "sql");
  return undefined;
}

function described(
  kind: Outline["kind"],
  options: readonly Node[] | undefined,
  fallback: string,
): Outline | undefined {
  let language = fallback;
  let source: string | undefined;
  for (const option of options ?? []) {
    if (!("DefElem" in option)) continue;
    const { defname, arg } = option.DefElem;
    if (defname === "language") language = stringOf(arg) ?? language;
    if (defname === "as") source = nameOf(arg)[0];
  }
  return language.toLowerCase() === "plpgsql" && source !== undefined ? { kind, source } : undefined;
}

function readBody(statement: Statement, outer: Outline, grammar: Grammar): PlPgSqlBody {
  const place = bodySpan(statement, outer.source);
  const masked =
    statement.masked.slice(0, place.start) +
    maskTemplates(statement.masked.slice(place.start, place.end)) +
    statement.masked.slice(place.end);
  const plain = grammar.parsePlPgSql(statement.masked);
  const parsed = plain.ok || masked === statement.masked ? plain : grammar.parsePlPgSql(masked);
  if (!parsed.ok) {
    const problem = { ...parsed.problem, span: namedIn(parsed.problem.message, statement, place) };
    return { kind: outer.kind, statements: [], problem };
  }
  const text = (plain.ok ? statement.masked : masked).slice(place.start, place.end);
  const finder = new Finder(text, place.start);
  const statements = embeddedIn(parsed.value).map((embedded) => describe(embedded, finder, grammar));
  return { kind: outer.kind, statements, problem: undefined };
}

/** Where the body's text stands; the whole string, quotes included, where it holds escapes. */
function bodySpan(statement: Statement, source: string): Span {
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

/** PL/pgSQL's errors name a word and no place. */
function namedIn(message: string, statement: Statement, body: Span): Span {
  const word = /at or near "(.+)"/.exec(message)?.[1];
  const at = word === undefined ? -1 : statement.masked.indexOf(word, body.start);
  if (word !== undefined && at >= 0 && at < body.end) return { start: at, end: at + word.length };
  const line = statement.text.slice(body.start, body.end).search(/\S/);
  const start = body.start + Math.max(0, line);
  const end = statement.text.slice(start, body.end).search(/\r?\n|$/);
  return { start, end: start + Math.max(1, end) };
}

/** Finds the texts of a body at or after the line that the parser names; each place is given once. */
class Finder {
  readonly #body: string;
  readonly #offset: number;
  readonly #lines: number[] = [0];
  readonly #taken = new Set<number>();

  constructor(body: string, offset: number) {
    this.#body = body;
    this.#offset = offset;
    for (let at = body.indexOf("\n"); at >= 0; at = body.indexOf("\n", at + 1)) this.#lines.push(at + 1);
  }

  /** `line` is one-based. Where the text is not found, the line's own text stands for it. */
  find(text: string, line: number): { readonly span: Span; readonly exact: boolean } {
    const from = this.#lines[line - 1] ?? 0;
    let at = this.#body.indexOf(text, from);
    while (at >= 0 && this.#taken.has(at)) at = this.#body.indexOf(text, at + 1);
    if (at >= 0) {
      this.#taken.add(at);
      const start = at + this.#offset;
      return { span: { start, end: start + text.length }, exact: true };
    }
    const end = this.#lines[line] ?? this.#body.length;
    const row = this.#body.slice(from, end);
    const start = this.#offset + from + Math.max(0, row.search(/\S/));
    return { span: { start, end: this.#offset + from + Math.max(row.trimEnd().length, 1) }, exact: false };
  }
}

function describe(embedded: Embedded, finder: Finder, grammar: Grammar): EmbeddedSql {
  const { query, line, conditional } = embedded;
  const written = embedded.perform ? query.replace(/^SELECT /, "") : query;
  const { span, exact } = finder.find(written, line);
  if (!embedded.dynamic)
    return {
      source: "static",
      sql: query,
      reason: undefined,
      span,
      exact: exact && !embedded.perform,
      conditional,
    };
  const constant = constantText(query, grammar);
  if (!constant.ok)
    return { source: "dynamic", sql: undefined, reason: constant.reason, span, exact, conditional };
  // Between quotes without escapes the text stands there as it will be run.
  const at = exact ? written.indexOf(constant.text) : -1;
  const inner = { start: span.start + at, end: span.start + at + constant.text.length };
  const verbatim = at >= 0 && constant.text !== "";
  return {
    source: "constant",
    sql: constant.text,
    reason: undefined,
    span: verbatim ? inner : span,
    exact: verbatim,
    conditional,
  };
}
