import type { Node, PartitionBoundSpec } from "@pgsql/types";
import { compareLimits, constantOf, limitOf, type Limit } from "./values.ts";

/** A bound, taken apart as far as constants show. */
export type Bound =
  | { readonly kind: "default" | "unknown" }
  | { readonly kind: "list"; readonly values: readonly string[] }
  | { readonly kind: "hash"; readonly modulus: number; readonly remainder: number }
  | { readonly kind: "range"; readonly lower: End; readonly upper: End };
/** One end of a range: a limit for each column of the key; undefined where it is no constant. */
export type End = readonly (Limit | undefined)[];

export function boundOf(spec: PartitionBoundSpec): Bound {
  if (spec.is_default === true) return { kind: "default" };
  switch (spec.strategy) {
    case "l":
      return { kind: "list", values: (spec.listdatums ?? []).flatMap((datum) => listed(datum) ?? []) };
    case "h":
      return { kind: "hash", modulus: spec.modulus ?? 1, remainder: spec.remainder ?? 0 };
    case "r":
      return { kind: "range", lower: endOf(spec.lowerdatums), upper: endOf(spec.upperdatums) };
    default:
      return { kind: "unknown" };
  }
}

/** A range whose end is not above its start. */
export function isEmpty(bound: Bound): boolean {
  return bound.kind === "range" && order(bound.lower, bound.upper) >= 0;
}

/**
 * Whether two bounds of the same parent share a value, as far as constants show (check_new_partition_bound). Those of
 * lists are found by their values, see `Siblings`.
 */
export function overlaps(one: Bound, other: Bound): boolean {
  if (one.kind === "range" && other.kind === "range")
    return order(one.lower, other.upper) < 0 && order(other.lower, one.upper) < 0;
  return one.kind === "hash" && other.kind === "hash" && hashesMeet(one, other);
}

/** `1` and `'1'` are the same value of the key's type, and null is one too. */
function listed(datum: Node): string | undefined {
  if ("A_Const" in datum && datum.A_Const.isnull === true) return "null";
  const value = constantOf(datum);
  return value === undefined ? undefined : `value ${value}`;
}

function endOf(datums: readonly Node[] = []): End {
  return datums.map(limitOf);
}

/** Remainders meet where they agree modulo the smaller of the two moduli, which divides the other. */
function hashesMeet(
  one: { readonly modulus: number; readonly remainder: number },
  other: { readonly modulus: number; readonly remainder: number },
): boolean {
  const modulus = Math.min(one.modulus, other.modulus);
  return one.remainder % modulus === other.remainder % modulus;
}

/**
 * Where an end lies from another, below 0 before it; NaN where that cannot be told. Behind MINVALUE and MAXVALUE
 * nothing counts (partition_rbound_cmp).
 */
export function order(start: End, end: End): number {
  for (const [position, one] of start.entries()) {
    const other = end[position];
    if (one === undefined || other === undefined) return Number.NaN;
    if (one.side !== other.side) return one.side - other.side;
    if (one.side !== 0) return 0;
    const difference = compareLimits(one, other);
    if (difference !== 0) return difference;
  }
  return 0;
}
