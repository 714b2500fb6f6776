import type { Node } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import type { Execution } from "../execution.ts";
import { itemsOf } from "../nodes.ts";
import { dataModifying } from "../query/dataModifying.ts";
import { Reading } from "../query/reading.ts";
import { emptyScope, type Scope } from "../query/scope.ts";
import { readSelect } from "../query/select.ts";

/**
 * The body of an SQL function is parsed at once (check_function_bodies), which locks what it names as running it
 * would. Only a body in SQL-standard form is at hand as a parse tree.
 */
export function readSqlBody(execution: Execution, routine: Routine): void {
  if (routine.atomic === undefined) return;
  const reading = new Reading(execution, false);
  for (const statement of statementsOf(routine.atomic))
    readStatement(reading, statement, parameterScope(routine));
}

function statementsOf(node: Node): readonly Node[] {
  return itemsOf(node).flatMap((item) => ("List" in item ? statementsOf(item) : [item]));
}

/** Parameters are named like columns of an entry that is called as the function. */
function parameterScope(routine: Routine): Scope {
  const columns = routine.argumentNames.map((name, position) => ({
    name,
    type: routine.arguments[position],
  }));
  return { ...emptyScope, entries: [{ name: routine.name, columns, open: true }] };
}

function readStatement(reading: Reading, node: Node, outer: Scope): void {
  if ("SelectStmt" in node) readSelect(reading, node.SelectStmt, outer);
  else if ("ReturnStmt" in node) return;
  else dataModifying(reading, node, outer);
}
