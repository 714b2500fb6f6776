import type { Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { isAggregate, returnsSet } from "../functions/calledKind.ts";
import { walk } from "../walk.ts";

/** Where an expression stands, in the words of the server. */
export type Place =
  | "DEFAULT expression"
  | "check constraint"
  | "column generation expression"
  | "index expression"
  | "index predicate"
  | "partition key expression"
  | "transform expression"
  | "trigger WHEN condition";

/** Refuses what is no matter of a single row: subqueries, aggregates, window functions, sets (transformExpr, parse_agg.c). */
export function requirePlainExpression(execution: Execution, node: Node, place: Place): void {
  walk(node, (at) => {
    if ("SubLink" in at) execution.fail("0A000", `cannot use subquery in ${place}`);
    if (!("FuncCall" in at)) return;
    if (at.FuncCall.over !== undefined)
      execution.fail("42P20", `window functions are not allowed in ${place}s`);
    if (isAggregate(execution, at.FuncCall))
      execution.fail("42803", `aggregate functions are not allowed in ${place}s`);
    if (returnsSet(execution, at.FuncCall))
      execution.fail("0A000", `set-returning functions are not allowed in ${place}s`);
  });
}
