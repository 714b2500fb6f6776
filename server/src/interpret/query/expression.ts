import type { Node } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import { noteTypes } from "./constantTypes.ts";
import { placeIn, type Evaluated, type Place, evaluate } from "./place.ts";
import type { Reading } from "./reading.ts";
import type { Scope } from "./scope.ts";

export function readExpressions(
  reading: Reading,
  nodes: readonly (Node | undefined)[] | undefined,
  scope: Scope,
): void {
  for (const node of nodes ?? []) if (node !== undefined) readExpression(reading, node, scope);
}

/**
 * Evaluates an expression and notes what it reads: columns, subqueries, function calls, types. `wanted`: the type that
 * its place gives it.
 */
export function readExpression(reading: Reading, node: Node, scope: Scope, wanted?: TypeRef): Evaluated {
  return readAt(placeIn(reading, scope), node, wanted);
}

/** As above, at a place. */
export function readAt(at: Place, node: Node, wanted?: TypeRef): Evaluated {
  const found = evaluate(at, node);
  if (at.notes !== undefined) noteTypes(at.notes, node, at.scope, wanted);
  return found;
}
