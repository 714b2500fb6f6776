import type { Grammar } from "../sql/grammar.ts";
import { beingTyped } from "./beingTyped.ts";
import { mostStatements } from "./bounds.ts";
import { readStatements, StatementCache, type Statements } from "../sql/parse.ts";
import { movePiece, moved, movedStatements } from "../sql/resplit.ts";
import { shift, type Span } from "../sql/span.ts";
import { updateStatements, type Change } from "../sql/update.ts";

/** What was read of one version of a file. */
interface Version {
  readonly text: string;
  readonly parts: Statements[];
  /** Somebody was typing in it. */
  readonly open: boolean;
}

interface Known {
  readonly now: Version;
  /** The version before, and the edit from there to here. */
  readonly before: Version | undefined;
  readonly change: Change | undefined;
}

type IsOpen = (path: string) => boolean;

/**
 * Reads parts of files, and keeps what it read: the same text costs nothing, an edited one costs its edit. Pure but
 * for that memory, which is one version per file.
 */
export class StatementReader {
  readonly grammar: Grammar;
  readonly #cache: StatementCache;
  readonly #files = new Map<string, Known>();
  readonly #isOpen: IsOpen;

  /** `isOpen`: whether somebody may be typing in a file, so that a statement that cannot be read is not finished yet. */
  constructor(grammar: Grammar, cache = new StatementCache(), isOpen: IsOpen = () => false) {
    this.grammar = grammar;
    this.#cache = cache;
    this.#isOpen = isOpen;
  }

  /** The statements in a part of a file. `path` only tells files apart. */
  read(path: string, text: string, span: Span): Statements {
    const known = this.#known(path, text);
    const same = known.now.parts.find((part) => equal(part.span, span));
    if (same !== undefined) return same;
    const read =
      this.#update(known, text, span) ??
      readStatements(text, span, this.grammar, this.#cache, mostStatements);
    const before = known.before?.parts.find((part) => part.span.start === span.start);
    const part = before !== undefined && known.now.open ? beingTyped(before, read) : read;
    known.now.parts.push(part);
    return part;
  }

  /** Forgets the files that are not in `paths`. */
  keep(paths: ReadonlySet<string>): void {
    for (const path of this.#files.keys()) if (!paths.has(path)) this.#files.delete(path);
  }

  #known(path: string, text: string): Known {
    const known = this.#files.get(path);
    const open = this.#isOpen(path);
    // What a closed file remembers of the typing in it is forgotten.
    const before = known !== undefined && (open || !known.now.open) ? known.now : undefined;
    if (known !== undefined && before?.text === text) return known;
    const next: Known = {
      now: { text, parts: [], open },
      before,
      change: before === undefined ? undefined : changeBetween(before.text, text),
    };
    this.#files.set(path, next);
    return next;
  }

  #update({ before, change }: Known, text: string, span: Span): Statements | undefined {
    if (before === undefined || change === undefined) return undefined;
    const delta = change.length - (change.end - change.start);
    for (const part of before.parts) {
      if (change.end < part.span.start && equal(shift(part.span, delta), span)) return movedPart(part, delta);
      if (change.start > part.span.end && equal(part.span, span)) return part;
      const inside = change.start >= part.span.start && change.end <= part.span.end;
      if (inside && equal({ start: part.span.start, end: part.span.end + delta }, span))
        return updateStatements(part, text, span, change, this.grammar, this.#cache, mostStatements);
    }
    return undefined;
  }
}

function equal(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

/** A part that an edit above it has moved. */
function movedPart(part: Statements, delta: number): Statements {
  return {
    ...part,
    statements: movedStatements(part.statements, delta),
    problems: moved(part.problems, delta),
    span: shift(part.span, delta),
    pieces: part.pieces.map((piece) => movePiece(piece, delta)),
    splitProblems: moved(part.splitProblems, delta),
  };
}

/** The smallest replacement that makes one text of another. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const tail = longest(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  return { start, end: before.length - tail, length: after.length - tail - start };
}

/**
 * How far two texts are the same, by halving what is left: each character is compared about once, and by native code,
 * which compares slices far faster than a loop does characters.
 */
function longest(limit: number, same: (from: number, to: number) => boolean): number {
  let low = 0;
  for (let high = limit; low < high;) {
    const middle = low + ((high - low + 1) >> 1);
    if (same(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
