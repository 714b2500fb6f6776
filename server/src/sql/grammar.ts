import type { Node, ParseResult } from "@pgsql/types";
import { GrammarInstance, type RawAnswer } from "./grammarInstance.ts";
import { nestsTooDeep, locate, tooComplex, unavailable } from "./grammarProblems.ts";
import { offsetsOf } from "./offsets.ts";
import type { Span, SqlProblem } from "./span.ts";

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: SqlProblem };

export interface ParsedStatement {
  readonly node: Node;
  /** The node's name, e.g. `AlterTableStmt`. */
  readonly kind: string;
  /** UTF-16, in the text that was parsed; PostgreSQL skips blanks and comments before a statement only. */
  readonly span: Span;
}

export interface ScanToken {
  /** UTF-16. */
  readonly span: Span;
  readonly text: string;
  readonly tokenName: string;
  readonly keywordName: string;
}

/** PostgreSQL 18's own grammar. Nothing here throws: what cannot be read is a problem with its place. */
export interface Grammar {
  /** Reads exactly one statement. Locations in the tree are UTF-8 bytes, see offsets.ts. */
  parse(sql: string): Outcome<ParsedStatement>;
  /** Reads any number of statements; one error refuses them all, as on a server. */
  parseAll(sql: string): Outcome<readonly ParsedStatement[]>;
  /** Reads a CREATE FUNCTION … LANGUAGE plpgsql or a DO statement. The tree is as libpg_query prints it. */
  parsePlPgSql(sql: string): Outcome<unknown>;
  /** PostgreSQL's own tokens; refuses text with an unterminated quote. Rules use tokens.ts instead. */
  scan(sql: string): Outcome<readonly ScanToken[]>;
}

/** Compiles the grammar from the bytes of `libpg-query.wasm`. Rejects where WebAssembly is not to be had. */
export async function createGrammar(wasm: BufferSource): Promise<Grammar> {
  return new LibPgGrammar(await WebAssembly.compile(wasm));
}

/** Reaches the grammar through an instance that is replaced when deep nesting or memory kills it. */
class LibPgGrammar implements Grammar {
  readonly #module: WebAssembly.Module;
  #instance: GrammarInstance | undefined;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#instance = new GrammarInstance(module);
  }

  parse(sql: string): Outcome<ParsedStatement> {
    const all = this.parseAll(sql);
    if (!all.ok) return all;
    const [first, second] = all.value;
    const end = sql.length;
    if (first === undefined)
      return refuse({
        code: "empty-statement",
        message: "There is no statement here.",
        span: { start: 0, end },
      });
    if (second === undefined) return { ok: true, value: first };
    const message = "Two statements stand where one was expected.";
    return refuse({ code: "several-statements", message, span: second.span });
  }

  parseAll(sql: string): Outcome<readonly ParsedStatement[]> {
    const answer = this.#ask(sql, (instance) => instance.parse(sql));
    if (!answer.ok) return answer;
    const tree: unknown = JSON.parse(answer.value);
    if (!isParseResult(tree) || (sql.length > 2000 && nestsTooDeep(tree))) return refuse(tooComplex(sql));
    const offsets = offsetsOf(sql);
    const statements = (tree.stmts ?? []).map(({ stmt, stmt_location: start = 0, stmt_len: length = 0 }) => {
      const end = length === 0 ? sql.length : offsets.fromBytes(start + length);
      const node: Node = stmt ?? { String: {} };
      return {
        node,
        kind: Object.keys(node)[0] ?? "unknown",
        span: { start: offsets.fromBytes(start), end },
      };
    });
    return { ok: true, value: statements };
  }

  parsePlPgSql(sql: string): Outcome<unknown> {
    const answer = this.#ask(sql, (instance) => instance.parsePlPgSql(sql));
    if (!answer.ok) return answer;
    const tree: unknown = JSON.parse(answer.value);
    const isDeep = sql.length > 2000 && typeof tree === "object" && tree !== null && nestsTooDeep(tree);
    return isDeep ? refuse(tooComplex(sql)) : { ok: true, value: tree };
  }

  scan(sql: string): Outcome<readonly ScanToken[]> {
    const answer = this.#ask(sql, (instance) => instance.scan(sql));
    if (!answer.ok) return answer;
    // libpg_query writes the tokens' text as it is, line ends and all.
    const json = answer.value.replaceAll(/[\0-\x1f]/g, (char) => JSON.stringify(char).slice(1, -1));
    const scanned: unknown = JSON.parse(json);
    if (!isScan(scanned)) return refuse(tooComplex(sql));
    const offsets = offsetsOf(sql);
    const tokens = scanned.tokens.map(({ start, end, text, tokenName, keywordName }) => ({
      span: { start: offsets.fromBytes(start), end: offsets.fromBytes(end) },
      text,
      tokenName,
      keywordName,
    }));
    return { ok: true, value: tokens };
  }

  #ask(sql: string, call: (instance: GrammarInstance) => RawAnswer): Outcome<string> {
    // The grammar reads a C string: it would silently ignore what follows a NUL.
    const nul = sql.indexOf("\0");
    if (nul >= 0) {
      const message = "This text holds a NUL character, which PostgreSQL cannot read. Is it a binary file?";
      return refuse({ code: "nul-character", message, span: { start: nul, end: nul + 1 } });
    }
    try {
      this.#instance ??= new GrammarInstance(this.#module);
    } catch {
      return refuse(unavailable(sql));
    }
    try {
      const answer = call(this.#instance);
      return answer.ok
        ? { ok: true, value: answer.json }
        : refuse(locate(sql, answer.message, answer.cursor));
    } catch {
      this.#instance = undefined;
      return refuse(tooComplex(sql));
    }
  }
}

/** As libpg_query prints it; offsets are UTF-8 bytes. */
interface RawToken {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tokenName: string;
  readonly keywordName: string;
}

function isParseResult(value: unknown): value is ParseResult {
  return typeof value === "object" && value !== null && "version" in value;
}

function isScan(value: unknown): value is { readonly tokens: readonly RawToken[] } {
  return typeof value === "object" && value !== null && "tokens" in value;
}

function refuse(problem: SqlProblem): { readonly ok: false; readonly problem: SqlProblem } {
  return { ok: false, problem };
}
