import type { Node, SelectStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { QueryReading } from "./queryReading.ts";
import { placeForValues, placeIn, select, type Selected, type Rows } from "./place.ts";
import { bodyScope, emptyScope, type Scope } from "./scope.ts";

/** Runs a query or data-modifying statement. In a body the rows that it yields are wanted, too. */
export function runQuery(execution: Execution, node: Node): Selected {
  const reading = new QueryReading(execution, true);
  const { insideBody } = execution;
  const around = insideBody ? scopeInside(execution) : emptyScope;
  return "SelectStmt" in node
    ? select({ ...placeIn(reading, around), rows: insideBody }, node.SelectStmt)
    : { columns: reading.execution.bodies.change(reading, node, around), rows: undefined };
}

/** The rows of a query that has been run before, on the same catalog and with other values of variables. */
export function askAgain(
  execution: Execution,
  query: SelectStmt,
  variable = execution.surroundings.variable,
): Rows | undefined {
  return select(placeForValues(execution, scopeInside(execution), "runs", variable), query).rows;
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
