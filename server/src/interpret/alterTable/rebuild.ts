import {
  isIndex,
  isTable,
  type Column,
  type Constraint,
  type ForeignKeyConstraint,
  type Index,
  type Table,
} from "../../catalog/relations.ts";
import { isReusable, sameOperators } from "../indexes/reuse.ts";
import { shareEquality } from "../constraints/equality.ts";
import { lockForActions, lockReferenced } from "../constraints/partners.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import type { Alteration } from "./alteration.ts";

/**
 * What hangs on a column whose type or expression changes is dropped and made anew (ATPostAlterTypeCleanup): its
 * indexes and foreign keys under ACCESS EXCLUSIVE, its CHECKs read all rows again. `column` is the new one.
 */
export function rememberDependents(alteration: Alteration, table: Table, column: Column): void {
  const changed = new Map([[column.number, column]]);
  for (const index of indexesOn(alteration.execution, table, column))
    rebuildIndex(alteration, table, index, changed);
  for (const constraint of table.constraints)
    if (involves(constraint, column.number)) rebuildConstraint(alteration, table, constraint, column);
  for (const { table: id, constraint } of table.referencedBy)
    rebuildReference(alteration, table, id, constraint, column);
}

function indexesOn(execution: Execution, table: Table, column: Column): readonly Index[] {
  return table.indexes.flatMap((id) => {
    const index = execution.edit.get("relation", id);
    return isIndex(index) && uses(index, column.number) ? [index] : [];
  });
}

function uses(index: Index, number: number): boolean {
  return (
    index.including.includes(number) ||
    index.predicate?.columns.includes(number) === true ||
    index.columns.some(({ on }) => (typeof on === "number" ? on === number : on.columns.includes(number)))
  );
}

/** An index keeps its storage where columns, operator classes and collations stay the same (CheckIndexCompatible). */
function rebuildIndex(
  alteration: Alteration,
  table: Table,
  index: Index,
  changed: ReadonlyMap<number, Column>,
): void {
  const { execution } = alteration;
  execution.lock(index, "ACCESS EXCLUSIVE");
  if (index.parent !== undefined) alteration.of(table.id).remade.add(index.id);
  if (index.kind === "partitioned-index") return;
  // The part of a partitioned index goes with it and is built anew from the parent's definition.
  if (index.parent !== undefined) {
    alteration.of(table.id).rebuilt.add(index.id);
    return;
  }
  if (isReusable(execution, table, index, changed)) return;
  alteration.of(table.id).rebuilt.add(index.id);
}

function involves(constraint: Constraint, number: number): boolean {
  if (constraint.kind === "check") return constraint.expression.columns.includes(number);
  return constraint.kind === "foreign-key" && constraint.columns.includes(number);
}

function rebuildConstraint(
  alteration: Alteration,
  table: Table,
  constraint: Constraint,
  column: Column,
): void {
  if (constraint.kind === "check") {
    if (constraint.valid && constraint.enforced) alteration.scan(table, constraint.expression);
    return;
  }
  if (constraint.kind !== "foreign-key") return;
  const referenced = alteration.execution.edit.get("relation", constraint.references);
  if (!isTable(referenced)) return;
  lockReferenced(alteration.execution, constraint, "SHARE ROW EXCLUSIVE");
  lockForActions(alteration.execution, constraint);
  recheck(alteration, table, table, constraint, column);
}

/** A foreign key of another table (or of this one) that references the column. */
function rebuildReference(
  alteration: Alteration,
  table: Table,
  id: Table["id"],
  constraintId: Constraint["id"],
  column: Column,
): void {
  const { execution } = alteration;
  const referencing = execution.edit.get("relation", id);
  if (!isTable(referencing)) return;
  const constraint = referencing.constraints.find((each) => each.id === constraintId);
  if (constraint?.kind !== "foreign-key" || !constraint.referencedColumns.includes(column.number)) return;
  execution.lock(referencing, "ACCESS EXCLUSIVE");
  recheck(alteration, table, referencing, constraint, column);
}

/** The two sides must still have an equality operator in common. */
function refuseTypes(
  { execution }: Alteration,
  altered: Table,
  referencing: Table,
  constraint: ForeignKeyConstraint,
  column: Column,
): void {
  const referenced = execution.edit.get("relation", constraint.references);
  if (!isTable(referenced)) return;
  const typeIn = (table: Table, number: number | undefined): TypeRef | undefined =>
    table.id === altered.id && number === column.number
      ? column.type
      : table.columns.find((each) => each.number === number)?.type;
  constraint.columns.forEach((number, position) => {
    const own = typeIn(referencing, number);
    const other = typeIn(referenced, constraint.referencedColumns[position]);
    if (own !== undefined && other !== undefined && !shareEquality(execution, own, other))
      execution.fail("42804", `foreign key constraint "${constraint.name}" cannot be implemented`);
  });
}

/** The rows are looked up again after a rewrite, and where another equality operator serves now. */
function recheck(
  alteration: Alteration,
  altered: Table,
  referencing: Table,
  constraint: ForeignKeyConstraint,
  column: Column,
): void {
  const before = altered.columns.find(({ number }) => number === column.number);
  if (before === undefined) return;
  refuseTypes(alteration, altered, referencing, constraint, column);
  if (!constraint.valid || !constraint.enforced) return;
  const isRewritten = alteration.of(altered.id).computes;
  if (!isRewritten && sameOperators(alteration.execution, before.type, column.type)) return;
  alteration.checkForeignKey(referencing, constraint.id);
}
