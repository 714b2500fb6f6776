import type { ForeignKeyConstraint, Table } from "../../catalog/relations.ts";
import { newConstraintId } from "../indexes/define.ts";
import { relationById } from "../lookup.ts";
import { updateTable } from "../objects.ts";
import { sameColumn } from "../partitions.ts";
import type { Alteration } from "./alteration.ts";

/**
 * The parent's foreign keys come down to an attached table: a key of its own that says the same is taken over, else a
 * new one is made and all rows are looked up. The referenced table is locked in SHARE ROW EXCLUSIVE.
 */
export function attachForeignKeys(alteration: Alteration, table: Table, parent: Table): void {
  for (const wanted of parent.constraints) {
    if (wanted.kind !== "foreign-key") continue;
    alteration.execution.lock(relationById(alteration.execution, wanted.references), "SHARE ROW EXCLUSIVE");
    const columns = wanted.columns.map((number) => sameColumn(parent, number, table));
    const own = alteration
      .table(table.id)
      .constraints.find((each) => each.kind === "foreign-key" && isSame(each, wanted, columns));
    if (own === undefined) add(alteration, table, wanted, columns);
    else {
      // Its own triggers on the referenced table go: those of the parent serve now.
      alteration.execution.lock(relationById(alteration.execution, wanted.references), "ACCESS EXCLUSIVE");
      updateTable(alteration.execution.edit, table.id, (now) => ({
        ...now,
        constraints: now.constraints.map((each) =>
          each.id === own.id ? { ...each, local: false, inherited: 1 } : each,
        ),
      }));
    }
  }
}

function isSame(
  one: ForeignKeyConstraint,
  wanted: ForeignKeyConstraint,
  columns: readonly number[],
): boolean {
  return (
    one.references === wanted.references &&
    one.inherited === 0 &&
    one.valid === wanted.valid &&
    one.onDelete === wanted.onDelete &&
    one.onUpdate === wanted.onUpdate &&
    one.deferrable === wanted.deferrable &&
    one.columns.join() === columns.join() &&
    one.referencedColumns.join() === wanted.referencedColumns.join()
  );
}

function add(
  alteration: Alteration,
  table: Table,
  wanted: ForeignKeyConstraint,
  columns: readonly number[],
): void {
  const { execution } = alteration;
  const constraint: ForeignKeyConstraint = {
    ...wanted,
    id: newConstraintId(execution, table, wanted.name),
    columns,
    local: false,
    inherited: 1,
  };
  updateTable(execution.edit, table.id, (now) => ({ ...now, constraints: [...now.constraints, constraint] }));
  updateTable(execution.edit, wanted.references, (now) => ({
    ...now,
    referencedBy: [...now.referencedBy, { table: table.id, constraint: constraint.id }],
  }));
  if (wanted.valid) alteration.checkForeignKey(table, constraint.id);
}
