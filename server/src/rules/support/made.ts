import { isAssumed } from "../../catalog/ids.ts";
import { isIndex, type Constraint, type Index, type Relation, type Table } from "../../catalog/relations.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";

/** A table as a statement leaves it, and as it found it where it was there before. */
export interface ChangedTable {
  readonly was: Table | undefined;
  readonly now: Table;
}

/** The tables that a statement makes or changes, of those that hold rows of their own and are known from their making. */
export function changedTables({ outcome, before }: TimelineEntry): readonly ChangedTable[] {
  return changedRelations(outcome.changes).flatMap((now) => {
    if ((now.kind !== "table" && now.kind !== "partitioned-table") || now.persistence === "temporary")
      return [];
    const was = before.get("relation", now.id);
    return [{ was: was?.kind === now.kind ? was : undefined, now }];
  });
}

/** The constraints that a statement gives a table itself. */
export function newConstraints({ was, now }: ChangedTable): readonly Constraint[] {
  const known = new Set(was?.constraints.map(({ id }) => id));
  return now.constraints.filter(({ id, local, inherited }) => local && inherited === 0 && !known.has(id));
}

/** The indexes that a statement makes. */
export function newIndexes({ outcome, before }: TimelineEntry): readonly Index[] {
  return changedRelations(outcome.changes).filter(
    (relation): relation is Index => isIndex(relation) && before.get("relation", relation.id) === undefined,
  );
}

function changedRelations(changes: TimelineEntry["outcome"]["changes"]): readonly Relation[] {
  return changes.flatMap((change) =>
    change.collection === "relation" && change.value !== undefined && isKnown(change.value)
      ? [change.value]
      : [],
  );
}

/** What is assumed to exist may have more parts than the model knows. */
function isKnown({ id, open, older }: Relation): boolean {
  return !isAssumed(id) && open !== true && older !== "certainly";
}

/** The names of columns, by their numbers. */
export function columnNames(
  { columns }: Pick<Table, "columns">,
  numbers: readonly number[],
): readonly string[] {
  return numbers.map((number) => columns.find((column) => column.number === number)?.name ?? "?");
}
