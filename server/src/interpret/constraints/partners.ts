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
