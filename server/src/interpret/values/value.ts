/*
 * What an expression of a body yields, as far as the catalog and the body's own constants decide it. `undefined`
 * stands for what only a run can tell; SQL's NULL is `null`.
 */

import { momentFrom, momentText, type Interval, type Moment } from "./moments.ts";

export type Known = null | string | number | boolean | Oid | Row | List | Moment | Interval;
export type Value = Known | undefined;

/** A reference to an object of the catalog: regclass, regtype, regnamespace, or an oid column of a system table. */
export interface Oid {
  readonly kind: "oid";
  readonly id: string;
  /** As casting it to text prints it. */
  readonly text: string;
}

export interface Row {
  readonly kind: "row";
  readonly fields: ReadonlyMap<string, Value>;
  /** True where a field that is not here does not exist: NEW and OLD of a known table. */
  readonly closed?: true;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly Value[];
}

export function oid(id: string, text: string): Oid {
  return { kind: "oid", id, text };
}

export function row(fields: Readonly<Record<string, Value>>): Row {
  return { kind: "row", fields: new Map(Object.entries(fields)) };
}

/** The value of the first column. */
export function firstField({ fields }: Row): Value {
  const [first] = fields.values();
  return first;
}

export function list(items: readonly Value[]): List {
  return { kind: "list", items };
}

export function isOid(value: Value): value is Oid {
  return typeof value === "object" && value !== null && value.kind === "oid";
}

export function isRow(value: Value): value is Row {
  return typeof value === "object" && value !== null && value.kind === "row";
}

export function isList(value: Value): value is List {
  return typeof value === "object" && value !== null && value.kind === "list";
}

export function isMoment(value: Value): value is Moment {
  return typeof value === "object" && value !== null && value.kind === "moment";
}

export function isInterval(value: Value): value is Interval {
  return typeof value === "object" && value !== null && value.kind === "interval";
}

/** The value as text; undefined where it is not known, null for NULL. */
export function asText(value: Value): string | null | undefined {
  if (value === undefined || value === null || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (isMoment(value)) return momentText(value);
  return isOid(value) ? value.text : undefined;
}

/** The value as a number, also where it is its text. */
export function asNumber(value: Value): number | null | undefined {
  if (value === null || typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** Three-valued logic with a fourth value: what cannot be told. */
export type Truth = boolean | null | undefined;

export function asTruth(value: Value): Truth {
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  if (["t", "true", "yes", "on", "1"].includes(word)) return true;
  return ["f", "false", "no", "off", "0"].includes(word) ? false : undefined;
}

export function and(values: readonly Truth[]): Truth {
  if (values.includes(false)) return false;
  if (values.includes(undefined)) return undefined;
  return values.includes(null) ? null : true;
}

export function or(values: readonly Truth[]): Truth {
  if (values.includes(true)) return true;
  if (values.includes(undefined)) return undefined;
  return values.includes(null) ? null : false;
}

export function not(value: Truth): Truth {
  return typeof value === "boolean" ? !value : value;
}

/** How two values compare: negative, 0 or positive; undefined where it cannot be told, null for NULL. */
export function compareValues(left: Value, right: Value): number | null | undefined {
  if (left === null || right === null) return null;
  if (left === undefined || right === undefined) return undefined;
  if (isOid(left) || isOid(right)) return compareOids(left, right);
  if (isMoment(left) || isMoment(right)) return compareMoments(left, right);
  if (typeof left === "number" || typeof right === "number") return compareNumbers(left, right);
  if (typeof left === "boolean" || typeof right === "boolean") return compareTruths(left, right);
  if (typeof left !== "string" || typeof right !== "string") return undefined;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function compareOids(left: Known, right: Known): number | undefined {
  if (isOid(left) && isOid(right)) return left.id === right.id ? 0 : 1;
  // 'x' = some_oid::text and the like.
  const [one, other] = [asText(left), asText(right)];
  return typeof left === "number" || typeof right === "number" || one === undefined || other === undefined
    ? undefined
    : one === other
      ? 0
      : 1;
}

/** A string beside a moment is read as one. */
function compareMoments(left: Known, right: Known): number | undefined {
  const at = (value: Known): number | undefined => {
    if (isMoment(value)) return value.at;
    return typeof value === "string" ? momentFrom(value, "timestamp")?.at : undefined;
  };
  const [one, other] = [at(left), at(right)];
  return one === undefined || other === undefined ? undefined : one - other;
}

function compareNumbers(left: Known, right: Known): number | undefined {
  const [one, other] = [asNumber(left), asNumber(right)];
  return typeof one === "number" && typeof other === "number" ? one - other : undefined;
}

function compareTruths(left: Known, right: Known): number | undefined {
  const [one, other] = [asTruth(left), asTruth(right)];
  return typeof one === "boolean" && typeof other === "boolean" ? Number(one) - Number(other) : undefined;
}

/** Whether two values are the same for the purposes of merging; what is not known differs from everything. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return left !== undefined;
  if (isOid(left) && isOid(right)) return left.id === right.id;
  if (isMoment(left) && isMoment(right)) return left.at === right.at;
  if (isList(left) && isList(right))
    return (
      left.items.length === right.items.length &&
      left.items.every((item, position) => sameValue(item, right.items[position]))
    );
  return false;
}

/** Whether two rows of values lead to the same; what is not known is taken for the same here. */
export function areAlike(left: readonly Value[], right: readonly Value[]): boolean {
  return (
    left.length === right.length &&
    left.every((value, index) => value === right[index] || sameValue(value, right[index]))
  );
}
