import { listChanges } from "../../catalog/listChanges.ts";
import { isTable, isView, type Column } from "../../catalog/relations.ts";
import { builtinName, sameBase, sameModifiers } from "../types/typeRefs.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Broken, Difference } from "./difference.ts";
import { columnsOf, isGone } from "./goneNames.ts";

/**
 * Prepared statements whose result has other columns now fail with 0A000, "cached plan must not change result type",
 * until the client prepares them anew: those with `*`, and those with a column whose type or collation is another
 * (RevalidateCachedQuery, plancache.c; names, types, modifiers and collations are compared).
 */
export function cachedPlans({ old, now }: Difference): readonly Broken[] {
  if (now === undefined || isGone(old, now) || !(isTable(old) || isView(old))) return [];
  const before = columnsOf(old);
  const after = columnsOf(now);
  const same =
    before === after ||
    (before.length === after.length && before.every((column, at) => isSame(column, after[at], "named")));
  if (same) return [];
  const { gone, added } = listChanges(before, after);
  const named = new Map(added.map((column) => [column.name, column]));
  const retyped = gone.filter((known) => {
    const column = named.get(known.name);
    return column !== undefined && !isSame(known, column, "valued");
  });
  return [
    { code: "cached-plans" },
    ...retyped.map(({ name }): Broken => ({ code: "cached-plans", part: name })),
  ];
}

function isSame(one: Column, other: Column | undefined, how: "named" | "valued"): boolean {
  return (
    other !== undefined &&
    (how === "valued" || one.name === other.name) &&
    one.collation === other.collation &&
    sameShape(one.type, other.type)
  );
}

/** Whether results of both types look the same to a client: numeric(10) is numeric(10,0). */
export function sameShape(one: TypeRef, other: TypeRef): boolean {
  return sameBase(one, other) && sameModifiers(spelled(one), spelled(other));
}

function spelled(type: TypeRef): TypeRef {
  const isShort = builtinName({ ...type, array: false }) === "numeric" && type.modifiers.length === 1;
  return isShort ? { ...type, modifiers: [...type.modifiers, 0] } : type;
}
