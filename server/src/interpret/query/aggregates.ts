import type { FuncCall, Node } from "@pgsql/types";
import { find } from "../walk.ts";
import { splitName } from "../names/lookup.ts";
import { and, asText, asTruth, compareValues, list, or, type Value } from "../values/value.ts";
import { type Place, evaluate } from "./place.ts";

const names = ["count", "min", "max", "bool_and", "bool_or", "every", "array_agg", "string_agg", "sum"];

export function isAggregate(call: FuncCall): boolean {
  return call.over === undefined && names.includes(splitName(call.funcname).name);
}

export function hasAggregate(target: Node): boolean {
  return (
    find(target, (node) => ("FuncCall" in node && isAggregate(node.FuncCall) ? node : undefined)).length > 0
  );
}

/** An aggregate over the rows of a query; undefined where rows or values are not known. */
export function aggregateOf(call: FuncCall, rows: readonly Place[], complete: boolean): Value {
  const { name } = splitName(call.funcname);
  const [argument, second] = call.args ?? [];
  const values = rows.map((at) => (argument === undefined ? true : evaluate(at, argument).value));
  if (name === "bool_or" && values.some((value) => asTruth(value) === true)) return true;
  if (!complete || values.includes(undefined) || call.agg_filter !== undefined || call.agg_distinct === true)
    return undefined;
  const present: readonly Value[] = values.filter((value) => value !== null);
  if (name === "count") return argument === undefined ? rows.length : present.length;
  if (present.length === 0) return null;
  switch (name) {
    case "min":
    case "max":
      return present.reduce((best, value) => extreme(name, best, value));
    case "bool_or":
      return or(present.map(asTruth));
    case "array_agg":
      return list(values);
    case "string_agg": {
      const texts = present.map(asText);
      const by =
        second === undefined || rows[0] === undefined ? undefined : asText(evaluate(rows[0], second).value);
      return typeof by === "string" && !texts.includes(undefined) ? texts.join(by) : undefined;
    }
    case "sum":
      return present.every((value) => typeof value === "number")
        ? present.reduce((sum, value) => sum + value, 0)
        : undefined;
    default:
      return and(present.map(asTruth));
  }
}

function extreme(name: string, best: Value, value: Value): Value {
  // Texts are ordered by a collation that is not known.
  if (typeof best === "string" || typeof value === "string") return undefined;
  const order = compareValues(value, best);
  if (typeof order !== "number") return undefined;
  return (name === "max") === order > 0 ? value : best;
}
