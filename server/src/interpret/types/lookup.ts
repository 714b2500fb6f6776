import type { Node, TypeName } from "@pgsql/types";
import { builtinType } from "../../catalog/builtins/types.ts";
import { nameKey, rowTypeId, type TypeId } from "../../catalog/ids.ts";
import { isIndex } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { firstInPath, isUnmodelled, requireRelation, requireSchema } from "../names/lookup.ts";
import { integerOf, stringsOf } from "../nodes.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";
import { assumeType } from "../openWorld/types.ts";
import { creationSchema, systemSchema, temporarySchema } from "../names/searchPath.ts";

/** A built-in type by its pg_catalog name, without modifiers. */
export function builtin(name: string): TypeRef {
  return { id: `type:${systemSchema}.${name}`, modifiers: [], array: false };
}

/** The type that a parsed type name means; 42704 where there is none. SERIAL is no type; see `serialType`. */
export function typeOf(execution: Execution, typeName: TypeName): TypeRef {
  const names = stringsOf(typeName.names);
  if (typeName.pct_type === true) return typeOfColumn(execution, names);
  const { id, isArray } = resolve(execution, names);
  const modifiers = modifiersOf(typeName.typmods);
  const array = isArray || (typeName.arrayBounds ?? []).length > 0;
  return { id, modifiers, array, ...(fieldsOf(id, modifiers) ?? {}) };
}

/** What `serial` and its kin stand for: the integer type, or undefined for any other type name. */
export function serialType(typeName: TypeName | undefined): "int2" | "int4" | "int8" | undefined {
  const names = stringsOf(typeName?.names);
  if (typeName?.pct_type === true || names.length !== 1) return undefined;
  return serials[names[0] ?? ""];
}

const serials: Readonly<Record<string, "int2" | "int4" | "int8" | undefined>> = {
  smallserial: "int2",
  serial2: "int2",
  serial: "int4",
  serial4: "int4",
  bigserial: "int8",
  serial8: "int8",
};

/** The id of a type by name parts, or undefined. `isArray` for `_int4` and the like. */
export function findType(
  execution: Execution,
  names: readonly string[],
): { readonly id: TypeId; readonly isArray: boolean } | undefined {
  const name = names.at(-1) ?? "";
  const schema = names.at(-2);
  const find = (inSchema: string): { id: TypeId; isArray: boolean } | undefined =>
    typeIn(execution, inSchema, name);
  return schema === undefined ? firstInPath(execution, find) : find(schema);
}

function typeIn(
  execution: Execution,
  schema: string,
  name: string,
): { id: TypeId; isArray: boolean } | undefined {
  if (schema === systemSchema) {
    if (builtinType(name, execution.server) !== undefined)
      return { id: `type:${systemSchema}.${name}`, isArray: false };
    if (name.startsWith("_") && builtinType(name.slice(1), execution.server) !== undefined)
      return { id: `type:${systemSchema}.${name.slice(1)}`, isArray: true };
    return undefined;
  }
  const id = execution.edit.get("typeName", nameKey({ schema, name }));
  if (id !== undefined) return { id, isArray: false };
  // Every relation with rows has a row type of the same name.
  const relation = execution.edit.get("relationName", nameKey({ schema, name }));
  if (relation !== undefined && hasRowType(execution, relation))
    return { id: rowTypeId(relation), isArray: false };
  if (!name.startsWith("_")) return undefined;
  const element = execution.edit.get("typeName", nameKey({ schema, name: name.slice(1) }));
  return element === undefined ? undefined : { id: element, isArray: true };
}

function hasRowType(execution: Execution, id: `relation:${string}`): boolean {
  const kind = execution.edit.get("relation", id)?.kind;
  return kind !== "index" && kind !== "partitioned-index" && kind !== "sequence";
}

function resolve(execution: Execution, names: readonly string[]): { id: TypeId; isArray: boolean } {
  const found = findType(execution, names);
  if (found !== undefined) return found;
  const assumed = assumeTypeNamed(execution, names);
  if (assumed !== undefined) return { id: assumed, isArray: false };
  const schema = names.at(-2);
  if (schema !== undefined && schema !== systemSchema) requireSchema(execution, schema);
  return execution.fail("42704", `type "${names.join(".")}" does not exist`);
}

/** In an open world, a type of which only the name is known; none of those that come with the server. */
export function assumeTypeNamed(execution: Execution, names: readonly string[]): TypeId | undefined {
  const schema = names.at(-2) ?? creationSchema(execution);
  if (schema === undefined || isUnmodelled(schema) || schema === temporarySchema) return undefined;
  return assumeType(execution, { schema, name: names.at(-1) ?? "" });
}

/** `table.column%TYPE`. */
function typeOfColumn(execution: Execution, names: readonly string[]): TypeRef {
  const [column = "", table = "", schema] = [...names].reverse();
  const range = { relname: table, ...(schema === undefined ? {} : { schemaname: schema }) };
  const relation = requireRelation(execution, range);
  const found =
    relation.kind === "sequence" || isIndex(relation)
      ? undefined
      : columnOrAssumed(execution, relation, column);
  return found?.type ?? execution.fail("42703", `column "${column}" of relation "${table}" does not exist`);
}

function modifiersOf(nodes: readonly Node[] | undefined): number[] {
  return (nodes ?? []).flatMap((node) => integerOf(node) ?? []);
}

/** INTERVAL's first modifier is the mask of its fields; 0x7FFF stands for all of them. */
function fieldsOf(
  id: TypeId,
  modifiers: number[],
): { fields?: number; modifiers: readonly number[] } | undefined {
  if (id !== `type:${systemSchema}.interval` || modifiers.length === 0) return undefined;
  const [mask = allFields, ...precision] = modifiers;
  return mask === allFields ? { modifiers: precision } : { fields: mask, modifiers: precision };
}

const allFields = 0x7fff;
