import { asTruth, row, sameValue, type Row, type Truth, type Value } from "../values/value.ts";
import type { Node } from "@pgsql/types";
import { evaluate, type Place, type Rows } from "./place.ts";

/** One row of each FROM item, by the name under which it can be qualified. */
export type Binding = ReadonlyMap<string, Row>;

/** Combinations of the rows of FROM. */
export interface Bindings {
  readonly bindings: readonly Binding[];
  /** False where there may be more of them. */
  readonly complete: boolean;
}

/** Where an expression is evaluated once more, for certain rows: values alone are wanted. */
export function forBinding(at: Place, binding: Binding, follows: Place["follows"] = at.follows): Place {
  return {
    ...at,
    notes: undefined,
    known: undefined,
    aggregate: undefined,
    follows: at.follows === "runs" ? follows : at.follows,
    row: (parts) => valueIn(binding, parts) ?? at.row?.(parts),
  };
}

/** What is asked for the values of expressions once more, without rows of its own. */
export function forValues(at: Place): Place {
  return { ...at, notes: undefined, known: undefined, aggregate: undefined, follows: "asks" };
}

/** Names of the query's own rows come first, then those around it. */
function valueIn(binding: Binding, parts: readonly string[]): { readonly value: Value } | undefined {
  const [column = "", qualifier] = parts.toReversed();
  if (qualifier !== undefined) {
    const entry = binding.get(qualifier);
    return entry === undefined ? undefined : { value: entry.fields.get(column) };
  }
  for (const { fields } of binding.values()) if (fields.has(column)) return { value: fields.get(column) };
  const whole = binding.get(column);
  return whole === undefined ? undefined : { value: whole };
}

/** Whether a condition holds for certain rows; what calls in it would give is only asked, since it is asked often. */
export function holdsFor(at: Place, binding: Binding, condition: Node): Truth {
  return asTruth(evaluate(forBinding(at, binding, "asks"), condition).value);
}

export function distinct(rows: readonly Row[]): readonly Row[] {
  return rows.filter((one, index) => rows.findIndex((other) => sameRow(one, other)) === index);
}

function sameRow(one: Row, other: Row): boolean {
  return one === other || [...one.fields].every(([key, value]) => sameValue(value, other.fields.get(key)));
}

/** Which rows LIMIT leaves depends on an order that is not followed. */
export function limited(found: Rows, limit: Value): Rows {
  if (limit === null) return found;
  if (typeof limit === "number" && found.rows.length <= limit) return found;
  return {
    rows: found.rows.slice(0, typeof limit === "number" ? limit : 0),
    complete: limit === 1 && found.complete && found.rows.every((one) => isFirst(one, found.rows)),
  };
}

function isFirst(one: Row, [first]: readonly Row[]): boolean {
  return first !== undefined && sameRow(first, one);
}

/** Rows of one column. */
export function rowsOf(name: string, values: readonly Value[]): readonly Row[] {
  return values.map((value) => row({ [name]: value }));
}

/** The first row's first value: what a query yields that stands for a value; undefined where it is not known. */
export function onlyValue(found: Rows | undefined): Value {
  if (found?.complete !== true) return undefined;
  const [first] = found.rows;
  if (first === undefined) return null;
  const [value] = first.fields.values();
  return value;
}
