import { constraintNamed } from "./find.ts";
import type { ForeignKeyConstraint, Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { newConstraintId } from "../indexes/define.ts";
import { chooseConstraintName } from "../names/objectNames.ts";
import { updateTable } from "../objects/objects.ts";
import { sameColumn } from "../inheritance/sameColumn.ts";
import { checkRows } from "./checkRows.ts";
import { lockForActions } from "./partners.ts";

/**
 * Brings a foreign key of a partitioned table down to a partition: a key of its own that says the same is taken over,
 * else a new one is made and, where `checks`, all rows are looked up, in the partitions below too
 * (addFkRecurseReferencing).
 */
export function bringDown(
  alteration: Alteration,
  parent: Table,
  table: Table,
  wanted: ForeignKeyConstraint,
  checks: boolean,
): void {
  const columns = wanted.columns.map((number) => sameColumn(parent, number, table));
  const own = alteration
    .table(table.id)
    .constraints.find(
      (each): each is ForeignKeyConstraint =>
        each.kind === "foreign-key" && isSame(alteration, each, wanted, columns),
    );
  if (own === undefined) {
    const made = add(alteration, table, wanted, columns);
    if (checks) checkRows(alteration, table, made);
    for (const child of alteration.children(table)) bringDown(alteration, table, child, made, checks);
  } else takeOver(alteration, table, own, wanted);
}

/** The key's own triggers on the referenced table go: those of the parent serve now. */
function takeOver(
  alteration: Alteration,
  table: Table,
  own: ForeignKeyConstraint,
  wanted: ForeignKeyConstraint,
): void {
  const { execution } = alteration;
  if (own.enforced !== wanted.enforced)
    execution.fail(
      "42P17",
      `constraint "${wanted.name}" enforceability conflicts with constraint "${own.name}" on relation "${table.name}"`,
    );
  lockForActions(execution, own);
  const needsCheck = wanted.valid && !own.valid;
  if (needsCheck) checkRows(alteration, table, own);
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    constraints: now.constraints.map((each) =>
      each.id === own.id ? { ...each, valid: each.valid || needsCheck, local: false, inherited: 1 } : each,
    ),
  }));
}

function isSame(
  { execution }: Alteration,
  one: ForeignKeyConstraint,
  wanted: ForeignKeyConstraint,
  columns: readonly number[],
): boolean {
  return (
    one.references === wanted.references &&
    one.inherited === 0 &&
    // From 18 on one that is not valid is validated on the way.
    (one.valid || execution.server.isSince(18)) &&
    one.matchFull === wanted.matchFull &&
    one.onDelete === wanted.onDelete &&
    one.onUpdate === wanted.onUpdate &&
    one.deferrable === wanted.deferrable &&
    one.initiallyDeferred === wanted.initiallyDeferred &&
    one.columns.join() === columns.join() &&
    one.referencedColumns.join() === wanted.referencedColumns.join()
  );
}

/** The same columns by the numbers that they have in the partition. */
function setBelow({ columns: above, deleteSets = [] }: ForeignKeyConstraint, columns: readonly number[]) {
  return deleteSets.flatMap((number) => columns[above.indexOf(number)] ?? []);
}

function add(
  alteration: Alteration,
  table: Table,
  wanted: ForeignKeyConstraint,
  columns: readonly number[],
): ForeignKeyConstraint {
  const { execution } = alteration;
  const isTaken = constraintNamed(execution, table, wanted.name) !== undefined;
  const keys = columns.map((number) => table.columns.find((each) => each.number === number)?.name ?? "");
  const name = isTaken ? chooseConstraintName(execution, table, keys.join("_"), "fkey") : wanted.name;
  const constraint: ForeignKeyConstraint = {
    ...wanted,
    noInherit: false,
    id: newConstraintId(execution, table, name),
    name,
    columns,
    ...(wanted.deleteSets === undefined ? {} : { deleteSets: setBelow(wanted, columns) }),
    local: false,
    inherited: 1,
  };
  updateTable(execution.edit, table.id, (now) => ({ ...now, constraints: [...now.constraints, constraint] }));
  updateTable(execution.edit, wanted.references, (now) => ({
    ...now,
    referencedBy: [...now.referencedBy, { table: table.id, constraint: constraint.id }],
  }));
  return constraint;
}
