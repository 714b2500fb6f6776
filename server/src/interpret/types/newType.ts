import type { Node } from "@pgsql/types";
import type { CatalogEdit } from "../../catalog/edit.ts";
import { nameKey, relationOfRowType, type QualifiedName, type TypeId } from "../../catalog/ids.ts";
import type { Type } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { isUnmodelled, relationById, requireSchema, schemaForCreation, splitName } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { isRelationName } from "../names/relationNames.ts";
import { assumeTypeNamed, findType } from "./lookup.ts";
import { refineType } from "../openWorld/types.ts";
import { followTypeUses } from "../drop/usedObjects.ts";
import { followTypeName } from "./typeNames.ts";

/** The name and id of a type that is about to be made. */
export interface NewType extends QualifiedName {
  readonly id: TypeId;
}

/** Where a new type goes; fails with 42710 where its name is taken, also by a relation's row type. */
export function typeCreation(execution: Execution, names: readonly Node[] | undefined): NewType {
  const { schema: written, name } = splitName(names);
  const schema = schemaForCreation(execution, written === undefined ? {} : { schemaname: written });
  refuseTakenType(execution, { schema, name });
  return { schema, name, id: execution.edit.fresh(`type:${schema}.${name}`) };
}

export function refuseTakenType(execution: Execution, name: QualifiedName): void {
  const known = execution.edit.get("typeName", nameKey(name));
  const isShell = known !== undefined && execution.edit.get("type", known)?.kind === "shell";
  if ((known !== undefined && !isShell) || isRelationName(execution, name.schema, name.name))
    execution.fail("42710", `type "${name.name}" already exists`);
}

/** Enters a new type. */
export function createType(execution: Execution, type: Type): void {
  execution.edit.put({ collection: "typeName", key: nameKey(type), value: type.id });
  replaceType(execution.edit, type);
}

export function replaceType(edit: CatalogEdit, type: Type): void {
  followTypeUses(edit, edit.get("type", type.id), type);
  edit.put({ collection: "type", key: type.id, value: type });
}

export function renameType(edit: CatalogEdit, type: Type, to: QualifiedName): void {
  const known = `type:${type.schema}.${type.name}`;
  if (edit.get("generation", known) === undefined)
    edit.put({ collection: "generation", key: known, value: 0 });
  edit.put({ collection: "typeName", key: nameKey(type), value: undefined });
  edit.put({ collection: "typeName", key: nameKey(to), value: type.id });
  replaceType(edit, { ...type, schema: to.schema, name: to.name });
  followTypeName(edit, type, to);
}

/** The user-defined type of a name as a list; 42704 where there is none. */
export function requireType(
  execution: Execution,
  names: readonly Node[] | undefined,
  needed?: "enum" | "domain",
): Type {
  const parts = stringsOf(names);
  const found = findType(execution, parts);
  const id = found === undefined ? assumeTypeNamed(execution, parts) : found.id;
  const type = id === undefined || found?.isArray === true ? undefined : execution.edit.get("type", id);
  if (type !== undefined) return needed === undefined ? type : refineType(execution, type, needed);
  const schema = parts.at(-2);
  if (found === undefined && schema !== undefined && !isUnmodelled(schema)) requireSchema(execution, schema);
  if (found === undefined) return execution.fail("42704", `type "${parts.join(".")}" does not exist`);
  const relation = rowTypeOf(execution, found.id);
  if (relation !== undefined)
    return execution.fail("42809", `${relationById(execution, relation).name} is a table's row type`);
  return execution.giveUp(`the type ${parts.join(".")} is built in`);
}

/** The relation whose row type this is. */
export function rowTypeOf(execution: Execution, id: TypeId): `relation:${string}` | undefined {
  const relation = relationOfRowType(id);
  return relation === undefined ? undefined : execution.edit.get("relation", relation)?.id;
}
