import type { Catalog } from "../../catalog/catalog.ts";
import type { Routine } from "../../catalog/functions.ts";
import { nameKey } from "../../catalog/ids.ts";
import { signature } from "../drop/dropTarget.ts";
import type { ObjectBreakage } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { sameTypes } from "../types/typeRefs.ts";

/**
 * Calls of a function that fit another one as well since this has defaults for what they leave out: 42725, also where
 * one of the two takes just what is given (FuncnameGetCandidates).
 */
export function ambiguousCalls(before: Catalog, execution: Execution): readonly ObjectBreakage[] {
  const { edit } = execution;
  return edit.changes.flatMap(({ collection, key }): readonly ObjectBreakage[] => {
    const now = collection === "function" ? edit.get("function", key) : undefined;
    if (now?.defaults === undefined) return [];
    const was = before.get("function", key);
    return (edit.get("functionName", nameKey(now)) ?? []).flatMap((id): readonly ObjectBreakage[] => {
      const other = edit.get("function", id);
      if (other === undefined || id === key || before.get("function", id) === undefined) return [];
      if (!mayMeanBoth(now, other) || (was !== undefined && mayMeanBoth(was, other))) return [];
      return [
        {
          code: "old-code-calls-either",
          object: `${other.kind === "window" ? "function" : other.kind} ${signature(execution, other)}`,
          named: { collection: "functionName", key: nameKey(other) },
          arguments: other.arguments,
          beside: signature(execution, now),
        },
      ];
    });
  });
}

/** Whether there is a number of arguments that both take, of the same types. */
function mayMeanBoth(one: Routine, other: Routine): boolean {
  const most = Math.min(one.arguments.length, other.arguments.length);
  const least = Math.max(
    ...[one, other].map(({ arguments: inputs, defaults = 0 }) => inputs.length - defaults),
  );
  return least <= most && sameTypes(one.arguments.slice(0, least), other.arguments.slice(0, least));
}
