import type { Expression } from "../../catalog/expression.ts";
import { isIndex, type Index, type Table } from "../../catalog/relations.ts";
import { expressionsOf, runStored } from "../functions/stored.ts";
import type { Execution } from "../execution.ts";

/**
 * What is evaluated for each row that is written: CHECKs, generated columns, and the expressions of the indexes that
 * get an entry. `changed`: the columns that UPDATE sets; absent for a new row.
 */
export function evaluateRow(execution: Execution, table: Table, changed?: readonly number[]): void {
  const checks = table.constraints.flatMap((one) =>
    one.kind === "check" && one.enforced ? [one.expression] : [],
  );
  const isTouched = ({ columns }: Expression): boolean =>
    changed === undefined || columns.some((column) => changed.includes(column));
  const generated = table.columns.flatMap(({ generated: made }) =>
    made?.kind === "stored" && isTouched(made.expression) ? [made.expression] : [],
  );
  const indexes = table.indexes.map((id) => execution.edit.get("relation", id)).filter(isIndex);
  // Where no indexed column changes, the new row needs no entries of its own (heap-only tuples).
  const isIndexed = changed === undefined || indexes.some((index) => isKeyOf(index, changed));
  runStored(execution, [...checks, ...generated, ...(isIndexed ? indexes.flatMap(expressionsOf) : [])]);
}

function isKeyOf(index: Index, changed: readonly number[]): boolean {
  const columns = [
    ...index.including,
    ...expressionsOf(index).flatMap((expression) => expression.columns),
    ...index.columns.flatMap(({ on }) => (typeof on === "number" ? [on] : [])),
  ];
  return columns.some((column) => changed.includes(column));
}
