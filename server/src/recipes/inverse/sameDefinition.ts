import { sameExpression } from "../../catalog/differences/sameExpression.ts";
import type { Expression } from "../../catalog/expression.ts";

/** Whether two expressions of a column, perhaps absent, mean the same. */
export function sameDefinition(one: Expression | undefined, other: Expression | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  return sameExpression(one.node, other.node);
}
