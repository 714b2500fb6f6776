import type { Node, RangeVar } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import { nameKey, type QualifiedName, type RelationId } from "../../catalog/ids.ts";
import { isIndex, isTable, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { stringsOf } from "../nodes.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";
import { assumeRelation, refine, type Needed } from "../openWorld/relations.ts";
import { assumeSchema } from "../openWorld/schemas.ts";
import { creationSchema, searchPath, splitIdentifierPath, temporarySchema } from "./searchPath.ts";

/** Schemas of which the model has no entries, though they are full of relations. */
const unmodelled = ["pg_catalog", "information_schema", "pg_toast"];

/**
 * The relation that a name means now, or undefined; in an open world one is assumed. `needed`: what it has to be, of
 * any kind where absent. Gives up on system catalogs.
 */
export function relationOf(execution: Execution, range: RangeVar, needed?: Needed): Relation | undefined {
  const known = knownRelation(execution, range);
  if (known !== undefined) return needed === undefined ? known : refine(execution, known, needed);
  const { relname: name = "", schemaname } = range;
  const schema = schemaname ?? creationSchema(execution);
  return schema === undefined || schema === temporarySchema
    ? undefined
    : assumeRelation(execution, { schema, name }, needed);
}

/** The relation that a name means now, as far as the history tells. */
export function knownRelation(execution: Execution, range: RangeVar): Relation | undefined {
  const name = range.relname ?? "";
  if (range.schemaname !== undefined) return relationNamed(execution, { schema: range.schemaname, name });
  const found = firstInPath(execution, (schema) =>
    execution.edit.get("relationName", nameKey({ schema, name })),
  );
  return found === undefined ? undefined : execution.edit.get("relation", found);
}

/** The relation of a fully qualified name, as far as the history tells. */
export function relationNamed(execution: Execution, qualified: QualifiedName): Relation | undefined {
  const id = execution.edit.get("relationName", nameKey(qualified));
  if (id === undefined && unmodelled.includes(qualified.schema))
    execution.giveUp(`${qualified.schema}.${qualified.name} is not part of the model`);
  return id === undefined ? undefined : execution.edit.get("relation", id);
}

/** The relation a name means; fails as RangeVarGetRelid does. */
export function requireRelation(execution: Execution, range: RangeVar, needed?: Needed): Relation {
  return relationOf(execution, range, needed) ?? relationMissing(execution, range);
}

/** 42P01, or 3F000 where the schema itself is missing. */
export function relationMissing(execution: Execution, range: RangeVar): never {
  const { schemaname, relname = "" } = range;
  if (schemaname === undefined) return execution.fail("42P01", `relation "${relname}" does not exist`);
  requireSchema(execution, schemaname);
  return execution.fail("42P01", `relation "${schemaname}.${relname}" does not exist`);
}

const queried: Needed = [
  "table",
  "view",
  "materialized-view",
  "partitioned-table",
  "foreign-table",
  "sequence",
];

/** The relation that a query names: where the schema is missing, so is the relation (parserOpenTable). */
export function requireQueried(execution: Execution, range: RangeVar): Relation {
  const found = relationOf(execution, range, queried);
  if (found !== undefined && (isIndex(found) || found.kind === "composite-type"))
    execution.fail("42809", `cannot open relation "${found.name}"`);
  if (found !== undefined) return found;
  const { schemaname, relname = "" } = range;
  const name = schemaname === undefined ? relname : `${schemaname}.${relname}`;
  return execution.fail("42P01", `relation "${name}" does not exist`);
}

/** The kinds of a table, for what takes any of them. */
export const tableKinds: Needed = ["table", "partitioned-table", "foreign-table"];

/** The table a name means, or undefined where there is none; fails with 42809 where it is something else. */
export function tableOf(execution: Execution, range: RangeVar): Table | undefined {
  const relation = relationOf(execution, range, tableKinds);
  if (relation === undefined) return undefined;
  if (isTable(relation)) return relation;
  return execution.fail("42809", `"${relation.name}" is not a table`);
}

/** The table a name means; fails with 42P01 or 42809. */
export function requireTable(execution: Execution, range: RangeVar): Table {
  return tableOf(execution, range) ?? relationMissing(execution, range);
}

/** A relation that is known to exist because another object points to it. */
export function relationById(execution: Execution, id: RelationId): Relation {
  return (
    execution.edit.get("relation", id) ?? execution.giveUp(`the relation ${id} is missing from the model`)
  );
}

/** A table that is known to exist. */
export function tableById(execution: Execution, id: RelationId): Table {
  const relation = relationById(execution, id);
  return isTable(relation) ? relation : execution.giveUp(`${relation.name} is not a table in the model`);
}

/** A column by name; fails with 42703 as ALTER TABLE does. */
export function requireColumn(
  execution: Execution,
  relation: Relation & { readonly columns: readonly Column[] },
  name: string,
): Column {
  return (
    columnOrAssumed(execution, relation, name) ??
    execution.fail("42703", `column "${name}" of relation "${relation.name}" does not exist`)
  );
}

/** Fails with 3F000 where a schema does not exist. */
export function requireSchema(execution: Execution, schema: string): void {
  if (schema === temporarySchema || execution.edit.get("schema", schema) !== undefined) return;
  if (unmodelled.includes(schema)) execution.giveUp(`the schema ${schema} is not part of the model`);
  if (assumeSchema(execution, schema)) return;
  execution.fail("3F000", `schema "${schema}" does not exist`);
}

/** Whether the model has no entries of a schema that every database has. */
export function isUnmodelled(schema: string): boolean {
  return unmodelled.includes(schema);
}

/** The schema a new object goes to (RangeVarGetCreationNamespace). */
export function schemaForCreation(
  execution: Execution,
  range: { readonly schemaname?: string; readonly relpersistence?: string },
): string {
  const { schemaname, relpersistence } = range;
  if (schemaname === temporarySchema && relpersistence === "u")
    execution.fail("42P16", "only temporary relations may be created in temporary schemas");
  if (relpersistence === "t") {
    if (schemaname !== undefined && schemaname !== temporarySchema)
      execution.fail("42P16", "cannot create temporary relation in non-temporary schema");
    return temporarySchema;
  }
  if (range.schemaname === undefined)
    return creationSchema(execution) ?? execution.fail("3F000", "no schema has been selected to create in");
  requireSchema(execution, range.schemaname);
  return range.schemaname;
}

/** A possibly qualified name as a list of String nodes, e.g. of a type, function or DROP target. */
export function splitName(names: readonly Node[] | undefined): { schema: string | undefined; name: string } {
  const parts = stringsOf(names);
  return { schema: parts.at(-2), name: parts.at(-1) ?? "" };
}

/** A name as a list of String nodes, as a RangeVar. */
export function rangeOf(names: readonly Node[] | undefined): RangeVar {
  const { schema, name } = splitName(names);
  return { relname: name, inh: true, ...(schema === undefined ? {} : { schemaname: schema }) };
}

/** A name as text, as a RangeVar: what regclass input makes of it. */
export function rangeNamed(text: string): RangeVar {
  const [relname = "", schemaname] = splitIdentifierPath(text).reverse();
  return { relname, inh: true, ...(schemaname === undefined ? {} : { schemaname }) };
}

/** All user-defined routines of a name: those of the first schema in the path that has any, or of the named one. */
export function routinesNamed(execution: Execution, names: readonly Node[] | undefined): readonly Routine[] {
  const { schema, name } = splitName(names);
  const find = (inSchema: string): readonly Routine["id"][] | undefined =>
    execution.edit.get("functionName", nameKey({ schema: inSchema, name }));
  const ids = schema === undefined ? firstInPath(execution, find) : find(schema);
  return (ids ?? []).flatMap((id) => execution.edit.get("function", id) ?? []);
}

/** The first answer that a schema of the search path gives. */
export function firstInPath<T>(execution: Execution, find: (schema: string) => T | undefined): T | undefined {
  for (const schema of searchPath(execution)) {
    const found = find(schema);
    if (found !== undefined) return found;
  }
  return undefined;
}
