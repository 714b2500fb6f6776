import { displayName } from "../../catalog/ids.ts";
import { isTable, type Constraint, type ForeignKeyConstraint, type Table } from "../../catalog/relations.ts";
import { copyOf, lockForActions } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";
import { tableNow } from "./dropTarget.ts";
import { forgetConstraint } from "../openWorld/constraints.ts";

/**
 * Takes a constraint out. That of a foreign key takes its triggers on the referenced table along, under ACCESS
 * EXCLUSIVE there. The index of a key is an object of its own.
 */
export function removeConstraint(
  execution: Execution,
  table: Table,
  constraint: Constraint,
  implied: boolean,
): void {
  execution.lock(table, "ACCESS EXCLUSIVE");
  execution.recorder.destroys(
    {
      code: "constraint",
      name: `${displayName(table)}.${constraint.name}`,
      implied,
      loses: "definition",
    },
    table,
  );
  forgetConstraint(execution, table, constraint.name);
  const now = tableNow(execution, table);
  if (now === undefined || !now.constraints.some(({ id }) => id === constraint.id)) return;
  updateTable(execution.edit, table.id, (current) => ({
    ...current,
    columns: constraint.kind === "not-null" ? nullable(current, constraint.column) : current.columns,
    constraints: current.constraints.filter(({ id }) => id !== constraint.id),
  }));
  if (constraint.kind !== "foreign-key") return;
  lockForActions(execution, constraint);
  const referenced = execution.edit.get("relation", constraint.references);
  if (isTable(referenced))
    replaceRelation(execution.edit, {
      ...referenced,
      referencedBy: referenced.referencedBy.filter((one) => one.constraint !== constraint.id),
    });
  removeFromPartitions(execution, now, constraint);
}

function nullable(table: Table, column: number): Table["columns"] {
  return table.columns.map((one) => (one.number === column ? { ...one, notNull: false } : one));
}

/** The foreign keys of partitions that came from this one go with it. */
function removeFromPartitions(execution: Execution, table: Table, constraint: ForeignKeyConstraint): void {
  if (table.kind !== "partitioned-table") return;
  for (const id of table.children) {
    const child = execution.edit.get("relation", id);
    if (!isTable(child)) continue;
    const own = copyOf(table, constraint, child);
    if (own !== undefined) removeConstraint(execution, child, own, true);
  }
}
