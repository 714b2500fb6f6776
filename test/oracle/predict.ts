import { Catalog } from "../../server/src/catalog/catalog.ts";
import type { Effects } from "../../server/src/interpret/effects.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import type { Statement } from "../../server/src/sql/statement.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import type { TransactionMode } from "../../server/src/timeline/transaction.ts";
import type { Major } from "../support/servers.ts";
import { schema } from "./cases.ts";
import type { OracleCase } from "./cases.ts";
import { newLocks } from "./replay/compareEntry.ts";

/** What the interpreter says that a case does, or why it cannot say. */
export type Prediction = { readonly statement: Statement } & (
  | { readonly analysed: true; readonly effects: Effects; readonly entry: TimelineEntry }
  | { readonly analysed: false; readonly reason: string }
);

/** A case as the bench runs it, or in another transaction mode. */
export type Predictor = (one: OracleCase, mode?: TransactionMode) => Prediction;

/** Gives predictions for one major; the oracle's schema is folded once. */
export async function openPredictor(major: Major): Promise<Predictor> {
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  const read = (sql: string) =>
    readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements.map(
      ({ statement }) => statement,
    );
  const fold = (start: Catalog, mode: TransactionMode, statements: readonly Statement[]) =>
    foldSection(start, { mode, statements, major, timeZone: "UTC", assumesMissing: false });
  const base = fold(Catalog.empty, "autocommit", read(schema)).end;
  return (one, mode = one.blockedBy.length === 0 ? "single" : "autocommit") => {
    const start = fold(base, "autocommit", one.setup.flatMap(read)).end;
    const entry = fold(start, mode, one.statements.flatMap(read)).entries.at(-1);
    if (entry === undefined) throw new Error(`${one.name}: the case has no statement.`);
    const reason = entry.outcome.notAnalysed;
    const effects = { ...entry.effects, locks: newLocks(entry) };
    const { statement } = entry;
    return reason === undefined
      ? { analysed: true, statement, effects, entry }
      : { analysed: false, statement, reason };
  };
}
