import { daysFromCivil } from "../values/calendar.ts";
import type { Node } from "@pgsql/types";
import { bareColumn } from "../expressions/bareColumn.ts";
import { integerOf, stringOf } from "../nodes.ts";

/** A constant of a partition bound or of a CHECK. */
export type Value = number | string;

/** One column of a range's end: a constant, or -1 and 1 for MINVALUE and MAXVALUE. */
export interface Limit {
  readonly side: -1 | 0 | 1;
  readonly value?: Value;
  /** The value as a number, or as a moment, taken apart once. */
  readonly number?: number | undefined;
  readonly moment?: Moment | undefined;
}

/** A date or time: milliseconds, as in UTC where it has no zone. */
interface Moment {
  readonly at: number;
  readonly zoned: boolean;
}

/**
 * Below 0, 0 or above 0; NaN, which compares as false, where the model cannot tell. Text is compared where it holds
 * whole numbers, or dates and times; other text would need its collation.
 */
export function compare(one: Value, other: Value): number {
  return one === other ? 0 : compareLimits(limitAt(one), limitAt(other));
}

/** As `compare`, for two constants that were taken apart before. */
export function compareLimits(one: Limit, other: Limit): number {
  if (one.value === other.value) return one.value === undefined ? Number.NaN : 0;
  if (one.number !== undefined && other.number !== undefined) return one.number - other.number;
  const [first, second] = [one.moment, other.moment];
  if (first === undefined || second === undefined) return Number.NaN;
  const difference = first.at - second.at;
  // Without its zone a time may be meant in any.
  const isVague = first.zoned !== second.zoned && Math.abs(difference) < widestZone;
  return isVague ? Number.NaN : difference;
}

function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return /^-?\d{1,15}$/u.test(value) ? Number(value) : undefined;
}

/** Milliseconds: no zone is further than 15 hours from UTC. */
const widestZone = 16 * 3_600_000;
const moment =
  /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?)? ?(?:(Z|UTC)|([+-])(\d{2})(?::?(\d{2}))?)?$/u;

function momentOf(value: Value): Moment | undefined {
  const parts = typeof value === "string" ? moment.exec(value) : null;
  if (parts === null) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, utc, sign, hours = 0, minutes = 0] = parts;
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const days = daysFromCivil({ year: Number(year), month: Number(month), day: Number(day) });
  const at = ((days * 24 + Number(hour)) * 60 + Number(minute) - offset) * 60_000 + Number(second) * 1000;
  return { at, zoned: utc !== undefined || sign !== undefined };
}

/** Undefined where it is no constant. */
export function limitOf(datum: Node | undefined): Limit | undefined {
  const word = bareColumn(datum);
  if (word === "minvalue" || word === "maxvalue") return { side: word === "minvalue" ? -1 : 1 };
  const value = constantOf(datum);
  return value === undefined ? undefined : limitAt(value);
}

function limitAt(value: Value): Limit {
  return { side: 0, value, number: numberOf(value), moment: momentOf(value) };
}

export function constantOf(node: Node | undefined): Value | undefined {
  if (node === undefined) return undefined;
  if ("TypeCast" in node) return constantOf(node.TypeCast.arg);
  if ("A_Const" in node && node.A_Const.boolval !== undefined)
    return String(node.A_Const.boolval.boolval === true);
  // Whole numbers that are larger than an integer, and fractions.
  if ("A_Const" in node && node.A_Const.fval !== undefined) return node.A_Const.fval.fval;
  return stringOf(node) ?? integerOf(node);
}
