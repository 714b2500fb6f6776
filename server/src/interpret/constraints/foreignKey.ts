import type { Constraint as ConstraintNode } from "@pgsql/types";
import {
  isTable,
  type ForeignKeyConstraint,
  type ReferentialAction,
  type Table,
} from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import type { Execution } from "../execution.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { newConstraintId } from "../indexes/define.ts";
import { requireRelation } from "../names/lookup.ts";
import { systemRelation } from "../systemCatalogs/systemRelations.ts";
import { stringsOf } from "../nodes.ts";
import { chooseConstraintName } from "../names/objectNames.ts";
import { updateTable } from "../objects/objects.ts";
import { attributesOf, isEnforced, isValidFromStart, refuseTakenConstraint } from "./find.ts";
import { bringDown } from "./bringDown.ts";
import { checkRows } from "./checkRows.ts";
import { descendantsOf } from "./partners.ts";
import { referencedKey } from "./referencedKey.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";

/**
 * ADD FOREIGN KEY: SHARE ROW EXCLUSIVE on the referenced table and its partitions too; the rows are looked up in
 * phase 3 (ATAddForeignKeyConstraint).
 */
export function addForeignKey(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  recurse: boolean,
): void {
  const { execution } = alteration;
  const referenced = requireReferenced(alteration, table, node);
  refuse(alteration, table, referenced, node, recurse);
  refuseActions(execution, node);
  const keys = stringsOf(node.fk_attrs);
  const columns = keys.map((key) => columnNumber(alteration, table, key));
  const { referencedColumns, index } = referencedKey(execution, table, columns, referenced, node);
  const sets = deleteSets(alteration, table, node, columns);
  const name = node.conname ?? chooseConstraintName(execution, table, keys.join("_"), "fkey");
  if (referenced.kind === "partitioned-table")
    for (const partition of descendantsOf(execution, referenced))
      execution.lock(partition, "SHARE ROW EXCLUSIVE");
  const constraint: Omit<ForeignKeyConstraint, "id" | "columns"> = {
    ...attributesOf(node),
    kind: "foreign-key",
    name,
    valid: isValidFromStart(alteration, node),
    enforced: isEnforced(node),
    noInherit: table.kind !== "partitioned-table",
    local: true,
    inherited: 0,
    references: referenced.id,
    referencedColumns,
    index,
    ...(node.fk_matchtype === "f" ? { matchFull: true } : {}),
    onUpdate: actionOf(node.fk_upd_action),
    onDelete: actionOf(node.fk_del_action),
    ...(sets.length === 0 ? {} : { deleteSets: sets }),
  };
  enter(alteration, table, keys, constraint, node);
}

function requireReferenced(alteration: Alteration, table: Table, node: ConstraintNode): Table {
  const { execution } = alteration;
  const range = node.pktable ?? {};
  const system = systemRelation(execution, range);
  if (system?.kind === "catalog")
    execution.fail("42501", `permission denied: "${range.relname ?? ""}" is a system catalog`);
  const referenced = requireRelation(execution, range, ["table", "partitioned-table"]);
  execution.lock(referenced, "SHARE ROW EXCLUSIVE");
  if (!isTable(referenced) || referenced.kind === "foreign-table")
    return execution.fail("42809", `referenced relation "${referenced.name}" is not a table`);
  return referenced.id === table.id ? alteration.table(table.id) : referenced;
}

function refuse(
  { execution, creating }: Alteration,
  table: Table,
  referenced: Table,
  node: ConstraintNode,
  recurse: boolean,
): void {
  if (node.conname !== undefined) refuseTakenConstraint(execution, table, node.conname);
  refusePersistence({ execution }, table, referenced);
  if (table.kind !== "partitioned-table") return;
  const relations = `partitioned table "${table.name}" referencing relation "${referenced.name}"`;
  if (!recurse) execution.fail("42809", `cannot use ONLY for foreign key on ${relations}`);
  if (
    node.skip_validation === true &&
    node.initially_valid !== true &&
    !creating &&
    !execution.server.isSince(18)
  )
    execution.fail("42809", `cannot add NOT VALID foreign key on ${relations}`);
}

/** A key that holds for a period follows no change of the referenced row (18). */
function refuseActions(execution: Execution, node: ConstraintNode): void {
  if (node.fk_with_period !== true) return;
  for (const [event, action] of [
    ["UPDATE", node.fk_upd_action],
    ["DELETE", node.fk_del_action],
  ] as const)
    if (actionOf(action) !== "no-action")
      execution.fail("0A000", `unsupported ON ${event} action for foreign key constraint using PERIOD`);
}

function refusePersistence(
  { execution }: Pick<Alteration, "execution">,
  table: Table,
  referenced: Table,
): void {
  if (table.persistence === "permanent" && referenced.persistence !== "permanent")
    execution.fail("42P16", "constraints on permanent tables may reference only permanent tables");
  if (table.persistence === "unlogged" && referenced.persistence === "temporary")
    execution.fail("42P16", "constraints on unlogged tables may reference only permanent or unlogged tables");
  if (table.persistence === "temporary" && referenced.persistence !== "temporary")
    execution.fail("42P16", "constraints on temporary tables may reference only temporary tables");
}

function columnNumber({ execution }: Alteration, table: Table, name: string): number {
  const column = columnOrAssumed(execution, table, name);
  if (systemColumns.some((system) => system === name))
    execution.fail("0A000", "system columns cannot be used in foreign keys");
  if (column?.generated?.kind === "virtual")
    execution.fail("0A000", "foreign key constraints on virtual generated columns are not supported");
  return (
    column?.number ??
    execution.fail("42703", `column "${name}" referenced in foreign key constraint does not exist`)
  );
}

/** ON DELETE SET NULL (columns), which must be some of the key's own (validateFkOnDeleteSetColumns). */
function deleteSets(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  columns: readonly number[],
): readonly number[] {
  return stringsOf(node.fk_del_set_cols).map((name) => {
    const number = columnNumber(alteration, table, name);
    if (columns.includes(number)) return number;
    return alteration.execution.fail(
      "42P10",
      `column "${name}" referenced in ON DELETE SET action must be part of foreign key`,
    );
  });
}

/** Enters the constraint on the table and, where it is partitioned, on each of its partitions. */
function enter(
  alteration: Alteration,
  table: Table,
  keys: readonly string[],
  shape: Omit<ForeignKeyConstraint, "id" | "columns">,
  node: ConstraintNode,
): void {
  const { execution } = alteration;
  const constraint: ForeignKeyConstraint = {
    ...shape,
    id: newConstraintId(execution, table, shape.name),
    columns: keys.map((key) => columnNumber(alteration, table, key)),
  };
  updateTable(execution.edit, table.id, (now) => ({ ...now, constraints: [...now.constraints, constraint] }));
  updateTable(execution.edit, shape.references, (now) => ({
    ...now,
    referencedBy: [...now.referencedBy, { table: table.id, constraint: constraint.id }],
  }));
  const checks = constraint.valid && node.skip_validation !== true;
  if (checks) checkRows(alteration, table, constraint);
  if (table.kind !== "partitioned-table") return;
  for (const child of alteration.children(table)) bringDown(alteration, table, child, constraint, checks);
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  a: "no-action",
  r: "restrict",
  c: "cascade",
  n: "set-null",
  d: "set-default",
};

function actionOf(letter: string | undefined): ReferentialAction {
  return actions[letter ?? "a"] ?? "no-action";
}
