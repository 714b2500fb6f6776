import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { builtin } from "../types/lookup.ts";
import { builtinName, sameBase } from "../types/typeRefs.ts";
import { commonType, isLiteral } from "./commonType.ts";
import { typeNamed, type Candidate } from "./overloads.ts";

/**
 * The result of an overload, with what stands for `anyelement` and its kin put in; undefined where that cannot be told
 * (enforce_generic_type_consistency).
 */
export function resultOf(
  execution: Execution,
  { signature, parameters }: Candidate,
  given: readonly (TypeRef | undefined)[],
): TypeRef | undefined {
  const result = typeNamed(signature.result);
  const kind = kindOf(result);
  if (kind === undefined) return result;
  const elements = parameters.flatMap((wanted, at): (TypeRef | undefined)[] => {
    const own = kindOf(wanted);
    if (own?.compatible !== kind.compatible) return [];
    const type = given[at];
    return [type === undefined || isLiteral(type) ? type : elementOf(execution, own.shape, type, kind.shape)];
  });
  const told = elements.filter((type) => type === undefined || !isLiteral(type));
  if (told.length === 0) return kind.shape === "element" ? builtin("text") : undefined;
  const common = kind.compatible ? commonType(execution, told) : told[0];
  if (common === undefined) return undefined;
  return { id: common.id, array: kind.shape === "array" || common.array, modifiers: [] };
}

interface Kind {
  readonly compatible: boolean;
  readonly shape: "element" | "array" | "range";
}

function kindOf(type: TypeRef): Kind | undefined {
  const name = builtinName(type) ?? "";
  if (!name.startsWith("any") || name === "any") return undefined;
  const compatible = name.startsWith("anycompatible");
  if (name.endsWith("range")) return { compatible, shape: "range" };
  return { compatible, shape: name.endsWith("array") && !name.includes("non") ? "array" : "element" };
}

/** What one argument says of the element type; where a range is wanted, of the range. */
function elementOf(
  execution: Execution,
  shape: Kind["shape"],
  given: TypeRef,
  wanted: Kind["shape"],
): TypeRef | undefined {
  const type = baseType(execution, given);
  if (shape === "element") return { id: given.id, array: given.array, modifiers: [] };
  if (shape === "array") return { id: type.id, array: false, modifiers: [] };
  if (wanted === "range") return type;
  const own = execution.edit.get("type", type.id);
  if (own?.kind === "range" || own?.kind === "multirange") return own.subtype;
  const subtype = subtypes[(builtinName(type) ?? "").replace("multirange", "range")];
  return subtype === undefined ? undefined : builtin(subtype);
}

const subtypes: Readonly<Record<string, string | undefined>> = {
  int4range: "int4",
  int8range: "int8",
  numrange: "numeric",
  tsrange: "timestamp",
  tstzrange: "timestamptz",
  daterange: "date",
};

/** Whether what stands for `anyelement`, `anyarray` and `anyrange` comes to one type (enforce_generic_type_consistency). */
export function isConsistent(
  execution: Execution,
  { parameters }: Candidate,
  given: readonly (TypeRef | undefined)[],
): boolean {
  const elements = parameters.flatMap((wanted, at) => {
    const kind = kindOf(wanted);
    const type = given[at];
    if (kind === undefined || kind.compatible || type === undefined || isLiteral(type)) return [];
    return elementOf(execution, kind.shape, type, "element") ?? [];
  });
  const [first] = elements;
  return elements.every((type) => first !== undefined && sameBase(baseType(execution, type), first));
}

/** What a literal is read as where any type would do: beside others of whom some tell it. */
export function elementIn(
  execution: Execution,
  wanted: TypeRef | undefined,
  given: readonly TypeRef[],
): TypeRef | undefined {
  const known = given.find((type) => !isLiteral(type));
  const name = wanted === undefined ? "" : (builtinName(wanted) ?? "");
  if (known === undefined || name === "") return undefined;
  const isRange =
    execution.edit.get("type", known.id)?.kind === "range" || (builtinName(known) ?? "") in subtypes;
  if (name.endsWith("range") || name.endsWith("array") || name === "anyenum") return known;
  if (known.array) return { ...known, array: false };
  return isRange ? elementOf(execution, "range", known, "element") : known;
}
