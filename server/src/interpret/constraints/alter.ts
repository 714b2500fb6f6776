import { isAssumedConstraint } from "../../catalog/ids.ts";
import type { ATAlterConstraint } from "@pgsql/types";
import type {
  CheckConstraint,
  Constraint,
  ForeignKeyConstraint,
  NotNullConstraint,
  Table,
} from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { updateTable } from "../objects/objects.ts";
import { requireColumn } from "../names/lookup.ts";
import { notNullOf, requireConstraint } from "./find.ts";
import { loosen, makeNotNull, plainNotNull } from "./notNull.ts";
import { checkRows } from "./checkRows.ts";
import { copyOf, lockReferenced } from "./partners.ts";

/** ALTER CONSTRAINT: deferrability; from 18 on also enforcement of foreign keys and NO INHERIT of not-null. */
export function alterConstraint(
  alteration: Alteration,
  table: Table,
  change: ATAlterConstraint,
  recurse = true,
): void {
  const { execution } = alteration;
  if (!recurse && table.kind === "partitioned-table" && execution.server.isSince(18))
    execution.fail("42P16", "constraint must be altered in child tables too");
  const constraint = requireConstraint(execution, table, change.conname ?? "");
  refuse(alteration, table, constraint, change);
  if (constraint.kind === "foreign-key") alterForeignKey(alteration, table, constraint, change);
  else if (constraint.kind === "not-null") alterInheritance(alteration, table, constraint, change);
  else if (constraint.kind === "check") alterCheck(alteration, table, constraint, change);
  else enter(alteration, table, constraint, change);
}

/** From 19 on, as documented: ENFORCED reads all rows; children have the constraint from their parent. */
function alterCheck(
  alteration: Alteration,
  table: Table,
  constraint: CheckConstraint,
  change: ATAlterConstraint,
): void {
  const enforces = change.alterEnforceability === true && change.is_enforced === true && !constraint.enforced;
  if (enforces) alteration.scan(table);
  enter(alteration, table, constraint, change);
  for (const child of alteration.children(table)) {
    const own = child.constraints.find((one) => one.kind === "check" && one.name === constraint.name);
    if (own?.kind === "check") alterCheck(alteration, child, own, change);
  }
}

/** [NO] INHERIT goes to the children: they get the constraint, or keep theirs as their own. */
function alterInheritance(
  alteration: Alteration,
  table: Table,
  constraint: NotNullConstraint,
  change: ATAlterConstraint,
): void {
  const noInherit = change.noinherit === true;
  if (change.alterInheritability !== true || noInherit === constraint.noInherit) return;
  if (constraint.inherited > 0)
    alteration.execution.fail(
      "55000",
      `cannot alter inherited constraint "${constraint.name}" on relation "${table.name}"`,
    );
  enter(alteration, table, constraint, change);
  const name = table.columns.find(({ number }) => number === constraint.column)?.name ?? "";
  for (const child of alteration.children(table)) {
    const column = requireColumn(alteration.execution, child, name);
    const own = notNullOf(child, column.number);
    if (noInherit) loosen(alteration.execution, child, column);
    else if (own === undefined)
      makeNotNull(alteration, child, column, { ...plainNotNull, name: constraint.name, inherited: true });
    else addParent(alteration, child, own);
  }
}

/** A child's own constraint has one parent more. */
function addParent({ execution }: Alteration, child: Table, own: NotNullConstraint): void {
  if (own.noInherit)
    execution.fail(
      "0A000",
      `cannot change NO INHERIT status of NOT NULL constraint "${own.name}" on relation "${child.name}"`,
    );
  updateTable(execution.edit, child.id, (now) => ({
    ...now,
    constraints: now.constraints.map((one) =>
      one.id === own.id ? { ...one, inherited: one.inherited + 1 } : one,
    ),
  }));
}

/** On the table and on the partitions that have the key from it. */
function alterForeignKey(
  alteration: Alteration,
  table: Table,
  constraint: ForeignKeyConstraint,
  change: ATAlterConstraint,
): void {
  const { execution } = alteration;
  const enforced = change.is_enforced === true;
  const isOther = enforced !== constraint.enforced || isAssumedConstraint(constraint.id);
  const switches = change.alterEnforceability === true && isOther;
  if (switches) {
    lockReferenced(execution, constraint, enforced ? "SHARE ROW EXCLUSIVE" : "ACCESS EXCLUSIVE");
    if (enforced) checkRows(alteration, table, constraint);
    if (enforced && isAssumedConstraint(constraint.id))
      execution.recorder.breaks("old-code-writes-old-values", table, constraint.name);
  }
  enter(alteration, table, constraint, change);
  const isSame =
    !switches &&
    constraint.deferrable === (change.deferrable === true) &&
    constraint.initiallyDeferred === (change.initdeferred === true);
  if (table.kind !== "partitioned-table" || isSame) return;
  for (const child of alteration.children(table)) {
    const own = copyOf(table, constraint, child);
    if (own !== undefined) alterForeignKey(alteration, child, own, change);
  }
}

function enter(
  alteration: Alteration,
  table: Table,
  constraint: Constraint,
  change: ATAlterConstraint,
): void {
  updateTable(alteration.execution.edit, table.id, (now) => ({
    ...now,
    constraints: now.constraints.map((one) =>
      one.id === constraint.id ? { ...one, ...changed(change) } : one,
    ),
  }));
}

function refuse(
  { execution }: Alteration,
  table: Table,
  constraint: Constraint,
  change: ATAlterConstraint,
): void {
  const of = `"${constraint.name}" of relation "${table.name}"`;
  if (change.alterDeferrability === true && constraint.kind !== "foreign-key")
    execution.fail("42809", `constraint ${of} is not a foreign key constraint`);
  const canSwitch =
    constraint.kind === "foreign-key" || (constraint.kind === "check" && execution.server.isSince(19));
  if (change.alterEnforceability === true && !canSwitch)
    execution.fail("42809", `cannot alter enforceability of constraint ${of}`);
  if (change.alterInheritability === true && constraint.kind !== "not-null")
    execution.fail("42809", `constraint ${of} is not a not-null constraint`);
  // Before 18 the error had no code of its own.
  if (constraint.kind === "foreign-key" && constraint.inherited > 0 && !constraint.local)
    execution.fail(
      execution.server.isSince(18) ? "55000" : "XX000",
      `cannot alter constraint "${constraint.name}" on relation "${table.name}"`,
    );
}

function changed(
  change: ATAlterConstraint,
): Partial<Pick<Constraint, "deferrable" | "initiallyDeferred" | "enforced" | "valid" | "noInherit">> {
  return {
    ...(change.alterDeferrability === true
      ? { deferrable: change.deferrable === true, initiallyDeferred: change.initdeferred === true }
      : {}),
    ...(change.alterEnforceability === true
      ? { enforced: change.is_enforced === true, valid: change.is_enforced === true }
      : {}),
    ...(change.alterInheritability === true ? { noInherit: change.noinherit === true } : {}),
  };
}
