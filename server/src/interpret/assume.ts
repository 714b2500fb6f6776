import type { CatalogEdit } from "../catalog/edit.ts";
import {
  assumedRelationId,
  assumedTypeId,
  isAssumed,
  isAssumedType,
  nameKey,
  type RelationId,
} from "../catalog/ids.ts";
import { isTable, type Table } from "../catalog/relations.ts";
import { assumedMark } from "./body/complete.ts";
import type { Failure } from "./effects.ts";
import { emptyTable } from "./emptyTable.ts";

/*
 * A project's history need not begin with an empty database: a baseline may have been loaded by other means. A table
 * that a statement names and that the history never created is therefore assumed to exist, with the columns that are
 * named of it, and so are schemas and types; a table that the history has dropped or renamed is not.
 */

/** What a statement needs to be there. */
export type Assumption =
  | { readonly kind: "relation"; readonly schema: string; readonly name: string }
  | { readonly kind: "column"; readonly table: RelationId; readonly column: string }
  | { readonly kind: "schema"; readonly name: string }
  | { readonly kind: "type"; readonly schema: string; readonly name: string };

const missingRelation = /^(?:relation|table) "(?:([^".]+)\.)?([^"]+)" does not exist$/;
const missingColumn =
  /^column "(?:[^"]*\.)?([^".]+)"(?: of relation "([^"]+)")? .*does not exist$|^column "(?:[^"]*\.)?([^".]+)" does not exist$/;

/** The assumption that would let the statement go on, if a failure is of that kind. */
export function assumptionFor({ sqlstate, message }: Failure, edit: CatalogEdit): Assumption | undefined {
  switch (sqlstate) {
    case "42P01":
      return assumedRelation(message, edit);
    case "42703":
      return assumedColumn(message, edit);
    case "3F000":
      return assumedSchema(message);
    case "42704":
      return assumedType(message, edit);
    default:
      return undefined;
  }
}

function assumedSchema(message: string): Assumption | undefined {
  const name = /^schema "([^"]+)" does not exist$/.exec(message)?.[1];
  return name === undefined ? undefined : { kind: "schema", name };
}

function assumedType(message: string, edit: CatalogEdit): Assumption | undefined {
  const [, schema = "public", name] = /^type "(?:([^".]+)\.)?([^"]+)" does not exist$/.exec(message) ?? [];
  if (name === undefined) return undefined;
  const known = edit.get("generation", `type:${schema}.${name}`) !== undefined;
  return known || edit.get("schema", schema) === undefined ? undefined : { kind: "type", schema, name };
}

function assumedRelation(message: string, edit: CatalogEdit): Assumption | undefined {
  const [, schema = "public", name] = missingRelation.exec(message) ?? [];
  if (name === undefined) return undefined;
  if (edit.get("generation", `relation:${schema}.${name}`) !== undefined) return undefined;
  return edit.get("schema", schema) === undefined
    ? { kind: "schema", name: schema }
    : { kind: "relation", schema, name };
}

function assumedColumn(message: string, edit: CatalogEdit): Assumption | undefined {
  const found = missingColumn.exec(message);
  const column = found?.[1] ?? found?.[3];
  if (column === undefined) return undefined;
  const relation = found?.[2];
  const table = assumedTables(edit).find(
    (each) =>
      (relation === undefined || each.name === relation) && !each.columns.some(({ name }) => name === column),
  );
  return table === undefined ? undefined : { kind: "column", table: table.id, column };
}

/** Whether the statement looked at a table or a type that is only assumed. */
export function leansOnAssumed(edit: CatalogEdit): boolean {
  const types = edit.reads.some(({ collection, key = "" }) => collection === "type" && isAssumedType(key));
  return types || assumedTables(edit).length > 0;
}

function assumedTables(edit: CatalogEdit): readonly Table[] {
  return edit.reads.flatMap(({ collection, key }) => {
    if (collection !== "relation" || key === undefined || !isAssumed(key)) return [];
    const table = edit.get("relation", key);
    return isTable(table) ? [table] : [];
  });
}

/** Enters what is assumed. */
export function assume(edit: CatalogEdit, assumption: Assumption): void {
  if (edit.get("generation", assumedMark) === undefined)
    edit.put({ collection: "generation", key: assumedMark, value: 0 });
  switch (assumption.kind) {
    case "relation": {
      enterTable(edit, assumption.schema, assumption.name);
      return;
    }
    case "column": {
      enterColumn(edit, assumption.table, assumption.column);
      return;
    }
    case "schema": {
      edit.put({ collection: "schema", key: assumption.name, value: { name: assumption.name } });
      return;
    }
    case "type": {
      enterType(edit, assumption.schema, assumption.name);
      return;
    }
    default:
      return assumption satisfies never;
  }
}

/** A type of which only the name is known. */
function enterType(edit: CatalogEdit, schema: string, name: string): void {
  const id = assumedTypeId({ schema, name });
  edit.put({ collection: "typeName", key: nameKey({ schema, name }), value: id });
  edit.put({ collection: "type", key: id, value: { kind: "base", id, schema, name } });
}

function enterTable(edit: CatalogEdit, schema: string, name: string): void {
  const id = assumedRelationId({ schema, name });
  // The name is known from now on: once the table is dropped or renamed, it is gone and not assumed again.
  edit.put({ collection: "generation", key: `relation:${schema}.${name}`, value: 0 });
  edit.put({ collection: "relationName", key: nameKey({ schema, name }), value: id });
  const value = emptyTable({ id, schema, name, persistence: "permanent" }, "table");
  edit.put({ collection: "relation", key: id, value });
}

function enterColumn(edit: CatalogEdit, id: RelationId, name: string): void {
  const table = edit.get("relation", id);
  if (!isTable(table)) return;
  const column = {
    number: table.nextColumn,
    name,
    type: { id: "type:pg_catalog.unknown", modifiers: [], array: false },
    notNull: false,
    local: true,
    inherited: 0,
  } as const;
  edit.put({
    collection: "relation",
    key: id,
    value: { ...table, columns: [...table.columns, column], nextColumn: table.nextColumn + 1 },
  });
}
