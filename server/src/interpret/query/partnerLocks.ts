import type { RelationId } from "../../catalog/ids.ts";
import { isTable, type ForeignKeyConstraint, type Table } from "../../catalog/relations.ts";
import { descendantsOf, lockReferenced } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";

/** The referenced tables of foreign keys whose columns are written: each new value is looked up, FOR KEY SHARE. */
export function lockLookedUp(execution: Execution, table: Table, writes: (column: number) => boolean): void {
  for (const constraint of table.constraints)
    if (constraint.kind === "foreign-key" && constraint.enforced && constraint.columns.every(writes))
      lockReferenced(execution, constraint, "ROW SHARE");
}

/** As above for UPDATE: one changed column of the key is enough. */
export function lockLookedUpOnUpdate(execution: Execution, table: Table, changed: readonly number[]): void {
  for (const constraint of table.constraints)
    if (
      constraint.kind === "foreign-key" &&
      constraint.enforced &&
      constraint.columns.some((column) => changed.includes(column))
    )
      lockReferenced(execution, constraint, "ROW SHARE");
}

/** The tables that refer to rows which go or change their key: looked at, or changed along. */
export function lockReferencing(
  execution: Execution,
  table: Table,
  change: { readonly kind: "delete" } | { readonly kind: "update"; readonly columns: readonly number[] },
  seen: ReadonlySet<RelationId> = new Set(),
): void {
  for (const { table: id, constraint: constraintId } of table.referencedBy) {
    const referencing = execution.edit.get("relation", id);
    if (!isTable(referencing)) continue;
    const constraint = referencing.constraints.find((one) => one.id === constraintId);
    if (constraint?.kind !== "foreign-key" || !constraint.enforced || !isTouched(constraint, change))
      continue;
    follow(execution, referencing, constraint, change.kind, seen);
  }
}

function isTouched(
  { referencedColumns }: ForeignKeyConstraint,
  change: { readonly kind: "delete" } | { readonly kind: "update"; readonly columns: readonly number[] },
): boolean {
  return change.kind === "delete" || referencedColumns.some((column) => change.columns.includes(column));
}

function follow(
  execution: Execution,
  referencing: Table,
  constraint: ForeignKeyConstraint,
  kind: "delete" | "update",
  seen: ReadonlySet<RelationId>,
): void {
  const action = kind === "delete" ? constraint.onDelete : constraint.onUpdate;
  const isLook = action === "no-action" || action === "restrict";
  const mode = isLook ? "ROW SHARE" : "ROW EXCLUSIVE";
  execution.lock(referencing, mode);
  if (referencing.kind === "partitioned-table")
    for (const partition of descendantsOf(execution, referencing)) execution.lock(partition, mode);
  if (isLook || seen.has(referencing.id)) return;
  const next = new Set([...seen, referencing.id]);
  if (action === "cascade" && kind === "delete")
    lockReferencing(execution, referencing, { kind: "delete" }, next);
  else lockReferencing(execution, referencing, { kind: "update", columns: constraint.columns }, next);
}
