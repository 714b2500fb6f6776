import type { IndexElem } from "@pgsql/types";
import { isTable, type Column, type Index, type IndexColumn, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import type { IndexDefinition, KeyOptions } from "./definition.ts";

/** The definition that makes another index like this one on a table with columns of the same names. */
export function definitionLike(
  execution: Execution,
  index: Index,
  source: { readonly columns: readonly Column[] },
): IndexDefinition {
  return {
    name: undefined,
    elements: index.columns.map((column) => elementLike(column, source)),
    including: index.including.map((number) => ({ name: columnName(source, number) })),
    predicate: index.predicate?.node,
    method: index.method,
    unique: index.unique,
    nullsNotDistinct: index.nullsNotDistinct,
    options: index.options,
    constraint: keyOptions(execution, index),
  };
}

function elementLike(column: IndexColumn, source: { readonly columns: readonly Column[] }): IndexElem {
  return {
    ...(typeof column.on === "number" ? { name: columnName(source, column.on) } : { expr: column.on.node }),
    ...(column.collation === undefined ? {} : { collation: [{ String: { sval: column.collation } }] }),
    ...(column.operatorClass === undefined
      ? {}
      : { opclass: column.operatorClass.split(".").map((sval) => ({ String: { sval } })) }),
    ordering: column.descending ? "SORTBY_DESC" : "SORTBY_DEFAULT",
    nulls_ordering:
      column.nullsFirst === column.descending
        ? "SORTBY_NULLS_DEFAULT"
        : column.nullsFirst
          ? "SORTBY_NULLS_FIRST"
          : "SORTBY_NULLS_LAST",
  };
}

function columnName(source: { readonly columns: readonly Column[] }, number: number): string {
  return source.columns.find((column) => column.number === number)?.name ?? "";
}

function keyOptions(execution: Execution, index: Index): KeyOptions | undefined {
  const table = execution.edit.get("relation", index.table);
  const owner: Table | undefined = isTable(table) ? table : undefined;
  const constraint = owner?.constraints.find(({ id }) => id === index.constraint);
  if (constraint === undefined || !("index" in constraint) || constraint.kind === "foreign-key")
    return undefined;
  const { kind, deferrable, initiallyDeferred } = constraint;
  return { kind, deferrable, initiallyDeferred };
}
