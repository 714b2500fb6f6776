import type { Grammar } from "./grammar.ts";
import { assemble, place, readStatements, type StatementCache, type Statements } from "./parse.ts";
import { shift, type Span } from "./span.ts";
import { Splitter, type Piece } from "./split.ts";

/** A replacement in a document: `[start, end)` of the old text, UTF-16, became `length` code units. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/**
 * The same as `readStatements` of the new text, but splits only from the statement before the edit until the
 * pieces fall in step with the old ones again, and parses only text that the cache does not know.
 * `span` is where the part stands in the new text.
 */
export function updateStatements(
  previous: Statements,
  text: string,
  span: Span,
  change: Change,
  grammar: Grammar,
  cache: StatementCache,
): Statements {
  const delta = change.length - (change.end - change.start);
  const inside = change.start >= previous.span.start && change.end <= previous.span.end;
  if (!inside || span.start !== previous.span.start || span.end !== previous.span.end + delta)
    return readStatements(text, span, grammar, cache);

  const first = restart(previous.pieces, change.start);
  const from = previous.pieces[first]?.extent.start ?? span.start;
  const reread = read(previous.pieces, first, text, span, change);
  const { pieces, problems, rest } = reread;
  const resumed = previous.pieces[rest - 1]?.extent.end ?? from;

  const countBefore = countStatements(previous.pieces, 0, first);
  const countAfter = countStatements(previous.pieces, rest, previous.pieces.length);
  const statements = [
    ...previous.statements.slice(0, countBefore),
    ...place(text, pieces, grammar, cache),
    ...moved(previous.statements.slice(previous.statements.length - countAfter), delta),
  ];
  const after = rest < previous.pieces.length || reread.inStep;
  const splitProblems = [
    ...previous.splitProblems.filter((problem) => problem.span.start < from),
    ...problems,
    ...(after
      ? moved(
          previous.splitProblems.filter((problem) => problem.span.start >= resumed),
          delta,
        )
      : []),
  ];
  const kept = previous.pieces.slice(rest).map((piece) => movePiece(piece, delta));
  return assemble(span, [...previous.pieces.slice(0, first), ...pieces, ...kept], statements, splitProblems);
}

/** Index of the piece to read again from: the one before the edit, or one whose end hung on later text. */
function restart(pieces: readonly Piece[], start: number): number {
  const open = pieces.findIndex(
    (piece, index) => piece.open || (piece.copies && pieces[index + 1]?.kind !== "copy-data"),
  );
  const touched = pieces.findIndex((piece) => piece.extent.end >= start);
  const before = Math.max(0, (touched < 0 ? pieces.length : touched) - 1);
  return open < 0 ? before : Math.min(open, before);
}

interface Reread {
  readonly pieces: readonly Piece[];
  readonly problems: Splitter["problems"];
  /** Index of the first old piece that stays; their count where none does. */
  readonly rest: number;
  /** Whether reading stopped because it was in step with the old pieces, not at the end of the text. */
  readonly inStep: boolean;
}

function read(old: readonly Piece[], first: number, text: string, span: Span, change: Change): Reread {
  const delta = change.length - (change.end - change.start);
  const from = old[first]?.extent.start ?? span.start;
  const splitter = new Splitter(text, span, from, old[first - 1]?.copies ?? false);
  const pieces: Piece[] = [];
  let candidate = first;
  for (let piece = splitter.next(); piece !== undefined; piece = splitter.next()) {
    pieces.push(piece);
    const end = piece.extent.end - delta;
    while (candidate < old.length && (old[candidate]?.extent.end ?? 0) < end) candidate++;
    const match = old[candidate];
    const beyond = end >= change.end && match?.extent.end === end;
    if (beyond && match.copies === piece.copies && match.kind === piece.kind)
      return { pieces, problems: splitter.problems, rest: candidate + 1, inStep: true };
  }
  return { pieces, problems: splitter.problems, rest: old.length, inStep: false };
}

function countStatements(pieces: readonly Piece[], from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) if (pieces[index]?.kind === "statement") count++;
  return count;
}

function moved<T extends { readonly span: Span }>(things: readonly T[], delta: number): readonly T[] {
  return delta === 0 ? things : things.map((thing) => ({ ...thing, span: shift(thing.span, delta) }));
}

function movePiece(piece: Piece, delta: number): Piece {
  return delta === 0
    ? piece
    : { ...piece, span: shift(piece.span, delta), extent: shift(piece.extent, delta) };
}
