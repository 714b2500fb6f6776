import type { RelationId } from "../../catalog/ids.ts";
import {
  isTable,
  type ForeignKeyConstraint,
  type ReferentialAction,
  type Table,
} from "../../catalog/relations.ts";
import { descendantsOf, lockReferenced, referencesTo } from "../constraints/partners.ts";
import { withTriggers } from "../triggers/fire.ts";
import { replicates, updateOf, type RowChange } from "../triggers/rowChange.ts";
import { isCheckedOnUpdate } from "../triggers/pending.ts";
import type { KnownValue } from "../query/knownValues.ts";
import type { Execution } from "../execution.ts";

/** The referenced tables of foreign keys whose columns are written: each new value is looked up, FOR KEY SHARE. */
export function lockLookedUp(execution: Execution, table: Table, writes: (column: number) => boolean): void {
  for (const constraint of checkedNow(execution, table))
    if (constraint.columns.every(writes)) lockReferenced(execution, constraint, "ROW SHARE");
}

/** As above for UPDATE, for the rows it finds, in the table itself or in partitions and children of it. */
export function lockLookedUpOnUpdate(
  execution: Execution,
  table: Table,
  leaves: readonly Table[],
  change: RowChange,
): void {
  execution.ifRows(() => {
    for (const constraint of checkedNow(execution, table))
      if (isCheckedOnUpdate(execution, table, leaves, constraint, change))
        lockReferenced(execution, constraint, "ROW SHARE");
  });
}

/** The foreign keys that are checked in the statement: one that is deferred waits for the end of the transaction. */
function checkedNow(execution: Execution, table: Table): readonly ForeignKeyConstraint[] {
  if (replicates(execution)) return [];
  return table.constraints.filter(
    (constraint): constraint is ForeignKeyConstraint =>
      constraint.kind === "foreign-key" && constraint.enforced && !constraint.initiallyDeferred,
  );
}

/** SET NULL, and SET DEFAULT where there is none, leave nothing to be looked up. */
function valuesAfter(
  { columns }: Table,
  constraint: ForeignKeyConstraint,
  action: ReferentialAction,
): ReadonlyMap<number, KnownValue> {
  const isNull = (number: number): boolean =>
    action === "set-null" ||
    (action === "set-default" && columns.find((one) => one.number === number)?.default === undefined);
  return new Map(constraint.columns.filter(isNull).map((number) => [number, "null"]));
}

/**
 * The tables that refer to rows which go or change their key: looked at, or changed along. The referential action is a
 * statement of its own, which runs for each such row.
 */
export function lockReferencing(
  execution: Execution,
  table: Table,
  change: { readonly kind: "delete" } | { readonly kind: "update"; readonly columns: readonly number[] },
  seen: ReadonlySet<RelationId> = new Set(),
): void {
  if (replicates(execution)) return;
  for (const { table: id, constraint: constraintId } of referencesTo(execution, table)) {
    const referencing = execution.edit.get("relation", id);
    if (!isTable(referencing)) continue;
    const constraint = referencing.constraints.find((one) => one.id === constraintId);
    if (constraint?.kind !== "foreign-key" || !constraint.enforced || !isTouched(constraint, change))
      continue;
    execution.ifRows(() => {
      follow(execution, referencing, constraint, change.kind, seen);
    });
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
  if (action === "no-action" && constraint.initiallyDeferred) return;
  const mode = isLook ? "ROW SHARE" : "ROW EXCLUSIVE";
  execution.lock(referencing, mode);
  if (referencing.kind === "partitioned-table")
    for (const partition of descendantsOf(execution, referencing)) execution.lock(partition, mode);
  if (isLook || seen.has(referencing.id)) return;
  const next = new Set([...seen, referencing.id]);
  const isDelete = action === "cascade" && kind === "delete";
  const change = isDelete
    ? ({ kind: "delete" } as const)
    : ({ kind: "update", columns: constraint.columns } as const);
  const told: RowChange = isDelete
    ? { event: "delete", certain: false }
    : updateOf(referencing, constraint.columns, valuesAfter(referencing, constraint, action));
  const below = descendantsOf(execution, referencing).filter((table) => table.kind !== "partitioned-table");
  const leaves = below.length === 0 ? [referencing] : below;
  withTriggers(execution, referencing, leaves, told, () => {
    if (!isDelete) lockLookedUpOnUpdate(execution, referencing, leaves, told);
    lockReferencing(execution, referencing, change, next);
  });
}
