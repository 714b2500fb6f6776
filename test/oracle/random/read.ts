import { loadGrammar } from "../../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../../server/src/sql/parse.ts";
import type { Read } from "./session.ts";

/** What reads SQL text into statements; the grammar is loaded once. */
export async function openRead(): Promise<Read> {
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  return (sql) =>
    readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements.map(
      ({ statement }) => statement,
    );
}
