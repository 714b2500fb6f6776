import type { Node } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { conditionOver } from "../expressions/columns.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { volatilityOf } from "../expressions/volatility.ts";
import { isAggregate } from "../functions/calledKind.ts";
import { isBuiltin } from "../types/typeRefs.ts";
import { find } from "../walk.ts";

/**
 * The columns, by number, that the WHERE of a published table stands on; a virtual generated column stands for those
 * of its expression (TransformPubWhereClauses).
 */
export function rowFilter(execution: Execution, where: Node, table: Table): readonly number[] {
  if (
    find(where, (at) => ("FuncCall" in at && isAggregate(execution, at.FuncCall) ? true : undefined)).length >
    0
  )
    execution.fail("42803", "aggregate functions are not allowed in WHERE");
  const { columns, uses = [] } = conditionOver(execution, where, table, "PUBLICATION WHERE");
  const read = table.columns.filter(({ number }) => columns.includes(number));
  const isRefused =
    uses.length > 0 ||
    read.some((column) => !isBuiltin(column.type)) ||
    hasRefused(where, table) ||
    volatilityOf(execution, where, table) !== "immutable";
  if (isRefused) execution.fail("0A000", "invalid publication WHERE expression");
  return [
    ...new Set(
      read.flatMap(({ number, generated }) =>
        generated?.kind === "virtual" ? generated.expression.columns : [number],
      ),
    ),
  ];
}

/** Subqueries, system columns and whole rows (check_simple_rowfilter_expr_walker). */
function hasRefused(where: Node, table: Table): boolean {
  const refused = find(where, (at) => {
    if ("SubLink" in at) return true;
    const name = bareColumn(at);
    const isSystem = systemColumns.some((column) => column === name);
    const isRow = name === table.name && !table.columns.some((column) => column.name === name);
    return isSystem || isRow ? true : undefined;
  });
  return refused.length > 0;
}
