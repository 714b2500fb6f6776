import { isTable, type Index, type IndexColumn } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { sameNode } from "../sameNode.ts";

/**
 * Whether a partition's index can serve as its part of the parent's index: same method, columns, uniqueness,
 * predicate, and a constraint where the parent has one (CompareIndexInfo). One that is attached elsewhere cannot.
 */
export function matches(execution: Execution, candidate: Index, parent: Index): boolean {
  return (
    candidate.parent === undefined &&
    candidate.method === parent.method &&
    candidate.unique === parent.unique &&
    candidate.nullsNotDistinct === parent.nullsNotDistinct &&
    candidate.columns.length === parent.columns.length &&
    (parent.constraint === undefined || candidate.constraint !== undefined) &&
    sameColumns(execution, candidate, parent) &&
    sameNode(candidate.predicate?.node, parent.predicate?.node)
  );
}

function sameColumns(execution: Execution, candidate: Index, parent: Index): boolean {
  return (
    candidate.columns.every((column, position) => {
      const other = parent.columns[position];
      return other !== undefined && sameColumn(execution, candidate, column, parent, other);
    }) &&
    candidate.including.length === parent.including.length &&
    candidate.including.every(
      (number, position) =>
        columnName(execution, candidate, number) ===
        columnName(execution, parent, parent.including[position] ?? 0),
    )
  );
}

/** Sort order does not count, operator class and collation do. */
function sameColumn(
  execution: Execution,
  index: Index,
  column: IndexColumn,
  parent: Index,
  other: IndexColumn,
): boolean {
  if (column.operatorClass !== other.operatorClass || column.collation !== other.collation) return false;
  if (typeof column.on === "number" || typeof other.on === "number")
    return (
      typeof column.on === "number" &&
      typeof other.on === "number" &&
      columnName(execution, index, column.on) === columnName(execution, parent, other.on)
    );
  return sameNode(column.on.node, other.on.node);
}

/** Partitions may number their columns otherwise than the parent does; names are the same. */
function columnName(execution: Execution, index: Index, number: number): string | undefined {
  const table = relationById(execution, index.table);
  return isTable(table) ? table.columns.find((column) => column.number === number)?.name : undefined;
}
