import type { Signature } from "../../catalog/builtins/signatures.ts";
import { builtinType } from "../../catalog/builtins/types.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { builtin } from "../types/lookup.ts";
import { builtinName, sameBase } from "../types/typeRefs.ts";
import { isLiteral, isPreferred } from "./commonType.ts";
import { castsImplicitly } from "./implicitCasts.ts";

/** An overload with a parameter type for each argument of a call. */
export interface Candidate {
  readonly signature: Signature;
  readonly parameters: readonly TypeRef[];
}

/** A type of pg_catalog as signatures write it: `_int4` is an array. */
export function typeNamed(name: string): TypeRef {
  return name.startsWith("_") ? { ...builtin(name.slice(1)), array: true } : builtin(name);
}

/**
 * The overloads that a call may mean, best first of all one (func_select_candidate). `given` has undefined where an
 * argument's type cannot be told: then all that it may be are left.
 */
export function candidatesFor(
  execution: Execution,
  signatures: readonly Signature[],
  given: readonly (TypeRef | undefined)[],
): readonly Candidate[] {
  const types = given.map((type) => (type === undefined ? undefined : baseType(execution, type)));
  const fitting = signatures
    .flatMap((signature) => withParameters(signature, types.length) ?? [])
    .filter(({ parameters }) => parameters.every((wanted, at) => accepts(execution, wanted, types[at])));
  const exact = best(
    fitting,
    ({ parameters }) => parameters.filter((wanted, at) => isSame(wanted, types[at])).length,
  );
  const preferred = best(
    exact,
    ({ parameters }) =>
      parameters.filter(
        (wanted, at) => isKnown(types[at]) && (isSame(wanted, types[at]) || isPreferred(execution, wanted)),
      ).length,
  );
  return forLiterals(execution, preferred, types);
}

function withParameters(signature: Signature, count: number): Candidate | undefined {
  const { parameters, variadic, defaults } = signature;
  if (parameters === undefined) return { signature, parameters: [] };
  const types = parameters.map(typeNamed);
  if (count <= types.length && count >= types.length - defaults)
    return { signature, parameters: types.slice(0, count) };
  const last = types.at(-1);
  if (!variadic || last === undefined || count < types.length) return undefined;
  const element = { ...last, array: false };
  const more = Array.from({ length: count - types.length + 1 }, () => elementOfPolymorphic(element));
  return { signature, parameters: [...types.slice(0, -1), ...more] };
}

function elementOfPolymorphic(type: TypeRef): TypeRef {
  return type.id === builtin("anyarray").id ? builtin("anyelement") : type;
}

function isKnown(type: TypeRef | undefined): type is TypeRef {
  return type !== undefined && !isLiteral(type);
}

function isSame(wanted: TypeRef, type: TypeRef | undefined): boolean {
  return isKnown(type) && sameBase(wanted, type);
}

function accepts(execution: Execution, wanted: TypeRef, type: TypeRef | undefined): boolean {
  if (!isKnown(type)) return true;
  const name = builtinName(wanted) ?? "";
  if (!name.startsWith("any")) return castsImplicitly(execution, type, wanted);
  if (name === "any" || name === "anyelement" || name === "anycompatible") return true;
  if (name.endsWith("array")) return name.includes("non") ? !type.array : type.array;
  const own = type.array ? undefined : execution.edit.get("type", type.id);
  if (name === "anyenum") return own?.kind === "enum";
  const kind = own?.kind ?? builtinType(builtinName(type) ?? "", execution.server)?.kind;
  return name.endsWith("multirange") ? kind === "multirange" : kind === "range";
}

function best(
  candidates: readonly Candidate[],
  score: (candidate: Candidate) => number,
): readonly Candidate[] {
  const scores = candidates.map(score);
  const most = Math.max(0, ...scores);
  return candidates.filter((_, position) => scores[position] === most);
}

/** Literals are taken for strings where some candidate takes one, then for what the other arguments are. */
function forLiterals(
  execution: Execution,
  candidates: readonly Candidate[],
  types: readonly (TypeRef | undefined)[],
): readonly Candidate[] {
  let left = candidates;
  types.forEach((type, at) => {
    if (type === undefined || isKnown(type) || left.length < 2) return;
    const category = categoryFor(execution, left, at);
    if (category === undefined) return;
    left = left.filter(({ parameters }) => categoryOf(execution, parameters[at]) === category);
    const preferred = left.filter(({ parameters }) =>
      isPreferred(execution, parameters[at] ?? builtin("any")),
    );
    if (preferred.length > 0) left = preferred;
  });
  const known = types.filter(isKnown);
  const [first] = known;
  if (left.length < 2 || first === undefined || known.some((type) => !sameBase(type, first))) return left;
  const alike = left.filter(({ parameters }) => parameters.every((wanted) => sameBase(wanted, first)));
  return alike.length > 0 ? alike : left;
}

function categoryFor(execution: Execution, candidates: readonly Candidate[], at: number): string | undefined {
  const categories = candidates.map(({ parameters }) => categoryOf(execution, parameters[at]));
  if (categories.includes("S")) return "S";
  const [first] = categories;
  return categories.every((category) => category === first) ? first : undefined;
}

function categoryOf(execution: Execution, type: TypeRef | undefined): string {
  if (type === undefined) return "";
  if (type.array) return "A";
  return builtinType(builtinName(type) ?? "", execution.server)?.category ?? "U";
}
