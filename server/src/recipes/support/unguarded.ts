import type { Catalog } from "../../catalog/catalog.ts";
import { displayName } from "../../catalog/ids.ts";
import { isIndex, isTable, type Index, type Table } from "../../catalog/relations.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import { sameColumns } from "./sameColumns.ts";

/** The unique index of the table, by the columns of another one. */
export function uniqueLike(catalog: Catalog, table: Table, like: Index): Index | undefined {
  return uniqueOf(catalog, table).find((each) => sameColumns(each, like));
}

/** Why others must not write between two statements: what keeps duplicates out before and after is not there then. */
export function unguardedMeanwhile(statements: readonly AnalysedStatement[], at: number): string | undefined {
  const [first] = entriesOf(statements[0]);
  const [middle] = entriesOf(statements[at]);
  const [last] = entriesOf(statements.at(-1));
  if (first === undefined || middle === undefined || last === undefined) return undefined;
  for (const id of new Set(statements.slice(0, at).flatMap(changedBy))) {
    const was = first.before.get("relation", id);
    const now = middle.before.get("relation", id);
    const is = last.after.get("relation", id);
    if (!isTable(was) || !isTable(now) || !isTable(is)) continue;
    const gone = uniqueOf(first.before, was).find(
      (each) =>
        uniqueLike(middle.before, now, each) === undefined && uniqueLike(last.after, is, each) !== undefined,
    );
    if (gone !== undefined)
      return `Between the two migrations nothing would keep duplicates out of ${displayName(now)}: ${gone.name} is gone then, and what takes its place is not there yet.`;
  }
  return undefined;
}

export function uniqueOf(catalog: Catalog, { indexes }: Table): readonly Index[] {
  return indexes
    .map((id) => catalog.get("relation", id))
    .filter((each) => isIndex(each))
    .filter(({ unique }) => unique);
}

function changedBy(statement: AnalysedStatement) {
  return entriesOf(statement).flatMap(({ outcome }) =>
    outcome.changes.flatMap((change) =>
      change.collection === "relation" && isTable(change.value) ? [change.value.id] : [],
    ),
  );
}

function entriesOf(statement: AnalysedStatement | undefined) {
  return [...(statement?.entries.values() ?? [])];
}
