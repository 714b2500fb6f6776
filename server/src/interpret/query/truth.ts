import { isAssumedType } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { castKey } from "../types/casts.ts";
import { baseType } from "../types/domainOf.ts";
import { formatType } from "../types/formatType.ts";
import { isRowType } from "../types/rowType.ts";
import { builtin } from "../types/lookup.ts";
import { builtinName, isBuiltin, isUntold } from "../types/typeRefs.ts";
import { castsImplicitly } from "./implicitCasts.ts";
import type { Evaluated, Place } from "./place.ts";

/**
 * Fails with 42804 where what is asked whether it holds is no truth value (coerce_to_boolean). A type that is not known
 * well enough passes, and a literal, which takes the type that is wanted.
 *
 * @param construct what asks, as the server calls it: `WHERE`, `AND`, `CASE/WHEN`
 */
export function requireTruth(execution: Execution, type: TypeRef | undefined, construct: string): void {
  if (type === undefined || mayBeTruth(execution, type)) return;
  execution.fail(
    "42804",
    `argument of ${construct} must be type boolean, not type ${formatType(execution, type)}`,
  );
}

/** The same of a part of an expression that is being read; one that was read before has been asked then. */
export function asksTruth({ notes, execution }: Place, found: Evaluated, construct: string): void {
  if (notes !== undefined) requireTruth(execution, found.type(), construct);
}

/** `AND`, of `AND_EXPR`. */
export function logicWord(operator = "AND_EXPR"): string {
  return operator.replace("_EXPR", "");
}

/** `IS NOT TRUE`, of `IS_NOT_TRUE`. */
export function testWord(test = "IS_TRUE"): string {
  return test.replaceAll("_", " ");
}

/** Whether values of a type may serve as truth values, for all that is known of it. */
function mayBeTruth(execution: Execution, type: TypeRef): boolean {
  const base = baseType(execution, type);
  if (isUntold(base) || isAssumedType(base.id)) return true;
  const truth = builtin("bool");
  if (castsImplicitly(execution, base, truth)) return true;
  const cast = execution.edit.get("cast", castKey(base, truth));
  if (cast?.context === "implicit") return true;
  if (isRowType(base, execution.edit)) return false;
  if (isBuiltin(base)) return builtinName(base)?.startsWith("any") === true;
  // Of a type that an extension brings not all casts are known.
  const kind = execution.edit.get("type", base.id)?.kind;
  return kind !== "enum" && kind !== "composite" && kind !== "range";
}
