import type { Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import type { Value } from "../values/value.ts";
import { placeForValues, evaluate } from "./place.ts";
import { bodyScope } from "./scope.ts";

/** The value of an expression that is read elsewhere, where only constants mean something. */
export function constantValue(execution: Execution, node: Node): Value {
  return valueAmong(execution, node, () => undefined);
}

/** As above, where names have values. What calls would give is only asked. */
export function valueAmong(
  execution: Execution,
  node: Node,
  variable: (parts: readonly string[]) => Value,
): Value {
  return evaluate(placeForValues(execution, bodyScope, "asks", variable), node).value;
}
