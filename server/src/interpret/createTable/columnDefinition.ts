import { attributesOf } from "../../catalog/withAttributes.ts";
import { otherStorage } from "../types/storage.ts";
import type { ColumnDef, Constraint, Node } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import type { RelationId } from "../../catalog/ids.ts";
import type { Column, Persistence, Sequence } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { requireCollatable } from "../types/collations.ts";
import { checkDefault, isNoDefault } from "../expressions/defaults.ts";
import type { Execution } from "../execution.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { inlineConstraints } from "./inlineConstraints.ts";
import { refuseMemberOfItself } from "../types/memberOfItself.ts";
import { createOwnedSequence } from "../objects/sequences.ts";
import { builtin, serialType, typeOf } from "../types/lookup.ts";
import { freeExpression } from "../expressions/dependencies.ts";

/** The table that a column is being made for; it may not exist yet. */
export interface ColumnOwner {
  readonly id: RelationId;
  readonly schema: string;
  readonly name: string;
  readonly persistence: Persistence;
}

/** A column as a ColumnDef says it, taken apart as transformColumnDefinition does. */
export interface ColumnDefinition {
  /** Without NOT NULL and without its generation expression: both need the finished table. */
  readonly column: Column;
  readonly notNull: { readonly name: string | undefined; readonly noInherit: boolean } | undefined;
  readonly generated: { readonly kind: "stored" | "virtual"; readonly node: Node } | undefined;
  /** That of a serial or identity column. */
  readonly sequence: RelationId | undefined;
  /** PRIMARY KEY, UNIQUE, CHECK and REFERENCES, written as table constraints. */
  readonly constraints: readonly Constraint[];
  /** There is a DEFAULT, be it NULL, a serial or an expression: then an inline foreign key is checked. */
  readonly hasDefault: boolean;
}

/** Reads a column definition; makes the sequence of a serial or identity column. `known`: the type, where it is not written. */
export function defineColumn(
  execution: Execution,
  owner: ColumnOwner,
  definition: ColumnDef,
  number: number,
  known?: TypeRef,
): ColumnDefinition {
  const name = definition.colname ?? "";
  const serial = serialType(definition.typeName);
  if (serial !== undefined && (definition.typeName?.arrayBounds ?? []).length > 0)
    execution.fail("0A000", "array of serial is not implemented");
  const type = known ?? (serial === undefined ? columnType(execution, name, definition) : builtin(serial));
  refuseMemberOfItself(execution, owner, type);
  if (definition.collClause !== undefined) requireCollatable(execution, type);
  const inline = inlineConstraints(execution, owner, definition, serial !== undefined);
  const ids = { number, name, type };
  const sequence = ownedSequence(execution, owner, ids, serial !== undefined, inline.identity);
  const plain: Column = { ...ids, notNull: false, local: true, inherited: 0 };
  return {
    column: {
      ...plain,
      ...collationOf(definition),
      ...storageOf(execution, definition, type),
      ...defaultOf(execution, plain, inline.default, serial === undefined ? undefined : sequence),
      ...(inline.identity === undefined || sequence === undefined
        ? {}
        : { identity: { always: inline.identity.always, sequence: sequence.id } }),
    },
    notNull: inline.notNull,
    generated: inline.generated,
    sequence: sequence?.id,
    constraints: inline.constraints,
    hasDefault: inline.default !== undefined || inline.generated !== undefined || serial !== undefined,
  };
}

/** STORAGE and COMPRESSION of a column definition. */
function storageOf(
  execution: Execution,
  { storage_name: storage, compression }: ColumnDef,
  type: TypeRef,
): Pick<Column, "attributes"> {
  const plain = {
    attributes: {
      storage: otherStorage(execution, type, storage),
      compression: compression === "default" ? undefined : compression,
    },
  };
  return attributesOf(plain, ["storage", "compression"]);
}

/** 42701 for a name that every table has already (CheckAttributeNamesTypes). */
export function refuseSystemName(execution: Execution, name: string): void {
  if (systemColumns.some((system) => system === name))
    execution.fail("42701", `column name "${name}" conflicts with a system column name`);
}

function columnType(execution: Execution, name: string, definition: ColumnDef): TypeRef {
  if (definition.typeName === undefined) return execution.giveUp(`the column ${name} has no type`);
  const type = typeOf(execution, definition.typeName);
  if (definition.typeName.setof === true)
    execution.fail("42P16", `column "${name}" cannot be declared SETOF`);
  return type;
}

function ownedSequence(
  execution: Execution,
  owner: ColumnOwner,
  column: { readonly number: number; readonly name: string; readonly type: TypeRef },
  serial: boolean,
  identity: { readonly always: boolean; readonly sequenceName: string | undefined } | undefined,
): Sequence | undefined {
  if (serial) return createOwnedSequence(execution, owner, column, false);
  if (identity === undefined) return undefined;
  if (!["int2", "int4", "int8"].some((name) => builtin(name).id === column.type.id))
    execution.fail("22023", "identity column type must be smallint, integer, or bigint");
  return createOwnedSequence(execution, owner, column, true, identity.sequenceName);
}

export function collationOf(definition: ColumnDef): { collation?: string } {
  const names = definition.collClause?.collname ?? [];
  const last = names.at(-1);
  return last !== undefined && "String" in last ? { collation: last.String.sval ?? "" } : {};
}

function defaultOf(
  execution: Execution,
  column: Column,
  node: Node | undefined,
  sequence: Sequence | undefined,
): { default?: Expression } {
  if (sequence !== undefined)
    return { default: { node: nextval(sequence), columns: [], uses: [sequence.id] } };
  if (node === undefined) return {};
  checkDefault(execution, column, node);
  return isNoDefault(execution, column.type, node)
    ? {}
    : { default: freeExpression(execution, node, column.type) };
}

/** `nextval('schema.sequence'::regclass)`, as serial columns have it. */
function nextval(sequence: Sequence): Node {
  const text: Node = { A_Const: { sval: { sval: `${quoted(sequence.schema)}.${quoted(sequence.name)}` } } };
  const regclass = { names: [{ String: { sval: "regclass" } }], typemod: -1 };
  return {
    FuncCall: {
      funcname: [{ String: { sval: "nextval" } }],
      args: [{ TypeCast: { arg: text, typeName: regclass } }],
    },
  };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
