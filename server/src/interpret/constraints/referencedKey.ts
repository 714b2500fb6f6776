import type { Constraint as ConstraintNode } from "@pgsql/types";
import { isAssumed, type RelationId } from "../../catalog/ids.ts";
import { isIndex, type Index, type KeyConstraint, type Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { shareEquality } from "./equality.ts";

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
  const key =
    named.length === 0 ? primaryKey(execution, referenced) : namedKey(execution, referenced, named, node);
  refusePeriod(execution, node, named.length > 0, isTemporal(execution, key.index));
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

/** Only WITHOUT OVERLAPS keeps a key's values apart by gist. */
function isTemporal(execution: Execution, id: RelationId | undefined): boolean {
  const index = id === undefined ? undefined : execution.edit.get("relation", id);
  return index !== undefined && isIndex(index) && index.method === "gist";
}

/** PERIOD stands on both sides, and for a key WITHOUT OVERLAPS alone (ATAddForeignKeyConstraint, 18). */
function refusePeriod(
  execution: Execution,
  { fk_with_period: own = false, pk_with_period: written = false }: ConstraintNode,
  isNamed: boolean,
  isKeyTemporal: boolean,
): void {
  const other = isNamed ? written : isKeyTemporal;
  if (own && !other)
    execution.fail("42830", "foreign key uses PERIOD on the referencing table but not the referenced table");
  if (other && !own)
    execution.fail("42830", "foreign key uses PERIOD on the referenced table but not the referencing table");
  if (isKeyTemporal && !own)
    execution.fail(
      "42830",
      "foreign key must use PERIOD when referencing a primary key using WITHOUT OVERLAPS",
    );
}

function namedKey(
  execution: Execution,
  referenced: Table,
  names: readonly string[],
  { fk_with_period: isPeriod = false, pk_with_period: isOther = false }: ConstraintNode,
): ReferencedKey {
  const referencedColumns = names.map(
    (name) =>
      referenced.columns.find((column) => column.name === name)?.number ??
      execution.fail("42703", `column "${name}" referenced in foreign key constraint does not exist`),
  );
  const index = referenced.indexes
    .map((id) => relationById(execution, id))
    .filter(isIndex)
    .find(
      (candidate) =>
        isKeyOver(candidate, referencedColumns) &&
        (!(isPeriod && isOther) || isTemporal(execution, candidate.id)),
    );
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

/** Each referencing column must be comparable with its key column (ATAddForeignKeyConstraint). */
function refuseTypes(
  execution: Execution,
  table: Table,
  columns: readonly number[],
  referenced: Table,
  key: ReferencedKey,
  node: ConstraintNode,
): void {
  columns.forEach((number, position) => {
    const own = typeIn(table, number);
    const other = typeIn(referenced, key.referencedColumns[position] ?? 0);
    if (own === undefined || other === undefined || shareEquality(execution, own, other)) return;
    const name = node.conname ?? `${table.name}_${stringsOf(node.fk_attrs).join("_")}_fkey`;
    execution.fail("42804", `foreign key constraint "${name}" cannot be implemented`);
  });
}

function typeIn(table: Table, number: number): TypeRef | undefined {
  return table.columns.find((column) => column.number === number)?.type;
}
