import { Catalog } from "../../server/src/catalog/catalog.ts";
import type { Effects } from "../../server/src/interpret/effects.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import type { Statement } from "../../server/src/sql/statement.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { Across } from "../../server/src/timeline/across.ts";
import type { Timeline, TimelineEntry } from "../../server/src/timeline/entry.ts";
import type { TransactionMode } from "../../server/src/timeline/transaction.ts";
import type { Major } from "../support/servers.ts";
import { schema } from "./cases.ts";
import type { OracleCase } from "./cases.ts";
import { newLocks } from "../../server/src/run/observe/compareEntry.ts";

/** What the interpreter says that a case does, or why it cannot say. */
export type Prediction = { readonly statement: Statement } & (
  | { readonly analysed: true; readonly effects: Effects; readonly entry: TimelineEntry }
  | { readonly analysed: false; readonly reason: string }
);

/** A case as the bench runs it, or in another transaction mode. */
export type Predictor = (one: OracleCase, mode?: TransactionMode) => Prediction;

/** The same on several majors. */
export type Predictors = (one: OracleCase, mode?: TransactionMode) => ReadonlyMap<Major, Prediction>;

/** Gives predictions for one major. */
export async function openPredictor(major: Major): Promise<Predictor> {
  return onMajor(await openPredictors([major]), major);
}

/** What is predicted for one of the majors. */
export function onMajor(predict: Predictors, major: Major): Predictor {
  return (one, mode) => {
    const prediction = predict(one, mode).get(major);
    if (prediction === undefined) throw new Error(`${one.name}: nothing is predicted for ${major}.`);
    return prediction;
  };
}

/** Gives predictions for several majors, together: most statements do the same on all. The oracle's schema is folded once. */
export async function openPredictors(majors: readonly Major[]): Promise<Predictors> {
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  const read = (sql: string): readonly Statement[] =>
    readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements.map(
      ({ statement }) => statement,
    );
  const empty = new Map(majors.map((major) => [major, Catalog.empty]));
  const base = endOf(fold(empty, "autocommit", read(schema)));
  return (one, mode = one.blockedBy.length === 0 ? "single" : "autocommit") => {
    const start = endOf(fold(base, "autocommit", one.setup.flatMap(read)));
    const timelines = fold(start, mode, one.statements.flatMap(read));
    return new Map([...timelines].map(([major, timeline]) => [major, predictionOf(one, timeline)]));
  };
}

function fold(
  start: ReadonlyMap<Major, Catalog>,
  mode: TransactionMode,
  statements: readonly Statement[],
): ReadonlyMap<Major, Timeline> {
  const across = new Across();
  const input = { mode, statements, timeZone: "UTC", assumesMissing: false } as const;
  return new Map(
    [...start].map(([major, catalog]) => [
      major,
      foldSection(catalog, { ...input, major }, undefined, across),
    ]),
  );
}

function endOf(timelines: ReadonlyMap<Major, Timeline>): ReadonlyMap<Major, Catalog> {
  return new Map([...timelines].map(([major, { end }]) => [major, end]));
}

function predictionOf(one: OracleCase, { entries }: Timeline): Prediction {
  const entry = entries.at(-1);
  if (entry === undefined) throw new Error(`${one.name}: the case has no statement.`);
  const { statement, outcome } = entry;
  if (outcome.notAnalysed !== undefined) return { analysed: false, statement, reason: outcome.notAnalysed };
  return { analysed: true, statement, effects: { ...entry.effects, locks: newLocks(entry) }, entry };
}
