import type { AlterTableCmd } from "@pgsql/types";
import type { Constraint, Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { dropObjects } from "../drop/drop.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { updateTable } from "../objects/objects.ts";
import { constraintNamed } from "./find.ts";
import { assumeConstraint } from "../openWorld/constraints.ts";
import { isAssumedConstraint, displayName } from "../../catalog/ids.ts";
import { loseByCascade } from "../openWorld/losses.ts";

/** DROP CONSTRAINT (ATExecDropConstraint). */
export function dropConstraint(
  alteration: Alteration,
  table: Table,
  command: AlterTableCmd,
  recurse: boolean,
): void {
  const { execution } = alteration;
  const name = command.name ?? "";
  const constraint = constraintNamed(execution, table, name) ?? assumeConstraint(execution, table, name);
  if (constraint === undefined) {
    if (command.missing_ok === true) return;
    return execution.fail("42704", `constraint "${name}" of relation "${table.name}" does not exist`);
  }
  // One that is only assumed may be a key as well.
  if (isAssumedConstraint(constraint.id)) {
    execution.recorder.breaks("old-code-upserts-on-key", table, name);
    execution.assume({ kind: "key", about: name });
    if (command.behavior === "DROP_CASCADE")
      loseByCascade(execution, `whatever depends on ${displayName(table)}.${name}`, "other", "definition");
  }
  dropOne(alteration, table, constraint, {
    recurse,
    cascade: command.behavior === "DROP_CASCADE",
    derived: false,
  });
}

interface How {
  readonly recurse: boolean;
  readonly cascade: boolean;
  readonly derived: boolean;
}

function dropOne(alteration: Alteration, table: Table, constraint: Constraint, how: How): void {
  const { execution } = alteration;
  if (!how.derived) refuse(alteration, table, constraint, how);
  // The referenced table is locked before anything is looked at (ATExecDropConstraint).
  if (constraint.kind === "foreign-key" && constraint.references !== table.id)
    execution.lock(relationById(execution, constraint.references), "ACCESS EXCLUSIVE");
  dropObjects(execution, [{ kind: "constraint", table, constraint }], how.cascade);
  if (constraint.kind === "check" || constraint.kind === "not-null")
    fromChildren(alteration, table, constraint, how);
}

function refuse({ execution }: Alteration, table: Table, constraint: Constraint, how: How): void {
  if (constraint.inherited > 0)
    execution.fail(
      "42P16",
      `cannot drop inherited constraint "${constraint.name}" of relation "${table.name}"`,
    );
  if (constraint.kind === "not-null") refuseKeyColumn({ execution }, table, constraint.column);
  // Keys of partitions go with those of their parent, whatever ONLY says; from 18 on partitions may keep a CHECK.
  const isRefused = constraint.kind === "check" && !execution.server.isSince(18);
  if (table.kind === "partitioned-table" && isRefused && !how.recurse && table.children.length > 0)
    execution.fail("42P16", "cannot remove constraint from only the partitioned table when partitions exist");
}

function refuseKeyColumn({ execution }: Pick<Alteration, "execution">, table: Table, column: number): void {
  const named = table.columns.find(({ number }) => number === column);
  if (table.constraints.some((one) => one.kind === "primary-key" && one.columns.includes(column)))
    execution.fail("42P16", `column "${named?.name ?? ""}" is in a primary key`);
  if (named?.identity !== undefined)
    execution.fail("55000", `column "${named.name}" of relation "${table.name}" is an identity column`);
}

/** Children lose what came from here alone, and keep as their own what they have otherwise or with ONLY. */
function fromChildren(alteration: Alteration, table: Table, constraint: Constraint, how: How): void {
  const { execution } = alteration;
  if (constraint.noInherit) return;
  for (const child of alteration.children(table)) {
    const own = matching(execution, table, child, constraint);
    if (own === undefined || own.inherited === 0) continue;
    if (how.recurse && own.inherited === 1 && !own.local)
      dropOne(alteration, child, own, { ...how, derived: true });
    else
      updateTable(execution.edit, child.id, (now) => ({
        ...now,
        constraints: now.constraints.map((one) =>
          one.id === own.id
            ? { ...one, inherited: one.inherited - 1, local: one.local || !how.recurse }
            : one,
        ),
      }));
  }
}

function matching(
  execution: Execution,
  table: Table,
  child: Table,
  constraint: Constraint,
): Constraint | undefined {
  if (constraint.kind !== "not-null") return constraintNamed(execution, child, constraint.name);
  const name = table.columns.find(({ number }) => number === constraint.column)?.name;
  const number = child.columns.find((column) => column.name === name)?.number;
  return child.constraints.find((one) => one.kind === "not-null" && one.column === number);
}
