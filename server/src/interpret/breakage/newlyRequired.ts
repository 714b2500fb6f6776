import { listChanges } from "../../catalog/listChanges.ts";
import { columnNamed, isTable, type Column, type Table } from "../../catalog/relations.ts";
import { columnChanges, type Broken, type ColumnChange, type Difference } from "./difference.ts";
import { isGone } from "./goneNames.ts";
import { mustBeWritten, refusesNull } from "./nullability.ts";

/** INSERT without a column that must be given now, and writing NULL where it is refused now, fail with 23502 or 23514. */
export function newlyRequired({ before, execution, old, now }: Difference): readonly Broken[] {
  if (!isTable(old) || !isTable(now) || isGone(old, now)) return [];
  return concerned({ execution }, old, now).flatMap(({ known, column }) => {
    const broken: Broken[] = [];
    const couldBeLeftOut = known === undefined || !mustBeWritten(before, old, known);
    if (couldBeLeftOut && mustBeWritten(execution.edit, now, column))
      broken.push({ code: "old-code-inserts-without-column", part: column.name });
    if (known !== undefined && couldBeNull(known, now) && !refusesNull(before, old, known))
      if (refusesNull(execution.edit, now, column))
        broken.push({ code: "old-code-writes-null", part: column.name });
    return broken;
  });
}

/** The columns that changed, and those that a new CHECK speaks of. */
function concerned(
  difference: Pick<Difference, "execution">,
  old: Table,
  now: Table,
): readonly ColumnChange[] {
  const changes = columnChanges(difference, old.columns, now.columns);
  const { added } = listChanges(old.constraints, now.constraints);
  const numbers = new Set(added.flatMap((one) => (one.kind === "check" ? one.expression.columns : [])));
  if (numbers.size === 0) return changes;
  const changed = new Map(changes.map((change) => [change.column, change]));
  return now.columns.flatMap(
    (column) => changed.get(column) ?? (numbers.has(column.number) ? { known: column, column } : []),
  );
}

/** Nobody writes to a generated column. */
function couldBeNull(known: Column, now: Table): boolean {
  return known.generated === undefined && columnNamed(now, known.name) !== undefined;
}
