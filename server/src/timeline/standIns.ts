import type { Catalog } from "../catalog/catalog.ts";
import { everyMajor } from "../catalog/serverVersion.ts";
import { noEffects } from "../interpret/effects.ts";
import type { Outcome } from "../interpret/interpret.ts";
import type { Statement } from "../sql/statement.ts";
import type { TimelineEntry } from "./entry.ts";
import type { TransactionState } from "./transaction.ts";

/** What a statement did, and in which transaction. */
export interface Former {
  readonly outcome: Outcome;
  readonly transaction: TransactionState;
}

/**
 * What each of these did, those included that only stood in for one that was being typed; not where that was found out
 * as it runs apart from the others.
 */
export function formerOutcomes(entries: readonly TimelineEntry[]): ReadonlyMap<Statement, Former> {
  const known = new Map<Statement, Former>();
  for (const { statement, outcome, transaction, ifTogether } of entries) {
    if (ifTogether !== undefined) continue;
    for (const [each, own] of outcome.parts ?? [[statement, outcome] as const])
      known.set(each, { outcome: own, transaction });
  }
  return known;
}

/**
 * The outcome of a statement that is being typed: to the catalog it does what stood in its place did, and the same locks
 * are held afterwards. It does nothing else, and nothing is said of it.
 */
export function standIn(
  { problem, instead = [] }: Statement,
  before: Catalog,
  run: (statement: Statement, catalog: Catalog) => Outcome,
): Outcome {
  const parts = new Map<Statement, Outcome>();
  let catalog = before;
  for (const statement of instead) {
    const outcome = run(statement, catalog);
    parts.set(statement, outcome);
    catalog = catalog.apply(outcome.changes);
  }
  const all = [...parts.values()];
  return {
    effects: { ...noEffects, locks: all.flatMap(({ effects }) => effects.locks) },
    changes: all.flatMap(({ changes }) => changes),
    reads: all.flatMap(({ reads }) => reads),
    notAnalysed: problem?.message ?? "it cannot be parsed",
    alike: all.reduce((alike, outcome) => alike & outcome.alike, everyMajor),
    parts,
  };
}
