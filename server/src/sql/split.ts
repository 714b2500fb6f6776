import { Lexer } from "./lexer.ts";
import { lineEnd } from "./lexQuotes.ts";
import { resume, type Quote } from "./resync.ts";
import type { Span, SqlProblem } from "./span.ts";

export interface Piece {
  readonly kind: "statement" | "psql" | "copy-data";
  /** In the document, UTF-16; without the `;` and without leading or trailing comments. */
  readonly span: Span;
  /** False for a statement that ended with the text instead of with its `;` (or a psql command that sends). */
  readonly terminated: boolean;
  /**
   * Where reading began for this piece and where it goes on: blanks, comments and the `;` included. Empty for a
   * psql command in the middle of a statement, whose piece comes before the statement's.
   */
  readonly extent: Span;
  /** True where the piece's end depends on text after it: something in it is unterminated. */
  readonly open: boolean;
  /** True for `COPY … FROM stdin`, after which data may follow. */
  readonly copies: boolean;
}

export interface Split {
  readonly pieces: readonly Piece[];
  readonly problems: readonly SqlProblem[];
}

/**
 * Finds the statements of SQL text the way psql does, and goes on after what is broken: an unterminated quote is
 * a located problem and ends with its own statement. Linear in the length of the text.
 */
export function split(text: string, span: Span = { start: 0, end: text.length }): Split {
  const splitter = new Splitter(text, span);
  const pieces: Piece[] = [];
  for (let piece = splitter.next(); piece !== undefined; piece = splitter.next()) pieces.push(piece);
  return { pieces, problems: splitter.problems };
}

/** psql's commands that send the statement before them, as `;` does. */
const SENDS =
  /^\\(?:g|gx|gset|gexec|gdesc|crosstabview|watch|bind|bind_named|parse|close_prepared|sendpipeline)\b/;
const COPIES = /\bfrom\s+(?:stdin|pstdin)\b/i;
const SEMICOLON = 59;

/** Reads one piece after the other, so that an edit costs only the pieces it touched. */
export class Splitter {
  readonly problems: SqlProblem[] = [];
  readonly #text: string;
  readonly #span: Span;
  readonly #lexer: Lexer;
  readonly #distrust: number;
  #from: number;
  #queued: Piece | undefined;
  #data = false;
  #endless = false;
  /** Characters that may still be read twice because of unterminated quotes; keeps hostile text linear. */
  #patience: number;

  /** State of the statement under way; `start` is -1 between statements. */
  #start = -1;
  #end = -1;
  #parens = 0;
  #begins = 0;
  #words = "";
  #wordCount = 0;
  #open = false;
  #lenient = false;

  /**
   * `from` is where an earlier reading of the text ended a piece, a COPY if `afterCopy`. The quote at `distrust`
   * is taken for one that is not closed.
   */
  constructor(text: string, span: Span, from = span.start, afterCopy = false, distrust = -1) {
    this.#text = text;
    this.#span = span;
    this.#from = from;
    this.#data = afterCopy;
    this.#distrust = distrust;
    this.#lexer = new Lexer(text, from, span.end);
    this.#patience = 4 * 1024 * 1024 + 4 * (span.end - span.start);
  }

  next(): Piece | undefined {
    if (this.#queued !== undefined) {
      const piece = this.#queued;
      this.#queued = undefined;
      return piece;
    }
    if (this.#data) {
      const data = this.#copyData();
      if (data !== undefined) return data;
    }
    const lexer = this.#lexer;
    while (lexer.next()) {
      const piece = this.#step(lexer);
      if (piece !== undefined) return piece;
    }
    return this.#finish();
  }

