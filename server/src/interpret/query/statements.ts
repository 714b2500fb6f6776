import type { Node, SelectStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { dataModifying } from "../dml/dataModifying.ts";
import { Reading } from "./reading.ts";
import { bodyScope, emptyScope, type QueryColumn, type Scope } from "./scope.ts";
import { readSelect } from "./select.ts";

/** Runs a query or data-modifying statement. */
export function runQuery(execution: Execution, node: Node): readonly QueryColumn[] {
  const reading = new Reading(execution, true);
  const around = execution.insideBody ? scopeInside(execution) : emptyScope;
  return "SelectStmt" in node
    ? readSelect(reading, node.SelectStmt, around)
    : dataModifying(reading, node, around);
}

/** In a trigger function, its transition tables have names like tables. */
function scopeInside({ surroundings }: Execution): Scope {
  const named = surroundings.transitionTables.map((name) => ({ name, columns: [], open: true }));
  return named.length === 0 ? bodyScope : { ...bodyScope, named };
}

/** The INTO clause of SELECT … INTO stands in its leftmost branch. */
export function intoOf(select: SelectStmt): SelectStmt["intoClause"] {
  return select.larg === undefined ? select.intoClause : intoOf(select.larg);
}
