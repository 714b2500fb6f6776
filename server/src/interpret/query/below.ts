import type { Node } from "@pgsql/types";
import { walk } from "../walk.ts";
import { evaluate, isForValues, nothing, unreached, type Evaluated, type Place } from "./place.ts";

/** Evaluates the expressions right below a value that is none itself. */
export function evaluateBelow(at: Place, value: unknown): void {
  if (at.notes === undefined && at.follows === "types") return;
  walk(value, (node) => {
    evaluate(at, node);
    return "skip";
  });
}

/** What is parsed and not evaluated; where values alone are wanted that is nothing. */
export function evaluateUnreached(at: Place, node: Node): Evaluated {
  return isForValues(at) ? nothing : evaluate(unreached(at), node);
}
