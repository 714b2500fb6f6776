import {
  blockCommentEnd,
  dollarEnd,
  dollarTag,
  lineEnd,
  placeholderEnd,
  quotedIdentifierEnd,
  stringEnd,
} from "./lexQuotes.ts";

export type LexemeKind =
  | "line-comment"
  | "block-comment"
  | "string"
  | "dollar-string"
  | "identifier"
  | "quoted-identifier"
  | "number"
  | "parameter"
  | "placeholder"
  | "operator"
  | "punctuation"
  | "other";

/** An underscore stands between digits only: one at the end opens a word, which may hold dollar signs. */
const NUMBER =
  /0[xX](?:_?[\dA-Fa-f])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?/y;
const PARAMETER = /\$\d+/y;
const STRING_PREFIX = /[eEbBxXnN]'|[uU]&['"]/y;
const OPERATOR_CHARS = "+-*/<>=~!@#%^&|`?";
const isOperator = table((char) => OPERATOR_CHARS.includes(char));
const isIdentifierPart = table((char) => /[A-Za-z0-9_$]/.test(char));

/** Truth of `test` for each ASCII code. */
function table(test: (char: string) => boolean): readonly boolean[] {
  return Array.from({ length: 128 }, (_, code) => test(String.fromCharCode(code)));
}

/** Whether PostgreSQL skips this code unit between tokens. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function startsIdentifier(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

/**
 * Walks over the lexemes of SQL text by the rules of PostgreSQL's scan.l, plus the placeholders of migration
 * tools. Never throws and never looks back; offsets are UTF-16. An unterminated quote runs to the limit with
 * `terminated` false. The fields describe the current lexeme, so that no object is made for each.
 */
export class Lexer {
  kind: LexemeKind = "other";
  start: number;
  end: number;
  terminated = true;
  readonly text: string;
  readonly limit: number;

  constructor(text: string, from = 0, limit = text.length) {
    this.text = text;
    this.limit = limit;
    this.start = from;
    this.end = from;
  }

  /** Steps to the next lexeme; false at the end of the text. */
  next(): boolean {
    let at = this.end;
    while (at < this.limit && this.#skips(at)) at++;
    this.start = at;
    this.end = at;
    this.terminated = true;
    if (at >= this.limit) return false;
    const code = this.text.charCodeAt(at);
    if (startsIdentifier(code)) this.#word(code);
    else if (isDigit(code)) this.#pattern("number", NUMBER);
    else this.#mark(code);
    return true;
  }

  /** A byte order mark opens many files written on Windows; psql and PostgreSQL's clients skip it. */
  #skips(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return isSpace(code) || (code === 0xfeff && at === 0);
  }

  #take(kind: LexemeKind, end: number): void {
    this.kind = kind;
    this.terminated = end >= 0;
    this.end = end < 0 ? this.limit : Math.min(end, this.limit);
  }

  #pattern(kind: LexemeKind, pattern: RegExp): void {
    pattern.lastIndex = this.start;
    this.#take(kind, pattern.test(this.text) ? pattern.lastIndex : this.start + 1);
  }

  #word(code: number): void {
    const { text, start, limit } = this;
    // Only these letters can open a prefixed string: B E N U X, in either case.
    if ((code < 128 && text.charCodeAt(start + 1) === 39) || text.charCodeAt(start + 1) === 38) {
      if (this.#opensString(start)) {
        this.#prefixed(STRING_PREFIX.lastIndex - 1);
        return;
      }
    }
    let at = start + 1;
    for (; at < limit; at++) {
      const part = text.charCodeAt(at);
      if (part < 128 && isIdentifierPart[part] !== true) break;
      // `schema_${name}`: the dollar sign opens a placeholder and is no part of the word.
      if (part === 36 && text.charCodeAt(at + 1) === 123) break;
    }
    this.#take("identifier", at);
  }

  #opensString(at: number): boolean {
    STRING_PREFIX.lastIndex = at;
    return STRING_PREFIX.test(this.text);
  }

  #prefixed(open: number): void {
    const { text, start, limit } = this;
    if (text.charCodeAt(open) === 34) this.#take("quoted-identifier", quotedIdentifierEnd(text, open, limit));
    else this.#take("string", stringEnd(text, start, open, limit));
  }

  #mark(code: number): void {
    const { text, start, limit } = this;
    const following = start + 1 < limit ? text.charCodeAt(start + 1) : 0;
    if (code === 39) this.#take("string", stringEnd(text, start, start, limit));
    else if (code === 34) this.#take("quoted-identifier", quotedIdentifierEnd(text, start, limit));
    else if (code === 45 && following === 45) this.#take("line-comment", lineEnd(text, start, limit));
    else if (code === 47 && following === 42)
      this.#take("block-comment", blockCommentEnd(text, start, limit));
    else if (code === 36) this.#dollar(following);
    else if (code === 46 && isDigit(following)) this.#pattern("number", NUMBER);
    else if (code === 46 && following === 46) this.#take("operator", start + 2);
    else if (code === 58) this.#colon(following);
    else if (code === 123 && following === 123) this.#placeholder();
    else if (code < 128 && isOperator[code] === true) this.#operator();
    else this.#take("(),;[].{}".includes(text.charAt(start)) ? "punctuation" : "other", start + 1);
  }

  #dollar(following: number): void {
    const { text, start, limit } = this;
    const tag = isDigit(following) ? undefined : dollarTag(text, start);
    if (isDigit(following)) this.#pattern("parameter", PARAMETER);
    else if (tag === undefined) this.#placeholder();
    else this.#take("dollar-string", dollarEnd(text, start, limit, tag));
  }

  /** `::`, `:=`, a psql variable or a colon. */
  #colon(following: number): void {
    if (following === 58 || following === 61) this.#take("operator", this.start + 2);
    else if (following === 39 || following === 34 || this.#opensString(this.start + 1))
      this.#take("other", this.start + 1);
    else this.#placeholder();
  }

  #placeholder(): void {
    const end = placeholderEnd(this.text, this.start, this.limit);
    this.#take(end < 0 ? "other" : "placeholder", end < 0 ? this.start + 1 : end);
  }

  /** The longest run of operator characters, less what scan.l gives back: comments and a trailing + or -. */
  #operator(): void {
    const { text, start, limit } = this;
    let at = start + 1;
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code >= 128 || isOperator[code] !== true) break;
      const following = at + 1 < limit ? text.charCodeAt(at + 1) : 0;
      if ((code === 45 && following === 45) || (code === 47 && following === 42)) break;
    }
    const special = /[~!@#%^&|`?]/.test(text.slice(start, at));
    while (!special && at > start + 1 && "+-".includes(text.charAt(at - 1))) at--;
    this.#take("operator", at);
  }
}
