import { Lexer } from "./lexer.ts";
import { resplit } from "./resplit.ts";
import { opensStatementWithin } from "./resync.ts";
import type { Span } from "./span.ts";
import type { Piece, Split } from "./split.ts";

/** How many quotes of one text are doubted; each costs one more reading of what follows. */
const MOST_DOUBTS = 8;

/**
 * A forgotten closing quote makes the next string's opening one close it, and turns the rest of the file inside
 * out. Where the grammar refuses a statement in which a string spans the start of another statement, that string
 * is taken for unclosed, if fewer characters are refused then. `refused` asks the grammar about a piece.
 */
export function mend(text: string, span: Span, split: Split, refused: (piece: Piece) => boolean): Split {
  let mended = split;
  let doubts = 0;
  for (let index = 0; index < mended.pieces.length && doubts < MOST_DOUBTS; index++) {
    const piece = mended.pieces[index];
    if (piece?.kind !== "statement" || !refused(piece)) continue;
    const quote = suspect(text, piece);
    if (quote === undefined) continue;
    doubts++;
    const unchanged = {
      start: piece.extent.start,
      end: piece.extent.end,
      length: piece.extent.end - piece.extent.start,
    };
    const other = resplit(mended, index, text, span, unchanged, quote);
    const replaced = mended.pieces.slice(index, mended.pieces.length - other.after);
    if (loss(other.pieces, refused) < loss(replaced, refused)) mended = other.split;
  }
  return mended;
}

/** The first string of a piece in which a line opens a statement after a semicolon. */
export function suspect(text: string, piece: Piece): number | undefined {
  const lexer = new Lexer(text, piece.span.start, piece.span.end);
  while (lexer.next()) {
    const quoted = lexer.kind === "string" || lexer.kind === "quoted-identifier";
    if (quoted && opensStatementWithin(text, lexer.start, piece.span.start, lexer.end)) return lexer.start;
  }
  return undefined;
}

function loss(pieces: readonly Piece[], refused: (piece: Piece) => boolean): number {
  let characters = 0;
  for (const piece of pieces)
    if (piece.kind === "statement" && refused(piece)) characters += piece.span.end - piece.span.start;
  return characters;
}
