import { keywordKindOf } from "@pgsql/quotes";
import { Lexer, type LexemeKind } from "./lexer.ts";
import { offsetsOf, type Offsets } from "./offsets.ts";
import type { Span } from "./span.ts";
import type { Statement } from "./statement.ts";

export type TokenKind =
  | "keyword"
  | "identifier"
  | "string"
  | "number"
  | "operator"
  | "punctuation"
  | "parameter"
  | "comment"
  | "other";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** UTF-16, from the statement's first character. */
  readonly span: Span;
}

const KINDS: Readonly<Record<LexemeKind, TokenKind>> = {
  "line-comment": "comment",
  "block-comment": "comment",
  string: "string",
  "dollar-string": "string",
  identifier: "identifier",
  "quoted-identifier": "identifier",
  number: "number",
  parameter: "parameter",
  placeholder: "identifier",
  operator: "operator",
  punctuation: "punctuation",
  other: "other",
};

interface Scanned {
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
  readonly offsets: Offsets;
}

const scanned = new WeakMap<Statement, Scanned>();

/** The tokens of a statement without its comments; scanned once. Works on statements the grammar refused. */
export function tokensOf(statement: Statement): readonly Token[] {
  return scan(statement).tokens;
}

/** The comments inside a statement's text, in order. */
export function commentsOf(statement: Statement): readonly Token[] {
  return scan(statement).comments;
}

/** The comments in a part of a document, e.g. between two statements; spans are the document's. */
export function commentsIn(text: string, span: Span): readonly Token[] {
  return tokensIn(text, span).filter((token) => token.kind === "comment");
}

/** All tokens of a text, comments included; spans are the text's. */
export function tokensIn(text: string, span: Span = { start: 0, end: text.length }): readonly Token[] {
  const lexer = new Lexer(text, span.start, span.end);
  const tokens: Token[] = [];
  while (lexer.next()) {
    const word = text.slice(lexer.start, lexer.end);
    const keyword = lexer.kind === "identifier" && keywordKindOf(word.toLowerCase()) !== "NO_KEYWORD";
    const kind = keyword ? "keyword" : KINDS[lexer.kind];
    tokens.push({ kind, text: word, span: { start: lexer.start, end: lexer.end } });
  }
  return tokens;
}

/** What a comment says, without its marks and the blanks around. */
export function commentText(comment: Token): string {
  const inner = comment.text.startsWith("--")
    ? comment.text.slice(2)
    : comment.text.slice(2).replace(/\*\/$/, "");
  return inner.trim();
}

function scan(statement: Statement): Scanned {
  const known = scanned.get(statement);
  if (known !== undefined) return known;
  const all = tokensIn(statement.text);
  const made: Scanned = {
    tokens: all.filter((token) => token.kind !== "comment"),
    comments: all.filter((token) => token.kind === "comment"),
    offsets: offsetsOf(statement.masked),
  };
  scanned.set(statement, made);
  return made;
}

/** A location of the parse tree (UTF-8 bytes; undefined stands for 0, which libpg_query leaves out) as UTF-16. */
export function nodeStart(statement: Statement, byteLocation: number | undefined): number {
  return scan(statement).offsets.fromBytes(byteLocation ?? 0);
}

/** Index in `tokensOf` of the first token that ends after `offset` (UTF-16); the count of tokens at the end. */
export function tokenIndexAt(statement: Statement, offset: number): number {
  const tokens = tokensOf(statement);
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.span.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The token at an offset (UTF-16), or undefined between tokens. */
export function wordAt(statement: Statement, offset: number): Token | undefined {
  const token = tokensOf(statement)[tokenIndexAt(statement, offset)];
  return token !== undefined && token.span.start <= offset ? token : undefined;
}

/** The first run of these words (any case), at or after `from`; `undefined` where they do not stand together. */
export function spanOfClause(statement: Statement, words: readonly string[], from = 0): Span | undefined {
  const tokens = tokensOf(statement);
  const wanted = words.map((word) => word.toLowerCase());
  for (let index = tokenIndexAt(statement, from); index + wanted.length <= tokens.length; index++) {
    const first = tokens[index];
    const last = tokens[index + wanted.length - 1];
    if (first === undefined || last === undefined) return undefined;
    if (wanted.every((word, ahead) => tokens[index + ahead]?.text.toLowerCase() === word))
      return { start: first.span.start, end: last.span.end };
  }
  return undefined;
}

/** The word (or quoted name) that names `identifier`, as PostgreSQL folds it, at or after `from`. */
export function spanOfName(statement: Statement, identifier: string, from = 0): Span | undefined {
  const tokens = tokensOf(statement);
  for (let index = tokenIndexAt(statement, from); index < tokens.length; index++) {
    const token = tokens[index];
    if (token !== undefined && identifierOf(token, statement) === identifier) return token.span;
  }
  return undefined;
}

/** The name that an identifier or keyword token stands for: folded, or unquoted. Undefined for other tokens. */
export function identifierOf(token: Token, statement?: Statement): string | undefined {
  if (token.kind !== "identifier" && token.kind !== "keyword") return undefined;
  const text = statement?.masked.slice(token.span.start, token.span.end) ?? token.text;
  if (text.startsWith('"')) return text.slice(1, -1).replaceAll('""', '"');
  // PostgreSQL folds only ASCII letters in a UTF-8 database.
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
