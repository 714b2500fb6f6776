import { builtinCast } from "../../catalog/builtins/casts.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { builtinName, sameBase } from "../types/typeRefs.ts";

/** Whether values of one type serve where another is wanted, without being asked for it (can_coerce_type). */
export function castsImplicitly(execution: Execution, from: TypeRef, to: TypeRef): boolean {
  const source = baseType(execution, from);
  if (sameBase(source, to) || sameBase(from, to)) return true;
  if (source.array !== to.array) return false;
  const one = builtinName({ ...source, array: false });
  const other = builtinName({ ...to, array: false });
  if (one === undefined || other === undefined) return false;
  return builtinCast(one, other, execution.server)?.context === "implicit";
}
