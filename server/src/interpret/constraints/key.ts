import type { Constraint as ConstraintNode } from "@pgsql/types";
import { isAssumedType } from "../../catalog/ids.ts";
import { builtinType } from "../../catalog/builtins/types.ts";
import {
  columnNamed,
  type Column,
  type KeyConstraint,
  type NotNullConstraint,
  type Table,
} from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { builtinName } from "../types/typeRefs.ts";
import { takesOverAll } from "../indexes/attachToParent.ts";
import { defineIndex } from "../indexes/define.ts";
import { definitionOfKey } from "../indexes/definition.ts";
import { requireOperatorClass } from "../indexes/operatorClass.ts";
import { requirePartitionColumns } from "../indexes/partitionColumns.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { isRelationName } from "../names/relationNames.ts";
import { notNullOf, refuseTakenConstraint } from "./find.ts";
import { makeNotNull, plainNotNull } from "./notNull.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";

const words = {
  "primary-key": "primary key",
  unique: "unique",
  exclusion: "exclusion",
} as const satisfies Record<KeyConstraint["kind"], string>;

/** ADD PRIMARY KEY, UNIQUE or EXCLUDE: an index of its own, and NOT NULL for a primary key's columns. */
export function addKey(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  kind: KeyConstraint["kind"],
  recurse: boolean,
): void {
  const { execution } = alteration;
  refuse(alteration, table, node, kind);
  if (kind === "primary-key") makeColumnsNotNull(alteration, table, stringsOf(node.keys), recurse);
  const index = defineIndex(execution, alteration.table(table.id), definitionOfKey(node, kind), {
    recurse,
    // Before 18 a partition is only locked for the build.
    childMode: "SHARE",
    isBuiltLater: (owner) => alteration.creating || alteration.of(owner.id).rewrite,
  });
  if (alteration.creating || takesOverAll(execution, index)) return;
  if (kind === "exclusion" || node.without_overlaps === true)
    execution.failIfViolated(
      "23P01",
      `could not create exclusion constraint on "${table.name}": some keys conflict`,
    );
  else
    execution.failIfViolated(
      "23505",
      `could not create unique index on "${table.name}": some keys are not unique`,
    );
}

function refuse(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  kind: KeyConstraint["kind"],
): void {
  const { execution } = alteration;
  const hasPrimaryKey = table.constraints.some((constraint) => constraint.kind === "primary-key");
  if (alteration.creating && kind === "primary-key" && hasPrimaryKey) refuseSecond(alteration, table);
  if (kind === "exclusion" && table.kind === "partitioned-table" && !execution.server.isSince(17))
    execution.fail("0A000", "exclusion constraints are not supported on partitioned tables");
  refuseColumns(alteration, table, node, kind);
  if (kind === "primary-key" && hasPrimaryKey) refuseSecond(alteration, table);
  if (kind === "exclusion") requirePartitionColumns(execution, table, equalColumns(node));
  // The index itself fails where its name is taken, and before the constraint (index_create).
  const { conname } = node;
  if (conname !== undefined && !isRelationName(execution, table.schema, conname))
    refuseTakenConstraint(execution, table, conname);
}

function refuseColumns(
  { execution }: Alteration,
  table: Table,
  node: ConstraintNode,
  kind: KeyConstraint["kind"],
): void {
  const keys = stringsOf(node.keys);
  if (node.without_overlaps === true && keys.length < 2)
    execution.fail("42601", "constraint using WITHOUT OVERLAPS needs at least two columns");
  keys.forEach((key, position) => {
    const column =
      columnOrAssumed(execution, table, key) ??
      execution.fail("42703", `column "${key}" named in key does not exist`);
    requireOperatorClass(execution, column.type, definitionOfKey(node, kind).method);
    if (keys.indexOf(key) !== position)
      execution.fail("42701", `column "${key}" appears twice in ${words[kind]} constraint`);
    if (node.without_overlaps === true && position === keys.length - 1) requireRange(execution, column);
  });
}

/** The last column WITHOUT OVERLAPS says for when (transformIndexConstraint, 18). */
function requireRange(execution: Execution, { name, type }: Column): void {
  const base = baseType(execution, type);
  if (isAssumedType(base.id)) return;
  const own = execution.edit.get("type", base.id)?.kind;
  const kind = own ?? builtinType(builtinName(base) ?? "", execution.server)?.kind;
  if (kind !== "range" && kind !== "multirange")
    execution.fail("42804", `column "${name}" in WITHOUT OVERLAPS is not a range or multirange type`);
}

function refuseSecond({ execution }: Alteration, { name }: Table): never {
  return execution.fail("42P16", `multiple primary keys for table "${name}" are not allowed`);
}

/** Only columns that the constraint compares for equality tell the partition. */
function equalColumns({ exclusions }: ConstraintNode): readonly string[] {
  return (exclusions ?? []).flatMap((pair) => {
    const [element, operator] = "List" in pair ? (pair.List.items ?? []) : [];
    const isEqual = stringsOf(itemsOf(operator)).at(-1) === "=";
    if (!isEqual || element === undefined || !("IndexElem" in element)) return [];
    return element.IndexElem.name ?? [];
  });
}

function makeColumnsNotNull(
  alteration: Alteration,
  table: Table,
  keys: readonly string[],
  recurse: boolean,
): void {
  for (const key of keys) {
    const now = alteration.table(table.id);
    const column = columnNamed(now, key);
    if (column === undefined) continue;
    const existing = notNullOf(now, column.number);
    if (existing !== undefined) refuseUnfit(alteration, existing);
    const hasChildren = now.children.length > 0;
    const isAlter = !alteration.creating && hasChildren && alteration.execution.server.isSince(18);
    if (existing !== undefined && (isAlter || (!alteration.creating && !hasChildren))) continue;
    if (isAlter && !recurse)
      for (const child of alteration.children(now)) requireNotNull(alteration, child, key);
    // From 18 on the constraint goes to the children even with ONLY (ATPrepAddPrimaryKey).
    makeNotNull(alteration, now, column, { ...plainNotNull, recurse: recurse || isAlter });
  }
}

function refuseUnfit({ execution }: Alteration, { name, noInherit, valid }: NotNullConstraint): void {
  if (noInherit || !valid) execution.fail("55000", `cannot create primary key over the constraint "${name}"`);
}

function requireNotNull(alteration: Alteration, child: Table, key: string): void {
  const column = columnNamed(child, key);
  const existing = column === undefined ? undefined : notNullOf(child, column.number);
  if (existing === undefined)
    return alteration.execution.fail(
      "XX000",
      `column "${key}" of table "${child.name}" is not marked NOT NULL`,
    );
  refuseUnfit(alteration, existing);
}
