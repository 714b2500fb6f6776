import type { PartitionBoundSpec } from "@pgsql/types";
import { compare, constantOf, limitOf, type Limit } from "./partitionValues.ts";

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
export function isEmpty(bound: PartitionBoundSpec): boolean {
  const [low, high] = limitsOf(bound);
  return isConstant(low) && isConstant(high) && compare(low.value, high.value) >= 0;
}

function listsMeet(one: PartitionBoundSpec, other: PartitionBoundSpec): boolean {
  const values = (one.listdatums ?? []).map(constantOf);
  return (other.listdatums ?? []).some((datum) => {
    const value = constantOf(datum);
    return value !== undefined && values.includes(value);
  });
}

/** Remainders meet where they agree modulo the smaller of the two moduli, which divides the other. */
function hashesMeet(one: PartitionBoundSpec, other: PartitionBoundSpec): boolean {
  const modulus = Math.min(one.modulus ?? 1, other.modulus ?? 1);
  return (one.remainder ?? 0) % modulus === (other.remainder ?? 0) % modulus;
}

function rangesMeet(one: PartitionBoundSpec, other: PartitionBoundSpec): boolean {
  const [low, high] = limitsOf(one);
  const [otherLow, otherHigh] = limitsOf(other);
  return isBefore(low, otherHigh) && isBefore(otherLow, high);
}

function limitsOf(bound: PartitionBoundSpec): readonly [Limit | undefined, Limit | undefined] {
  return [limitOf(bound.lowerdatums, "minvalue"), limitOf(bound.upperdatums, "maxvalue")];
}

/** Whether a start lies before an end; false where that cannot be told. */
function isBefore(start: Limit | undefined, end: Limit | undefined): boolean {
  if (start === undefined || end === undefined) return false;
  return start === "open" || end === "open" || compare(start.value, end.value) < 0;
}

function isConstant(limit: Limit | undefined): limit is Exclude<Limit, "open"> {
  return limit !== undefined && limit !== "open";
}
