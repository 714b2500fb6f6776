import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";
import { spanOfClause } from "../../sql/tokens.ts";

/** Where these words stand together in a statement, in any case; undefined where they do not. */
export function phrase(statement: Statement, ...words: readonly string[]): Span | undefined {
  return spanOfClause(statement, words);
}
