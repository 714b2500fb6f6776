import type { Constraint as ConstraintNode } from "@pgsql/types";
import { isAssumed, type RelationId } from "../../catalog/ids.ts";
import { isIndex, type Index, type KeyConstraint, type Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../domains.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../lookup.ts";
import { stringsOf } from "../nodes.ts";

/** The referenced side of a foreign key. */
export interface ReferencedKey {
  readonly referencedColumns: readonly number[];
  /** The unique index that stands for the key. */
  readonly index: RelationId | undefined;
}

/** Finds the key that a foreign key refers to; fails as transformFkeyCheckAttrs does. */
export function referencedKey(
  execution: Execution,
  table: Table,
  columns: readonly number[],
  referenced: Table,
  node: ConstraintNode,
): ReferencedKey {
  // Of a table that no migration creates, nothing is known but that the foreign key must have its key there.
  if (isAssumed(referenced.id)) return { referencedColumns: [], index: undefined };
  const named = stringsOf(node.pk_attrs);
  const key = named.length === 0 ? primaryKey(execution, referenced) : namedKey(execution, referenced, named);
  if (columns.length !== key.referencedColumns.length)
    execution.fail("42830", "number of referencing and referenced columns for foreign key disagree");
  refuseTypes(execution, table, columns, referenced, key, node);
  return key;
}

function primaryKey(execution: Execution, referenced: Table): ReferencedKey {
  const key = referenced.constraints.find(
    (constraint): constraint is KeyConstraint => constraint.kind === "primary-key",
  );
  if (key === undefined)
    return execution.fail("42704", `there is no primary key for referenced table "${referenced.name}"`);
  if (key.deferrable)
    execution.fail("55000", `cannot use a deferrable primary key for referenced table "${referenced.name}"`);
  return { referencedColumns: key.columns, index: key.index };
}

function namedKey(execution: Execution, referenced: Table, names: readonly string[]): ReferencedKey {
  const referencedColumns = names.map(
    (name) =>
      referenced.columns.find((column) => column.name === name)?.number ??
      execution.fail("42703", `column "${name}" referenced in foreign key constraint does not exist`),
  );
  const index = referenced.indexes
    .map((id) => relationById(execution, id))
    .filter(isIndex)
    .find((candidate) => isKeyOver(candidate, referencedColumns));
  if (index === undefined)
    return execution.fail(
      "42830",
      `there is no unique constraint matching given keys for referenced table "${referenced.name}"`,
    );
  const constraint = referenced.constraints.find((one) => one.id === index.constraint);
  if (constraint?.deferrable === true)
    execution.fail(
      "55000",
      `cannot use a deferrable unique constraint for referenced table "${referenced.name}"`,
    );
  return { referencedColumns, index: index.id };
}

/** A valid unique index without predicate over just these columns, in any order. */
function isKeyOver(index: Index, columns: readonly number[]): boolean {
  return (
    index.unique &&
    index.valid &&
    index.predicate === undefined &&
    index.columns.length === columns.length &&
    index.columns.every(({ on }) => typeof on === "number" && columns.includes(on))
  );
}

/**
 * Types that share no equality operator. Only built-in types of different families are refused here: the model does
 * not know the operators of others.
 */
function refuseTypes(
  execution: Execution,
  table: Table,
  columns: readonly number[],
  referenced: Table,
  key: ReferencedKey,
  node: ConstraintNode,
): void {
  columns.forEach((number, position) => {
    const own = familyOf(table, number);
    const other = familyOf(referenced, key.referencedColumns[position] ?? 0);
    if (own === undefined || other === undefined || own === other) return;
    const name = node.conname ?? `${table.name}_${stringsOf(node.fk_attrs).join("_")}_fkey`;
    execution.fail("42804", `foreign key constraint "${name}" cannot be implemented`);
  });
}

const families: Readonly<Record<string, string | undefined>> = {
  int2: "number",
  int4: "number",
  int8: "number",
  numeric: "number",
  float4: "number",
  float8: "number",
  text: "text",
  varchar: "text",
  bpchar: "text",
  uuid: "uuid",
  bool: "bool",
  date: "date",
  timestamp: "date",
  timestamptz: "date",
  bytea: "bytea",
};

/** Whether two types may have an equality operator in common; true where the model cannot tell. */
export function shareEquality(execution: Execution, one: TypeRef, other: TypeRef): boolean {
  const families = [one, other].map((type) => familyOfType(baseType(execution, type)));
  return families.includes(undefined) || families[0] === families[1];
}

function familyOf(table: Table, number: number): string | undefined {
  const type = table.columns.find((column) => column.number === number)?.type;
  return type === undefined ? undefined : familyOfType(type);
}

function familyOfType(type: TypeRef): string | undefined {
  return type.array ? undefined : families[type.id.replace("type:pg_catalog.", "")];
}
