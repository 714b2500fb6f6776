import {
  columnNamed,
  type CheckConstraint,
  type Column,
  type NotNullConstraint,
  type Table,
} from "../../catalog/relations.ts";
import { constraintNamed, isThere, notNullOf } from "../constraints/find.ts";
import type { Execution } from "../execution.ts";
import { updateTable } from "../objects/objects.ts";
import { sameNode } from "../sameNode.ts";
import { maySameType } from "../types/typeRefs.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";
import { isOpen } from "../openWorld/world.ts";

/** Makes an existing table the child of another: columns and constraints must be there (CreateInheritance). */
export function adoptParent(execution: Execution, table: Table, parent: Table): void {
  const matched = parent.columns.map((column) => matchColumn(execution, table, parent, column));
  const constraints = matchConstraints(execution, table, parent);
  // A partition has nothing of its own of what its parent has (MergeAttributesIntoExisting).
  const adopted = <T extends { readonly inherited: number; readonly local: boolean }>(part: T): T => ({
    ...part,
    inherited: part.inherited + 1,
    local: part.local && parent.kind !== "partitioned-table",
  });
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    parents: [...now.parents, parent.id],
    columns: now.columns.map((column) => (matched.includes(column.name) ? adopted(column) : column)),
    constraints: now.constraints.map((each) => (constraints.has(each.id) ? adopted(each) : each)),
  }));
  updateTable(execution.edit, parent.id, (now) => ({ ...now, children: [...now.children, table.id] }));
}

/** Ends it: what was only inherited becomes the table's own (RemoveInheritance). */
export function leaveParent(execution: Execution, table: Table, parent: Table): void {
  const freed = <T extends { readonly inherited: number; readonly local: boolean }>(part: T): T =>
    part.inherited === 0
      ? part
      : { ...part, inherited: part.inherited - 1, local: part.inherited === 1 || part.local };
  const names = new Set(parent.columns.map(({ name }) => name));
  const constraintNames = new Set(parent.constraints.map(({ name }) => name));
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    parents: now.parents.filter((id) => id !== parent.id),
    columns: now.columns.map((column) => (names.has(column.name) ? freed(column) : column)),
    constraints: now.constraints.map((each) =>
      constraintNames.has(each.name) || each.kind === "not-null" ? freed(each) : each,
    ),
  }));
  updateTable(execution.edit, parent.id, (now) => ({
    ...now,
    children: now.children.filter((id) => id !== table.id),
  }));
}

function matchColumn(execution: Execution, table: Table, parent: Table, wanted: Column): string {
  const own =
    columnOrAssumed(execution, table, wanted.name) ??
    execution.fail("42804", `child table is missing column "${wanted.name}"`);
  if (!maySameType(own.type, wanted.type))
    execution.fail("42804", `child table "${table.name}" has different type for column "${wanted.name}"`);
  if ((own.collation ?? "default") !== (wanted.collation ?? "default"))
    execution.fail(
      "42P21",
      `child table "${table.name}" has different collation for column "${wanted.name}"`,
    );
  refuseGenerated(execution, own, wanted);
  const mark = notNullOf(parent, wanted.number);
  const staysAbove = mark?.noInherit === true && execution.server.isSince(18);
  const needsMark = wanted.notNull && !staysAbove;
  if (needsMark && !own.notNull && !isOpen(execution, table))
    execution.fail("42804", `column "${wanted.name}" in child table "${table.name}" must be marked NOT NULL`);
  return own.name;
}

/** A column is computed in the child where it is in the parent, in the same way, and from 16 on only there. */
function refuseGenerated(execution: Execution, own: Column, wanted: Column): void {
  const mode = wanted.generated?.kind;
  if (mode === own.generated?.kind) return;
  if (mode === undefined && !execution.server.isSince(16)) return;
  execution.fail(
    "42804",
    `column "${own.name}" in child table must ${mode === undefined ? "not " : ""}be a generated column`,
  );
}

/** The child's constraints that stand for the parent's, by id. */
function matchConstraints(execution: Execution, table: Table, parent: Table): ReadonlySet<string> {
  const found = new Set<string>();
  for (const wanted of parent.constraints) {
    if (wanted.noInherit) continue;
    if (wanted.kind === "check" && isOpen(execution, table)) continue;
    if (wanted.kind === "check") found.add(matchCheck(execution, table, wanted).id);
    const mark = wanted.kind === "not-null" ? matchNotNull(execution, table, parent, wanted) : undefined;
    if (mark !== undefined) found.add(mark.id);
  }
  return found;
}

function matchCheck(execution: Execution, table: Table, wanted: CheckConstraint): CheckConstraint {
  const own = constraintNamed(execution, table, wanted.name);
  if (own?.kind !== "check")
    return execution.fail("42804", `child table is missing constraint "${wanted.name}"`);
  if (!sameNode(own.expression.node, wanted.expression.node))
    execution.fail(
      "42804",
      `child table "${table.name}" has different definition for check constraint "${wanted.name}"`,
    );
  refuseWeaker(execution, table, own, wanted);
  return own;
}

/** The child's constraint must say as much as that of the parent (MergeConstraintsIntoExisting). */
function refuseWeaker(
  execution: Execution,
  table: Table,
  own: CheckConstraint | NotNullConstraint,
  wanted: CheckConstraint | NotNullConstraint,
): void {
  const isUnproven = wanted.valid && own.enforced && !own.valid;
  const conflict = own.noInherit
    ? "non-inherited"
    : isUnproven
      ? "NOT VALID"
      : wanted.enforced && !own.enforced
        ? "NOT ENFORCED"
        : undefined;
  if (conflict !== undefined && isThere(execution, own))
    execution.fail(
      "42P17",
      `constraint "${own.name}" conflicts with ${conflict} constraint on child table "${table.name}"`,
    );
}

function matchNotNull(
  execution: Execution,
  table: Table,
  parent: Table,
  wanted: NotNullConstraint,
): NotNullConstraint | undefined {
  const name = parent.columns.find(({ number }) => number === wanted.column)?.name;
  const column = columnNamed(table, name ?? "");
  const own = column === undefined ? undefined : notNullOf(table, column.number);
  if (own !== undefined) refuseWeaker(execution, table, own, wanted);
  return own;
}
