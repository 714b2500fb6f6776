import type { Node } from "@pgsql/types";
import { isTable, isView, type Column, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { lockDefaults } from "../query/defaults.ts";
import type { Reading } from "../query/reading.ts";
import { refuseLiteral } from "../types/literals.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";

/** The numbers of the columns that SET assigns; 42703 for one that is missing. */
export function assignedColumns(
  execution: Execution,
  relation: Relation & { readonly columns: readonly Column[] },
  targets: readonly Node[] | undefined,
): readonly number[] {
  return (targets ?? []).flatMap((node) => {
    if (!("ResTarget" in node)) return [];
    const name = node.ResTarget.name ?? "";
    const column = columnOrAssumed(execution, relation, name);
    return (
      column?.number ??
      execution.fail("42703", `column "${name}" of relation "${relation.name}" does not exist`)
    );
  });
}

/**
 * What SET gives a column: fails for a literal that is no value of its type and for a column that takes none. DEFAULT
 * may draw from a sequence.
 */
export function readAssigned(reading: Reading, relation: Relation, node: Node): void {
  const { execution } = reading;
  if (!("ResTarget" in node) || (!isTable(relation) && !isView(relation))) return;
  const { name, indirection, val } = node.ResTarget;
  const column = relation.columns.find((one) => one.name === name);
  if (isTable(relation)) refuseKept(execution, column, val);
  if (column !== undefined && val !== undefined && "SetToDefault" in val) lockDefaults(reading, column);
  if (indirection === undefined) refuseLiteral(execution, column?.type, val);
}

/** Generated columns and identities GENERATED ALWAYS take nothing but DEFAULT (rewriteTargetListIU). */
function refuseKept(execution: Execution, column: Column | undefined, value: Node | undefined): void {
  // A row on the right may hold DEFAULTs of its own.
  if (column === undefined || value === undefined || "SetToDefault" in value || "MultiAssignRef" in value)
    return;
  if (column.identity?.always === true || column.generated !== undefined)
    execution.fail("428C9", `column "${column.name}" can only be updated to DEFAULT`);
}
