import { builtinCast } from "../../catalog/builtins/casts.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { builtinName, sameBase } from "../types/typeRefs.ts";

/**
 * Whether a foreign key column can refer to a key column: the key's operator family has an equality operator for the
 * two types, or the former is implicitly cast to the latter (ATAddForeignKeyConstraint). True where the model does not
 * know the operators of a type of the user's.
 */
export function shareEquality(execution: Execution, foreign: TypeRef, key: TypeRef): boolean {
  const from = baseType(execution, foreign);
  const to = baseType(execution, key);
  if (sameBase(from, to)) return true;
  if (from.array || to.array) return false;
  const source = builtinName(from);
  const target = builtinName(to);
  if (source === undefined || target === undefined)
    return !isOwnKind(execution, from) && !isOwnKind(execution, to);
  const input = inputTypes[target] ?? target;
  if (families.some((family) => family.includes(source) && family.includes(input))) return true;
  if (source === input) return true;
  return builtinCast(source, input, execution.server)?.context === "implicit";
}

/** The types that the default btree operator classes of these are made for. */
const inputTypes: Readonly<Record<string, string | undefined>> = { varchar: "text", cidr: "inet" };

/** The btree operator families with operators across types. */
const families: readonly (readonly string[])[] = [
  ["int2", "int4", "int8"],
  ["float4", "float8"],
  ["date", "timestamp", "timestamptz"],
  ["text", "name"],
];

/** Types of the user's that compare with their own kind alone; a base type may have operators for others. */
function isOwnKind(execution: Execution, type: TypeRef): boolean {
  const kind = execution.edit.get("type", type.id)?.kind;
  return kind === "enum" || kind === "composite" || kind === "range" || kind === "multirange";
}
