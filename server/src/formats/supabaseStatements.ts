import { Lexer } from "../sql/lexer.ts";
import type { Span } from "../sql/span.ts";
import { split } from "../sql/split.ts";

const alone = new Set(["BEGIN", "COMMIT", "END", "ABORT"]);
const withTransaction = new Set(["START", "PREPARE"]);

/** Whether a statement of the file begins or ends a transaction (not the BEGIN of a function's body). */
export function controlsTransactions(text: string, span: Span): boolean {
  if (!/\b(?:begin|start|prepare|commit|end|abort|rollback)\b/i.test(text)) return false;
  return split(text, span).pieces.some((piece) => {
    const [first = "", second = "", third] = words(text, piece.span);
    if (first === "ROLLBACK")
      return !(second === "TO" || (/^(WORK|TRANSACTION)$/.test(second) && third === "TO"));
    return alone.has(first) || (withTransaction.has(first) && second === "TRANSACTION");
  });
}

function words(text: string, span: Span): readonly string[] {
  const lexer = new Lexer(text, span.start, span.end);
  const found: string[] = [];
  while (found.length < 3 && lexer.next()) found.push(text.slice(lexer.start, lexer.end).toUpperCase());
  return found;
}

/** The statements as Supabase stores them: the comments before each with it, without the semicolon. */
export function statementsOf(text: string): readonly string[] {
  const { pieces } = split(text);
  return pieces
    .filter(({ kind }) => kind === "statement")
    .map(({ extent, span }) => text.slice(extent.start, span.end).trim());
}
