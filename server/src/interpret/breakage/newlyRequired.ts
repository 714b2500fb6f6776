import { columnNamed, isTable, type Column, type Table } from "../../catalog/relations.ts";
import { isBuiltin } from "../types/typeRefs.ts";
import { columnBefore, type Broken, type Difference } from "./difference.ts";
import { isGone } from "./goneNames.ts";
import { mustBeWritten, refusesNull } from "./nullability.ts";

/** INSERT without a column that must be given now, and writing NULL where it is refused now, fail with 23502 or 23514. */
export function newlyRequired({ before, execution, old, now }: Difference): readonly Broken[] {
  if (!isTable(old) || !isTable(now) || isGone(old, now)) return [];
  const sameConstraints = old.constraints === now.constraints;
  return now.columns.flatMap((column, at) => {
    const known = columnBefore(old.columns, column, at);
    if (sameConstraints && known === column && isBuiltin(column.type)) return [];
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

/** Nobody writes to a generated column. */
function couldBeNull(known: Column, now: Table): boolean {
  return known.generated === undefined && columnNamed(now, known.name) !== undefined;
}
