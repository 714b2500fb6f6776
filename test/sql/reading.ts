import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readStatements, StatementCache, type Statements } from "../../server/src/sql/parse.ts";
import { split } from "../../server/src/sql/split.ts";
import type { Statement } from "../../server/src/sql/statement.ts";

export const grammar = await loadGrammar();

/** All statements of a text, through a cache of its own. */
export function read(text: string): Statements {
  return readStatements(text, { start: 0, end: text.length }, grammar, new StatementCache());
}

/** The one statement of a text. */
export function readOne(text: string): Statement {
  const [first, second] = read(text).statements;
  if (first === undefined || second !== undefined) throw new Error(`expected one statement: ${text}`);
  return first.statement;
}

/** The texts of the pieces of a split, with psql commands and data marked. */
export function pieces(text: string): readonly string[] {
  return split(text).pieces.map(({ kind, span }) => {
    const own = text.slice(span.start, span.end);
    return kind === "statement" ? own : `${kind}:${own}`;
  });
}
