import type { RelationId } from "../../catalog/ids.ts";
import { isTable, type ForeignKeyConstraint, type Relation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import type { LockMode } from "../locks.ts";

/** All partitions and inheritance children of a table, each once; locks are the caller's (find_all_inheritors). */
export function descendantsOf(execution: Execution, table: Relation): readonly Table[] {
  const found = new Map<RelationId, Table>();
  const visit = (parent: Relation): void => {
    if (!isTable(parent)) return;
    for (const id of parent.children) {
      const child = execution.edit.get("relation", id);
      if (!isTable(child) || found.has(id)) continue;
      found.set(id, child);
      visit(child);
    }
  };
  visit(table);
  return [...found.values()];
}

/** Locks the table that a foreign key references, and the partitions of that table. */
export function lockReferenced(execution: Execution, constraint: ForeignKeyConstraint, mode: LockMode): void {
  const referenced = execution.edit.get("relation", constraint.references);
  if (referenced === undefined) return;
  execution.lock(referenced, mode);
  if (referenced.kind === "partitioned-table")
    for (const partition of descendantsOf(execution, referenced)) execution.lock(partition, mode);
}

/**
 * The triggers of an enforced foreign key go on the referenced side, under ACCESS EXCLUSIVE on each table that has one.
 * 14 makes none on partitioned tables, only on the partitions that hold rows (addFkRecurseReferenced).
 */
export function lockForActions(execution: Execution, constraint: ForeignKeyConstraint): void {
  const referenced = execution.edit.get("relation", constraint.references);
  if (!constraint.enforced || referenced === undefined) return;
  const partitions = referenced.kind === "partitioned-table" ? descendantsOf(execution, referenced) : [];
  for (const table of [referenced, ...partitions])
    if (table.kind !== "partitioned-table" || execution.server.isSince(15))
      execution.lock(table, "ACCESS EXCLUSIVE");
}

/**
 * The foreign keys that refer to a table: a partition is referred to by those of the tables above it too, each of
 * which has a part of its own for it (CloneFkReferenced).
 */
export function referencesTo(execution: Execution, table: Table): Table["referencedBy"] {
  if (table.bound === undefined) return table.referencedBy;
  const above = table.parents.flatMap((id) => {
    const parent = execution.edit.get("relation", id);
    return isTable(parent) ? referencesTo(execution, parent) : [];
  });
  return above.length === 0 ? table.referencedBy : [...table.referencedBy, ...above];
}

/** The foreign key of a partition that came down from one of its parent; of several alike the one of the same name. */
export function copyOf(
  parent: Table,
  constraint: ForeignKeyConstraint,
  partition: Table,
): ForeignKeyConstraint | undefined {
  const columns = namesOf(parent, constraint);
  const alike = partition.constraints.filter(
    (one): one is ForeignKeyConstraint =>
      one.kind === "foreign-key" &&
      one.inherited > 0 &&
      one.references === constraint.references &&
      namesOf(partition, one) === columns &&
      one.referencedColumns.join() === constraint.referencedColumns.join() &&
      one.onDelete === constraint.onDelete &&
      one.onUpdate === constraint.onUpdate,
  );
  return alike.find(({ name }) => name === constraint.name) ?? alike[0];
}

function namesOf(table: Table, { columns }: ForeignKeyConstraint): string {
  return JSON.stringify(columns.map((number) => table.columns.find((each) => each.number === number)?.name));
}
