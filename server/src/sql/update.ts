import type { Grammar } from "./grammar.ts";
import { finish, place, readStatements, type StatementCache, type Statements } from "./parse.ts";
import { isInner, movedStatements, resplit, type Change } from "./resplit.ts";
import type { Span } from "./span.ts";
import type { Piece } from "./split.ts";

export type { Change };

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
  most = Infinity,
): Statements {
  const delta = change.length - (change.end - change.start);
  const inside = change.start >= previous.span.start && change.end <= previous.span.end;
  const same = span.start === previous.span.start && span.end === previous.span.end + delta;
  // What was mended is split differently from what it says, so an edit may make the mending wrong.
  if (!inside || !same || previous.mended) return readStatements(text, span, grammar, cache, most);
  const old = { pieces: previous.pieces, problems: previous.splitProblems };
  const fresh = resplit(old, restart(previous.pieces, change.start), text, span, change);
  const count = previous.statements.length;
  // Where not all are parsed, an edit moves others to where they are.
  const all = countStatements(fresh.split.pieces, 0, fresh.split.pieces.length);
  if (Math.max(count, all) >= most) {
    const placed = place(text, fresh.split.pieces, grammar, cache, most);
    return finish(text, span, fresh.split, placed, grammar, cache, most);
  }
  const statements = [
    ...previous.statements.slice(0, countStatements(previous.pieces, 0, fresh.before)),
    ...place(text, fresh.pieces, grammar, cache),
    ...movedStatements(
      previous.statements.slice(
        count -
          countStatements(previous.pieces, previous.pieces.length - fresh.after, previous.pieces.length),
      ),
      delta,
    ),
  ];
  return finish(text, span, fresh.split, statements, grammar, cache);
}

/** Index of the piece to read again from: the one before the edit, or one whose end hung on later text. */
function restart(pieces: readonly Piece[], start: number): number {
  const open = pieces.findIndex(
    (piece, index) => piece.open || (piece.copies && pieces[index + 1]?.kind !== "copy-data"),
  );
  const touched = pieces.findIndex((piece) => piece.extent.end >= start);
  const before = Math.max(0, (touched < 0 ? pieces.length : touched) - 1);
  let first = open < 0 ? before : Math.min(open, before);
  while (isInner(pieces[first - 1])) first--;
  return first;
}

function countStatements(pieces: readonly Piece[], from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) if (pieces[index]?.kind === "statement") count++;
  return count;
}
