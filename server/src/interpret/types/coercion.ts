import { builtinCast, hasLengthCoercion, type Cast } from "../../catalog/builtins/casts.ts";
import { extensionCast, isExtensionString } from "../../catalog/builtins/extensions.ts";
import { isAssumedType } from "../../catalog/ids.ts";
import { builtinType } from "../../catalog/builtins/types.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType, domainConstrains, domainOf } from "./domainOf.ts";
import type { Execution } from "../execution.ts";
import { isRowType } from "./rowType.ts";
import { isLengthKept } from "./lengthCoercion.ts";
import { castKey } from "./casts.ts";
import { settingOf } from "../names/searchPath.ts";
import { builtinName, isUntold, sameBase, sameModifiers } from "./typeRefs.ts";

/**
 * What it takes to turn stored values of one type into another: `none`: the stored form stays; `compute`: each value
 * is computed; `impossible`: there is no such cast in this context.
 */
export type Conversion = "none" | "compute" | "impossible";

/** Implicit casts serve everywhere, assignment casts in assignments, explicit ones in CAST and `::` only. */
export type CastContext = "assignment" | "explicit";

/**
 * The conversion between two types (coerce_to_target_type, then what ATColumnChangeRequiresRewrite looks through
 * after the planner has simplified it).
 */
export function conversion(
  execution: Execution,
  from: TypeRef,
  to: TypeRef,
  context: CastContext,
): Conversion {
  if (isUntold(from)) {
    execution.partly("the type of the column comes from a query that is not taken apart");
    return "compute";
  }
  if (sameBase(from, to) && isAssumedType(from.id)) return "none";
  // What is not known of a type may be anything: values are computed, as they are between most types.
  if (isAssumedType(from.id) || isAssumedType(to.id)) return "compute";
  if (sameBase(from, to) && domainOf(execution, to) !== undefined) return "none";
  const source = withoutDomain(execution, from);
  const target = baseType(execution, to);
  const value = baseConversion(execution, source, target, context);
  if (value === "impossible") return value;
  // Values that enter a domain with constraints are checked one by one.
  return domainConstrains(execution, to) ? "compute" : value;
}

/** Of a domain's values the planner knows no modifiers, though its base type may have some. */
function withoutDomain(execution: Execution, type: TypeRef): TypeRef {
  const base = baseType(execution, type);
  return domainOf(execution, type) === undefined ? base : { ...base, modifiers: [] };
}

function baseConversion(
  execution: Execution,
  source: TypeRef,
  target: TypeRef,
  context: CastContext,
): Conversion {
  if (sameBase(source, target)) return lengthConversion(execution, source, target);
  const cast = castBetween(execution, source, target, context);
  if (cast === undefined) return "impossible";
  if (cast === "compute") return "compute";
  // The cast's result has no modifiers yet.
  return lengthConversion(execution, { ...target, modifiers: [] }, target);
}

/** Enforcing modifiers that the values already keep is no work. */
function lengthConversion(execution: Execution, source: TypeRef, target: TypeRef): Conversion {
  if (sameModifiers(source, target)) return "none";
  if (target.modifiers.length === 0 && target.fields === undefined) return "none";
  const name = builtinName({ ...target, array: false });
  // Types of extensions that take modifiers enforce them by functions of their own.
  if (name === undefined) return "compute";
  if (!hasLengthCoercion(name, execution.server)) return "none";
  return !target.array && isLengthKept(name, source, target) ? "none" : "compute";
}

function castBetween(
  execution: Execution,
  source: TypeRef,
  target: TypeRef,
  context: CastContext,
): "none" | "compute" | undefined {
  if (source.array && target.array) return castElements(execution, source, target, context);
  const from = builtinName(source);
  const to = builtinName(target);
  // Its fields are found out to fit when it is made (can_coerce_type).
  if (from === "record" && isRowType(target, execution.edit)) return "compute";
  const made = execution.edit.get("cast", castKey(source, target));
  const cast =
    made ?? (from === undefined || to === undefined ? undefined : builtinCast(from, to, execution.server));
  if (cast !== undefined && allows(cast, context)) return costOf(execution, cast, from, to);
  if (cast !== undefined) return undefined;
  const ofExtension = extensionCast(spelledForCast(execution, source), spelledForCast(execution, target));
  if (ofExtension !== undefined)
    return allows(ofExtension, context) ? costOf(execution, ofExtension, from, to) : undefined;
  // Every type can be written into text and its kin; the cast back must be asked for.
  if (isString(execution, target)) return "compute";
  return context === "explicit" && isString(execution, source) ? "compute" : undefined;
}

/** As the data on extensions spells it: `+` before a type that is not built in. */
function spelledForCast({ edit }: Execution, type: TypeRef): string {
  const name = builtinName(type) ?? `+${edit.get("type", type.id)?.name ?? ""}`;
  return type.array ? `${name}[]` : name;
}

/** Arrays are converted element by element, be it for nothing. */
function castElements(
  execution: Execution,
  source: TypeRef,
  target: TypeRef,
  context: CastContext,
): "compute" | undefined {
  const element = castBetween(execution, { ...source, array: false }, { ...target, array: false }, context);
  return element === undefined ? undefined : "compute";
}

function allows(cast: Cast, context: CastContext): boolean {
  return context === "explicit" || cast.context !== "explicit";
}

function costOf(
  execution: Execution,
  cast: Cast,
  from: string | undefined,
  to: string | undefined,
): "none" | "compute" {
  if (cast.method === "binary") return "none";
  const names = [from, to];
  const isTimestamps = names.includes("timestamp") && names.includes("timestamptz");
  return isTimestamps && isZoneUtc(execution) ? "none" : "compute";
}

/** Session time zones that are at UTC for ever, so that timestamp and timestamptz are the same numbers. */
function isZoneUtc(execution: Execution): boolean {
  const zone = settingOf(execution, "timezone") ?? execution.target.timeZone;
  return utcZones.has(zone.toLowerCase());
}

const utcZones = new Set(
  [
    "utc gmt uct zulu universal greenwich gmt0 gmt+0 gmt-0 0",
    "etc/utc etc/gmt etc/uct etc/zulu etc/universal etc/greenwich etc/gmt0 etc/gmt+0 etc/gmt-0",
  ].flatMap((names) => names.split(" ")),
);

function isString(execution: Execution, type: TypeRef): boolean {
  const name = builtinName(type);
  if (name !== undefined) return builtinType(name, execution.server)?.category === "S";
  const own = type.array ? undefined : execution.edit.get("type", type.id);
  return own?.kind === "base" && isExtensionString(own.name);
}
