import type { Constraint as ConstraintNode, Node } from "@pgsql/types";
import type { CheckConstraint, Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { conditionOver, expressionOver } from "../expressions/columns.ts";
import { newConstraintId } from "../indexes/define.ts";
import { chooseConstraintName } from "../names/objectNames.ts";
import { updateTable } from "../objects/objects.ts";
import { requirePlainExpression } from "../expressions/plainExpression.ts";
import { sameNode } from "../sameNode.ts";
import { attributesOf, constraintNamed, isEnforced, isValidFromStart } from "./find.ts";

/** ADD CHECK, on a table and on those that inherit from it (ATAddCheckConstraint). */
export function addCheck(alteration: Alteration, table: Table, node: ConstraintNode, recurse: boolean): void {
  const { execution } = alteration;
  const expression = node.raw_expr ?? execution.giveUp("a CHECK without an expression");
  refuseUnusable(alteration, table, node, expression);
  const { columns } = conditionOver(execution, expression, table, "CHECK");
  const only = columns.length === 1 ? table.columns.find(({ number }) => number === columns[0]) : undefined;
  const name = node.conname ?? chooseConstraintName(execution, table, only?.name, "check");
  addNamed(alteration, table, { ...node, conname: name }, expression, { recurse, inherited: false });
}

function refuseUnusable(alteration: Alteration, table: Table, node: ConstraintNode, expression: Node): void {
  const { execution } = alteration;
  requirePlainExpression(execution, expression, "check constraint");
  if (node.is_no_inherit === true && table.kind === "partitioned-table")
    execution.fail("42P16", `cannot add NO INHERIT constraint to partitioned table "${table.name}"`);
}

interface How {
  readonly recurse: boolean;
  readonly inherited: boolean;
}

function addNamed(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  expression: Node,
  how: How,
): void {
  const { execution } = alteration;
  const existing = constraintNamed(execution, table, node.conname ?? "");
  if (existing !== undefined) {
    // The children have got it already.
    merge(alteration, table, existing, expression, node, how);
    return;
  }
  enter(alteration, table, node, expression, how.inherited);
  if (node.is_no_inherit === true || table.children.length === 0) return;
  if (!how.recurse) execution.fail("42P16", "constraint must be added to child tables too");
  for (const child of alteration.children(table))
    addNamed(alteration, child, node, expression, { ...how, inherited: true });
}

function enter(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  expression: Node,
  inherited: boolean,
): void {
  const { execution } = alteration;
  const name = node.conname ?? "";
  const constraint: CheckConstraint = {
    kind: "check",
    id: newConstraintId(execution, table, name),
    name,
    valid: isValidFromStart(alteration, node),
    enforced: isEnforced(node),
    local: !inherited,
    inherited: inherited ? 1 : 0,
    expression: expressionOver(execution, expression, table),
    ...attributesOf(node),
  };
  updateTable(execution.edit, table.id, (now) => ({ ...now, constraints: [...now.constraints, constraint] }));
  if (!constraint.valid || node.skip_validation === true) return;
  alteration.scan(table, constraint.expression);
  if (!alteration.creating && table.kind === "table")
    execution.failIfViolated(
      "23514",
      `check constraint "${name}" of relation "${table.name}" is violated by some row`,
    );
}

/**
 * The same CHECK on a child becomes an inherited one, and one that a table only inherits its own too; another of the
 * same name is refused (MergeWithExistingConstraint, heap.c).
 */
function merge(
  alteration: Alteration,
  table: Table,
  existing: Table["constraints"][number],
  expression: Node,
  node: ConstraintNode,
  how: How,
): void {
  const { execution } = alteration;
  const same = existing.kind === "check" && sameNode(existing.expression.node, expression);
  const isMerged =
    how.inherited ||
    (!existing.local && existing.inherited > 0 && (table.bound === undefined || alteration.creating));
  if (!isMerged || !same)
    execution.fail("42710", `constraint "${existing.name}" for relation "${table.name}" already exists`);
  const conflict = conflictWith(existing, node, how);
  if (conflict !== undefined)
    execution.fail(
      "42P17",
      `constraint "${existing.name}" conflicts with ${conflict} constraint on relation "${table.name}"`,
    );
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    constraints: now.constraints.map((constraint) =>
      constraint.id !== existing.id
        ? constraint
        : table.bound !== undefined
          ? { ...constraint, inherited: 1, local: false }
          : how.inherited
            ? { ...constraint, inherited: constraint.inherited + 1 }
            : { ...constraint, local: true },
    ),
  }));
}

function conflictWith(
  existing: Table["constraints"][number],
  node: ConstraintNode,
  { inherited }: How,
): string | undefined {
  if (existing.noInherit) return "non-inherited";
  if (existing.inherited > 0 && node.is_no_inherit === true) return "inherited";
  if (inherited && isEnforced(node) && !existing.enforced) return "NOT ENFORCED";
  return node.initially_valid === true && existing.enforced && !existing.valid ? "NOT VALID" : undefined;
}
