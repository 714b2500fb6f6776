import type { Node, SelectStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { dataModifying } from "./dataModifying.ts";
import { Reading } from "./reading.ts";
import { bodyScope, emptyScope, type QueryColumn } from "./scope.ts";
import { readSelect } from "./select.ts";

/** Runs a query or data-modifying statement. */
export function runQuery(execution: Execution, node: Node): readonly QueryColumn[] {
  const reading = new Reading(execution, true);
  const around = execution.insideBody ? bodyScope : emptyScope;
  return "SelectStmt" in node
    ? readSelect(reading, node.SelectStmt, around)
    : dataModifying(reading, node, around);
}

/** The INTO clause of SELECT … INTO stands in its leftmost branch. */
export function intoOf(select: SelectStmt): SelectStmt["intoClause"] {
  return select.larg === undefined ? select.intoClause : intoOf(select.larg);
}
