import { shift, type Span, type SqlProblem } from "./span.ts";
import { Splitter, type Piece, type Split } from "./split.ts";
import type { PlacedStatement } from "./statement.ts";

/** A replacement in a document: `[start, end)` of the old text, UTF-16, became `length` code units. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/** A split of which only a part was read again. */
export interface Resplit {
  readonly split: Split;
  /** The pieces that were read, and how many old ones stay before and after them. */
  readonly pieces: readonly Piece[];
  readonly before: number;
  readonly after: number;
}

/**
 * Splits again from the piece `first` of an old split until the pieces fall in step with the old ones beyond the
 * change. `distrust` is the offset of a quote to be taken for one that is not closed.
 */
export function resplit(
  old: Split,
  first: number,
  text: string,
  span: Span,
  change: Change,
  distrust?: number,
): Resplit {
  const delta = change.length - (change.end - change.start);
  const from = old.pieces[first]?.extent.start ?? old.pieces.at(-1)?.extent.end ?? span.start;
  const splitter = new Splitter(text, span, from, old.pieces[first - 1]?.copies ?? false, distrust);
  const { pieces, rest } = read(old.pieces, first, splitter, change.end, delta);
  const kept = old.pieces.slice(rest).map((piece) => movePiece(piece, delta));
  const resumed = old.pieces[rest - 1]?.extent.end ?? from;
  const problems: readonly SqlProblem[] = [
    ...old.problems.filter((problem) => problem.span.start < from),
    ...splitter.problems,
    ...moved(rest < 0 ? [] : old.problems.filter((problem) => problem.span.start >= resumed), delta),
  ];
  const all = [...old.pieces.slice(0, first), ...pieces, ...(rest < 0 ? [] : kept)];
  return { split: { pieces: all, problems }, pieces, before: first, after: rest < 0 ? 0 : kept.length };
}

/** Reads pieces; `rest` is the index of the first old piece that stays, or -1 where the text was read to its end. */
function read(
  old: readonly Piece[],
  first: number,
  splitter: Splitter,
  changeEnd: number,
  delta: number,
): { readonly pieces: readonly Piece[]; readonly rest: number } {
  const pieces: Piece[] = [];
  let candidate = first;
  for (let piece = splitter.next(); piece !== undefined; piece = splitter.next()) {
    pieces.push(piece);
    const end = piece.extent.end - delta;
    if (isInner(piece)) continue;
    while (isBefore(old[candidate], end)) candidate++;
    const match = old[candidate];
    const beyond = end >= changeEnd && match?.extent.end === end;
    if (beyond && match.copies === piece.copies && match.kind === piece.kind)
      return { pieces, rest: candidate + 1 };
  }
  return { pieces, rest: -1 };
}

/** Whether a piece is a psql command in the middle of a statement, where reading cannot start. */
export function isInner(piece: Piece | undefined): boolean {
  return piece !== undefined && piece.extent.start === piece.extent.end;
}

function isBefore(piece: Piece | undefined, end: number): boolean {
  return piece !== undefined && (piece.extent.end < end || isInner(piece));
}

/** Things with a span, moved by `delta` UTF-16 code units. */
export function moved<T extends { readonly span: Span }>(things: readonly T[], delta: number): readonly T[] {
  return delta === 0 ? things : things.map((thing) => ({ ...thing, span: shift(thing.span, delta) }));
}

/** As `moved`; there are thousands behind an edit, so they are written out, which V8 makes faster than a spread. */
export function movedStatements(
  placed: readonly PlacedStatement[],
  delta: number,
): readonly PlacedStatement[] {
  if (delta === 0) return placed;
  return placed.map(({ statement, span }) => ({ statement, span: shift(span, delta) }));
}

export function movePiece(piece: Piece, delta: number): Piece {
  if (delta === 0) return piece;
  const { kind, span, terminated, extent, open, copies } = piece;
  return { kind, span: shift(span, delta), terminated, extent: shift(extent, delta), open, copies };
}
