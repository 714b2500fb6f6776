import type { Node } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import { isFunctionId, isTypeId } from "../../catalog/ids.ts";
import { columnNamed, isTable, type Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { domainOf } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { expressionOver } from "./columns.ts";
import { requirePlainExpression } from "./plainExpression.ts";
import { isBuiltin } from "../types/typeRefs.ts";
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
  if (generated.kind === "virtual" && column !== undefined) {
    refuseVirtualType(execution, column.name, column.type);
    refuseOwnParts(execution, table, expression);
  }
  // Of an open table the expression may just have shown columns that were not known.
  const known = execution.edit.get("relation", table.id);
  const now = isTable(known) ? known : table;
  return {
    ...now,
    columns: now.columns.map((each) =>
      each.name === name ? { ...each, generated: { kind: generated.kind, expression } } : each,
    ),
  };
}

/** Virtual columns may not have a user-defined type (CheckAttributeType, 18). */
export function refuseVirtualType(execution: Execution, name: string, type: TypeRef): void {
  if (isBuiltin(type)) return;
  const words = domainOf(execution, type) === undefined ? "user-defined" : "domain";
  execution.fail("0A000", `virtual generated column "${name}" cannot have a ${words} type`);
}

/** They are computed for whoever reads, so nothing of a user's may run (check_virtual_generated_security, 18). */
function refuseOwnParts(execution: Execution, table: Table, { columns, uses = [] }: Expression): void {
  const read = table.columns.filter(({ number }) => columns.includes(number));
  if (uses.some(isFunctionId)) execution.fail("0A000", "generation expression uses user-defined function");
  if (uses.some(isTypeId) || !read.every(({ type }) => isBuiltin(type)))
    execution.fail("0A000", "generation expression uses user-defined type");
}