  /** What is left at the end of the text. */
  #finish(): Piece | undefined {
    if (this.#start < 0) return undefined;
    const swallowed = this.#begins > 0 || (this.#parens > 0 && this.#isRule());
    if (!swallowed || this.#lenient || !this.#spend(this.#span.end - this.#start))
      return this.#take(this.#span.end, false);
    const what = this.#begins > 0 ? "BEGIN ATOMIC has no END" : "a parenthesis is not closed";
    const code = this.#begins > 0 ? "unterminated-begin-atomic" : "unterminated-parenthesis";
    // They are found again when the statement is read again.
    const found = this.problems.findIndex((problem) => problem.span.start >= this.#start);
    if (found >= 0) this.problems.length = found;
    this.problems.push({ code, message: `In this statement ${what}.`, span: this.#firstLine(this.#start) });
    this.#lexer.end = this.#start;
    this.#reset();
    this.#open = true;
    this.#lenient = true;
    return this.next();
  }

  #step(lexer: Lexer): Piece | undefined {
    const { start, kind } = lexer;
    if (!lexer.terminated || start === this.#distrust) this.#unterminated(lexer);
    if (kind === "line-comment" || kind === "block-comment") return undefined;
    const code = this.#text.charCodeAt(start);
    if (code === SEMICOLON && kind === "punctuation" && this.#ends()) {
      if (this.#start < 0) return undefined;
      return this.#take(lexer.end, true);
    }
    if (code === 92 && kind === "other") return this.#backslash(start);
    if (this.#start < 0) this.#start = start;
    this.#end = lexer.end;
    if (kind === "identifier") this.#word(this.#text.slice(start, lexer.end).toLowerCase());
    else if (kind === "quoted-identifier") this.#word('"');
    else if (code === 40) this.#parens++;
    else if (code === 41 && this.#parens > 0) this.#parens--;
    return undefined;
  }

  /** A `;` in parentheses ends the statement too, since somebody forgot to close them; but not in a rule. */
  #ends(): boolean {
    return this.#begins === 0 && (this.#parens === 0 || this.#lenient || !this.#isRule());
  }

  #isRule(): boolean {
    return /^create (?:or replace )?rule /.test(this.#words);
  }

  /** Remembers the first words, and the nesting of BEGIN ATOMIC … END, as psqlscan.l does. */
  #word(word: string): void {
    if (this.#wordCount++ < 4) this.#words += `${word} `;
    if (this.#parens > 0 || this.#lenient || !this.#words.startsWith("create ")) return;
    if (word === "begin") this.#begins += this.#isRoutine() ? 1 : 0;
    else if (this.#begins === 0) return;
    else if (word === "case") this.#begins++;
    else if (word === "end") this.#begins--;
  }

  #isRoutine(): boolean {
    return /^create (?:or replace )?(?:function|procedure) /.test(this.#words);
  }

  #take(next: number, terminated: boolean): Piece {
    const span = { start: this.#start, end: this.#end };
    const copies =
      terminated && this.#words.startsWith("copy ") && COPIES.test(this.#text.slice(span.start, span.end));
    const extent = { start: this.#from, end: next };
    const piece: Piece = {
      kind: "statement",
      span,
      terminated,
      extent,
      open: this.#open || !terminated,
      copies,
    };
    this.#from = next;
    this.#data = copies;
    this.#reset();
    return piece;
  }

  #reset(): void {
    this.#start = -1;
    this.#parens = 0;
    this.#begins = 0;
    this.#words = "";
    this.#wordCount = 0;
    this.#open = false;
    this.#lenient = false;
  }

  /** `\;` ends a statement; any other backslash opens a psql command up to the end of its line. */
  #backslash(start: number): Piece | undefined {
    if (this.#text.charCodeAt(start + 1) === SEMICOLON) {
      this.#lexer.end = start + 2;
      return this.#start < 0 ? undefined : this.#take(start + 2, true);
    }
    const line = this.#firstLine(start);
    this.#lexer.end = line.end;
    const sends = this.#start >= 0 && SENDS.test(this.#text.slice(start, Math.min(line.end, start + 20)));
    const sent = sends ? this.#take(start, true) : undefined;
    const command: Piece = {
      kind: "psql",
      span: line,
      terminated: true,
      // Inside a statement the command takes nothing from the statement's own extent.
      extent: { start: this.#from, end: this.#start < 0 ? line.end : this.#from },
      open: this.#start < 0 && this.#open,
      copies: false,
    };
    if (this.#start < 0) this.#from = line.end;
    if (this.#start < 0) this.#open = false;
    if (sent !== undefined) this.#queued = command;
    return sent ?? command;
  }

  /** The data that psql reads after COPY … FROM stdin, up to `\.`; without one the rest is SQL. */
  #copyData(): Piece | undefined {
    this.#data = false;
    const newline = this.#text.indexOf("\n", this.#from);
    if (newline < 0 || newline >= this.#span.end) return undefined;
    // Text without any end of data is not searched again for every COPY in it.
    if (this.#endless) return undefined;
    const end = /^\\\.\r?$/gm;
    end.lastIndex = newline + 1;
    const found = end.exec(this.#text);
    this.#endless = found === null || end.lastIndex > this.#span.end;
    if (found === null || this.#endless) return undefined;
    const extent = { start: this.#from, end: end.lastIndex };
    this.#from = end.lastIndex;
    this.#lexer.end = end.lastIndex;
    const span = { start: newline + 1, end: found.index };
    return { kind: "copy-data", span, terminated: true, extent, open: false, copies: false };
  }

  /** Records the problem and goes on where the next statement seems to start. */
  #unterminated(lexer: Lexer): void {
    const quote: Quote = quoteOf(lexer);
    const { start } = lexer;
    this.problems.push({ code: quote.code, message: quote.message, span: this.#firstLine(start) });
    this.#open = true;
    if (!this.#spend(this.#span.end - start)) return;
    lexer.end = resume(this.#text, quote, start, this.#start < 0 ? start : this.#start, this.#span.end);
  }

  #spend(characters: number): boolean {
    this.#patience -= characters;
    return this.#patience >= 0;
  }

  #firstLine(start: number): Span {
    return { start, end: lineEnd(this.#text, start, this.#span.end) };
  }
}

function quoteOf(lexer: Lexer): Quote {
  switch (lexer.kind) {
    case "block-comment":
      return { code: "unterminated-comment", message: "This comment is not closed: `*/` is missing." };
    case "dollar-string":
      return {
        code: "unterminated-dollar-quote",
        message: "This dollar-quoted string is not closed: the same tag must stand at its end.",
      };
    case "quoted-identifier":
      return { code: "unterminated-identifier", message: 'This quoted name is not closed: `"` is missing.' };
    default:
      return { code: "unterminated-string", message: "This string is not closed: `'` is missing." };
  }
}
