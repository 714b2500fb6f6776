import type { DatabaseError } from "pg";
import { split } from "../sql/split.ts";
import { shift } from "../sql/span.ts";
import type { Span } from "../sql/span.ts";
import { wordAt } from "./position.ts";

/** What was sent when the server refused: a part of a file. */
export interface SentText {
  /** The whole file. */
  readonly text: string;
  /** The part that was sent, in the file. */
  readonly span: Span;
  /** How many statements of it had succeeded. */
  readonly completed: number;
}

/**
 * The spot of a server's error in the file: the word at its position, else the name that it speaks of in the
 * statement that failed, else that statement.
 */
export function locate(error: Pick<DatabaseError, "position" | "message">, sent: SentText): Span {
  const { text, span } = sent;
  const position = Number(error.position);
  if (position > 0) return shift(wordAt(text.slice(span.start, span.end), position), span.start);
  const statements = split(text, span).pieces.filter((piece) => piece.kind === "statement");
  const failed = statements[sent.completed]?.span ?? statements.at(-1)?.span ?? span;
  return namedIn(text, failed, error) ?? failed;
}

/** Errors found after parsing give no position but name the object: `relation "users" already exists`. */
function namedIn(text: string, statement: Span, error: Pick<DatabaseError, "message">): Span | undefined {
  const body = text.slice(statement.start, statement.end);
  for (const [, name] of error.message.matchAll(/"([^"]+)"/g)) {
    if (name === undefined) continue;
    const word = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const match = new RegExp(`(?<![\\p{L}\\p{N}_$])"?${word}"?(?![\\p{L}\\p{N}_$])`, "iu").exec(body);
    if (match !== null) {
      return { start: statement.start + match.index, end: statement.start + match.index + match[0].length };
    }
  }
  return undefined;
}
