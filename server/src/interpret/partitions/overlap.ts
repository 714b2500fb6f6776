import type { Node, PartitionBoundSpec } from "@pgsql/types";
import { compare, constantOf, limitOf } from "./values.ts";

/** Whether two bounds of the same parent share a value, as far as constants show (check_new_partition_bound). */
export function overlaps(one: PartitionBoundSpec, other: PartitionBoundSpec): boolean {
  if (one.is_default === true || other.is_default === true || one.strategy !== other.strategy) return false;
  switch (one.strategy) {
    case "l":
      return listsMeet(one, other);
    case "h":
      return hashesMeet(one, other);
    default:
      return rangesMeet(one, other);
  }
}

/** A range whose end is not above its start. */
export function isEmpty({ strategy, lowerdatums, upperdatums }: PartitionBoundSpec): boolean {
  return strategy === "r" && order(lowerdatums, upperdatums) >= 0;
}

function listsMeet(one: PartitionBoundSpec, other: PartitionBoundSpec): boolean {
  const values = new Set((one.listdatums ?? []).map(listed));
  return (other.listdatums ?? []).some((datum) => {
    const value = listed(datum);
    return value !== undefined && values.has(value);
  });
}

/** `1` and `'1'` are the same value of the key's type, and null is one too. */
function listed(datum: Node): string | undefined {
  if ("A_Const" in datum && datum.A_Const.isnull === true) return "null";
  const value = constantOf(datum);
  return value === undefined ? undefined : `value ${value}`;
}

/** Remainders meet where they agree modulo the smaller of the two moduli, which divides the other. */
function hashesMeet(one: PartitionBoundSpec, other: PartitionBoundSpec): boolean {
  const modulus = Math.min(one.modulus ?? 1, other.modulus ?? 1);
  return (one.remainder ?? 0) % modulus === (other.remainder ?? 0) % modulus;
}

function rangesMeet(one: PartitionBoundSpec, other: PartitionBoundSpec): boolean {
  return order(one.lowerdatums, other.upperdatums) < 0 && order(other.lowerdatums, one.upperdatums) < 0;
}

/**
 * Where a start lies from an end, below 0 before it; NaN where that cannot be told. Behind MINVALUE and MAXVALUE nothing
 * counts (partition_rbound_cmp).
 */
function order(start: readonly Node[] | undefined, end: readonly Node[] | undefined): number {
  for (const [position, datum] of (start ?? []).entries()) {
    const [one, other] = [limitOf(datum), limitOf(end?.[position])];
    if (one === undefined || other === undefined) return Number.NaN;
    if (one.side !== other.side) return one.side - other.side;
    if (one.side !== 0) return 0;
    const difference =
      one.value === undefined || other.value === undefined ? Number.NaN : compare(one.value, other.value);
    if (difference !== 0) return difference;
  }
  return 0;
}
