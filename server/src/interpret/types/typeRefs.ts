import type { Routine } from "../../catalog/functions.ts";
import { isAssumedType } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";

/** Whether two references mean the same type with the same modifiers. */
export function sameType(one: TypeRef, other: TypeRef): boolean {
  return sameBase(one, other) && sameModifiers(one, other);
}

/** As above; true too where the type of what a query yields cannot be told. */
export function maySameType(one: TypeRef, other: TypeRef): boolean {
  return [one, other].some((type) => isUntold(type) || isAssumedType(type.id)) || sameType(one, other);
}

/** The type of a column whose query the model cannot take apart. */
export function isUntold(type: TypeRef): boolean {
  return type.id === `${prefix}unknown`;
}

/** Whether two references mean the same type, whatever their modifiers. */
export function sameBase(one: TypeRef, other: TypeRef): boolean {
  return one.id === other.id && one.array === other.array;
}

export function sameModifiers(one: TypeRef, other: TypeRef): boolean {
  return (
    one.fields === other.fields &&
    one.modifiers.length === other.modifiers.length &&
    one.modifiers.every((modifier, position) => modifier === other.modifiers[position])
  );
}

const prefix = "type:pg_catalog.";

/** Whether a type is one of PostgreSQL's own, or an array of one; none of these is a domain or an enum. */
export function isBuiltin(type: TypeRef): boolean {
  return type.id.startsWith(prefix);
}

/** The pg_catalog name of a built-in type that is no array; undefined for all others. */
export function builtinName(type: TypeRef): string | undefined {
  return !type.array && type.id.startsWith(prefix) ? type.id.slice(prefix.length) : undefined;
}

/** Modifiers do not count in signatures. */
/** Whether a call with arguments of these types may mean the routine, which has defaults for what is left. */
export function takesCallsOf(
  { arguments: inputs, defaults = 0 }: Pick<Routine, "arguments" | "defaults">,
  types: readonly TypeRef[],
): boolean {
  return inputs.length - defaults <= types.length && sameTypes(inputs.slice(0, types.length), types);
}

export function sameTypes(one: readonly TypeRef[], other: readonly TypeRef[]): boolean {
  return (
    one.length === other.length &&
    one.every((type, position) => type.id === other[position]?.id && type.array === other[position].array)
  );
}
