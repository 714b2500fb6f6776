import type { Node } from "@pgsql/types";
import { columnNamed, type Table } from "../catalog/relations.ts";
import type { Execution } from "./execution.ts";
import { expressionOver } from "./expressions.ts";
import { requirePlainExpression } from "./plainExpression.ts";
import { volatilityOf } from "./volatility.ts";

/** Gives a column its generation expression; refuses what may not stand in one (cookDefault). */
export function generatedExpression(
  execution: Execution,
  table: Table,
  name: string,
  generated: { readonly kind: "stored" | "virtual"; readonly node: Node },
): Table {
  const type = columnNamed(table, name)?.type;
  const expression = expressionOver(execution, generated.node, table, type);
  for (const number of expression.columns) {
    const read = table.columns.find((column) => column.number === number);
    if (read?.generated !== undefined || read?.name === name)
      execution.fail("42P17", `cannot use generated column "${read.name}" in column generation expression`);
  }
  requirePlainExpression(execution, generated.node, "column generation expression");
  if (volatilityOf(execution, generated.node, table) !== "immutable")
    execution.fail("42P17", "generation expression is not immutable");
  const column = columnNamed(table, name);
  if (generated.kind === "virtual" && column !== undefined)
    refuseVirtual(execution, column.name, column.type.id);
  return {
    ...table,
    columns: table.columns.map((each) =>
      each.name === name ? { ...each, generated: { kind: generated.kind, expression } } : each,
    ),
  };
}

/** Virtual columns may not have a user-defined type (18). */
function refuseVirtual(execution: Execution, name: string, type: string): void {
  if (type.startsWith("type:pg_catalog.")) return;
  execution.fail("0A000", `virtual generated column "${name}" cannot have a user-defined type`);
}
