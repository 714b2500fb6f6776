import { builtinType } from "../../catalog/builtins/types.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { builtin } from "../types/lookup.ts";
import { builtinName, sameBase, sameType } from "../types/typeRefs.ts";
import { castsImplicitly } from "./implicitCasts.ts";

/** The type of a string literal, or of NULL, that nothing has given a type yet. */
export const literal: TypeRef = builtin("unknown");

export function isLiteral(type: TypeRef): boolean {
  return type.id === literal.id && !type.array;
}

/**
 * The one type that CASE, COALESCE, ARRAY, VALUES, UNION and their kin give to several values; undefined where one of
 * them cannot be told (select_common_type, select_common_typmod).
 */
export function commonType(
  execution: Execution,
  types: readonly (TypeRef | undefined)[],
): TypeRef | undefined {
  const known = types.filter((type) => type !== undefined);
  if (known.length < types.length) return undefined;
  const told = known.filter((type) => !isLiteral(type));
  const [first, ...others] = told;
  if (first === undefined) return known[0];
  const bare = { ...first, modifiers: [] };
  if (others.every((type) => sameBase(type, first)))
    return told.length === known.length && others.every((type) => sameType(type, first)) ? first : bare;
  let common = baseType(execution, first);
  for (const type of others) common = wider(execution, common, baseType(execution, type));
  return { id: common.id, array: common.array, modifiers: [] };
}

/** A preferred type stays; else the other is taken where only that one takes both. */
function wider(execution: Execution, one: TypeRef, other: TypeRef): TypeRef {
  if (sameBase(one, other) || isPreferred(execution, one)) return one;
  const isWider = castsImplicitly(execution, one, other) && !castsImplicitly(execution, other, one);
  return isWider ? other : one;
}

export function isPreferred(execution: Execution, type: TypeRef): boolean {
  const name = builtinName(type);
  return name !== undefined && builtinType(name, execution.server)?.preferred === true;
}
