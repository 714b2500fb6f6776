import type { Node } from "@pgsql/types";
import { bareColumn } from "./expressions.ts";
import { integerOf, stringOf } from "./nodes.ts";

/** A constant of a partition bound or of a CHECK. */
export type Value = number | string;

/** One end of a range: open, a constant, or undefined where it is neither. */
export type Limit = "open" | { readonly value: Value };

/**
 * Below 0, 0 or above 0; NaN, which compares as false, where the model cannot tell. Text is compared where it holds
 * whole numbers, or dates written alike; other text would need its collation.
 */
export function compare(one: Value, other: Value): number {
  if (one === other) return 0;
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== undefined && b !== undefined) return a - b;
  if (!isDate(one) || !isDate(other)) return Number.NaN;
  return one < other ? -1 : 1;
}

function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return /^-?\d{1,15}$/u.test(value) ? Number(value) : undefined;
}

function isDate(value: Value): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}(?:$|[ T])/u.test(value);
}

export function limitOf(
  datums: readonly Node[] | undefined,
  openName: "minvalue" | "maxvalue",
): Limit | undefined {
  const [datum, second] = datums ?? [];
  if (datum === undefined || second !== undefined) return undefined;
  if (bareColumn(datum) === openName) return "open";
  const constant = constantOf(datum);
  return constant === undefined ? undefined : { value: constant };
}

export function constantOf(node: Node | undefined): Value | undefined {
  if (node === undefined) return undefined;
  if ("TypeCast" in node) return constantOf(node.TypeCast.arg);
  return stringOf(node) ?? integerOf(node);
}
