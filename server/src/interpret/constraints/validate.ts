import type { CheckConstraint, Constraint, ForeignKeyConstraint, Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { relationById } from "../names/lookup.ts";
import { updateTable } from "../objects/objects.ts";
import { constraintNamed, requireConstraint } from "./find.ts";
import { copyOf, lockReferenced } from "./partners.ts";

/** VALIDATE CONSTRAINT: reads the rows under SHARE UPDATE EXCLUSIVE; nothing where it is valid already. */
export function validateConstraint(
  alteration: Alteration,
  table: Table,
  name: string,
  recurse: boolean,
): void {
  const { execution } = alteration;
  const constraint = requireConstraint(execution, table, name);
  const kinds: readonly Constraint["kind"][] = execution.server.isSince(18)
    ? ["check", "foreign-key", "not-null"]
    : ["check", "foreign-key"];
  if (!kinds.includes(constraint.kind)) refuseKind(alteration, table, name);
  if (!constraint.enforced)
    execution.fail(
      execution.server.isSince(18) ? "55000" : "42809",
      `cannot validate NOT ENFORCED constraint`,
    );
  if (constraint.valid) return;
  if (constraint.kind === "foreign-key") validateForeignKey(alteration, table, constraint);
  else if (constraint.kind === "check") validateCheck(alteration, table, constraint, recurse);
  else validateNotNull(alteration, table, constraint.name, recurse);
}

function refuseKind({ execution }: Alteration, table: Table, name: string): never {
  const message = execution.server.isSince(18)
    ? `cannot validate constraint "${name}" of relation "${table.name}"`
    : `constraint "${name}" of relation "${table.name}" is not a foreign key or check constraint`;
  return execution.fail("42809", message);
}

function validateForeignKey(alteration: Alteration, table: Table, constraint: ForeignKeyConstraint): void {
  const { execution } = alteration;
  if (table.kind === "partitioned-table") {
    for (const id of table.children) {
      const child = alteration.table(id);
      const own = copyOf(table, constraint, child);
      if (own === undefined || own.valid) continue;
      execution.lock(child, alteration.mode);
      validateForeignKey(alteration, child, own);
    }
  } else {
    alteration.checkForeignKey(table, constraint.id);
    execution.failIfViolated(
      "23503",
      `insert or update on table "${table.name}" violates foreign key constraint "${constraint.name}"`,
    );
    // Phase 3 opens the referenced table for the check; its partitions come with the query.
    lockReferenced(execution, constraint, "ACCESS SHARE");
    execution.lock(relationById(execution, constraint.references), "ROW SHARE");
  }
  markValid(alteration, table, constraint.name);
}

function validateCheck(
  alteration: Alteration,
  table: Table,
  constraint: CheckConstraint,
  recurse: boolean,
): void {
  const { execution } = alteration;
  if (!constraint.noInherit) {
    if (!recurse && table.children.length > 0)
      execution.fail("42P16", "constraint must be validated on child tables too");
    for (const child of alteration.descendants(table)) {
      const own = constraintNamed(execution, child, constraint.name);
      if (own?.kind === "check" && !own.valid) scanForCheck(alteration, child, own);
    }
  }
  scanForCheck(alteration, table, constraint);
}

function scanForCheck(alteration: Alteration, table: Table, constraint: CheckConstraint): void {
  const { execution } = alteration;
  alteration.scan(table, constraint.expression);
  if (table.kind === "table")
    execution.failIfViolated(
      "23514",
      `check constraint "${constraint.name}" of relation "${table.name}" is violated by some row`,
    );
  markValid(alteration, table, constraint.name);
}

function validateNotNull(alteration: Alteration, table: Table, name: string, recurse: boolean): void {
  const { execution } = alteration;
  const constraint = constraintNamed(execution, table, name);
  if (constraint?.kind !== "not-null") return;
  if (!constraint.noInherit && recurse)
    for (const child of alteration.descendants(table)) {
      const columnName = table.columns.find(({ number }) => number === constraint.column)?.name;
      const column = child.columns.find((one) => one.name === columnName);
      const own = child.constraints.find((one) => one.kind === "not-null" && one.column === column?.number);
      if (own !== undefined && !own.valid) validateNotNull(alteration, child, own.name, false);
    }
  alteration.scan(table);
  const column = table.columns.find(({ number }) => number === constraint.column)?.name ?? "";
  if (table.kind === "table")
    execution.failIfViolated("23502", `column "${column}" of relation "${table.name}" contains null values`);
  markValid(alteration, table, name);
}

function markValid({ execution }: Alteration, table: Table, name: string): void {
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    constraints: now.constraints.map((one) => (one.name === name ? { ...one, valid: true } : one)),
  }));
}
