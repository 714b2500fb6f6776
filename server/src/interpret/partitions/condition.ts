import type { Node, PartitionBoundSpec } from "@pgsql/types";
import { isTable, type Relation, type Table } from "../../catalog/relations.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { compare, constantOf, type Value } from "./values.ts";

export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** What the rows of a partition are held to. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "null"; readonly column: string; readonly isNull: boolean }
  | {
      readonly kind: "compare";
      readonly column: string;
      readonly operator: Comparison;
      readonly value: Value;
      /** The value as it is written in the bound. */
      readonly datum: Node;
    }
  /** A bound that the model cannot take apart, as that of a hash partition. */
  | { readonly kind: "unknown" };

/** Where the other partitions are looked up: a catalog, or one that is being changed. */
interface Relations {
  get(collection: "relation", id: string): Relation | undefined;
}

const always: Condition = { kind: "and", parts: [] };
const unknown: Condition = { kind: "unknown" };

/** The condition of a bound; that of a default partition is that no other of `parent` takes the row. */
export function conditionOf(
  relations: Relations,
  parent: Table,
  bound: PartitionBoundSpec,
  self?: Table,
): Condition {
  const keys = parent.partitionKey?.parts.map((part) =>
    typeof part === "number" ? parent.columns.find(({ number }) => number === part)?.name : undefined,
  );
  if (keys === undefined || !keys.every((key) => key !== undefined)) return unknown;
  if (bound.is_default === true) {
    const others = parent.children.filter((id) => id !== self?.id).map((id) => specOf(relations, id));
    return and(
      others.map((spec) => (spec === undefined ? unknown : negated(conditionOf(relations, parent, spec)))),
    );
  }
  if (parent.partitionKey?.comparedBy !== undefined) return unknown;
  if (bound.strategy === "l") return listCondition(keys[0] ?? "", bound.listdatums ?? []);
  return bound.strategy === "r" ? rangeCondition(keys, bound) : unknown;
}

/** The conditions of a partitioned table's own bound, and of those above it. */
export function conditionAbove(relations: Relations, table: Table): Condition {
  const parent = relations.get("relation", table.parents[0] ?? table.id);
  const spec = specOf(relations, table.id);
  if (spec === undefined || !isTable(parent)) return always;
  return and([conditionOf(relations, parent, spec, table), conditionAbove(relations, parent)]);
}

function specOf(relations: Relations, id: string): PartitionBoundSpec | undefined {
  const partition = relations.get("relation", id);
  const node = isTable(partition) ? partition.bound?.node : undefined;
  return node !== undefined && "PartitionBoundSpec" in node ? node.PartitionBoundSpec : undefined;
}

export function and(parts: readonly Condition[]): Condition {
  return { kind: "and", parts };
}

/** Whether a condition holds for every row: that of a default partition without others. */
export function isAlways(condition: Condition): boolean {
  return condition.kind === "and" && condition.parts.every(isAlways);
}

export function negated(condition: Condition): Condition {
  switch (condition.kind) {
    case "and":
    case "or":
      return { kind: condition.kind === "and" ? "or" : "and", parts: condition.parts.map(negated) };
    case "null":
      return { ...condition, isNull: !condition.isNull };
    case "compare":
      return { ...condition, operator: opposites[condition.operator] };
    case "unknown":
      return condition;
  }
}

const opposites: Readonly<Record<Comparison, Comparison>> = {
  "=": "<>",
  "<>": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

/** As get_qual_for_list builds it. */
function listCondition(column: string, datums: readonly Node[]): Condition {
  const isNull = datums.some((datum) => "A_Const" in datum && datum.A_Const.isnull === true);
  const values = datums.filter((datum) => !("A_Const" in datum && datum.A_Const.isnull === true));
  const equal: Condition = {
    kind: "or",
    parts: values.map((datum) => comparison(column, "=", datum)),
  };
  const nullness: Condition = { kind: "null", column, isNull };
  if (!isNull) return and([nullness, equal]);
  return values.length === 0 ? nullness : { kind: "or", parts: [nullness, equal] };
}

/** As get_qual_for_range builds it: columns with the same value at both ends first, then one arm for each end. */
function rangeCondition(keys: readonly string[], { lowerdatums = [], upperdatums = [] }: PartitionBoundSpec) {
  const notNull = keys.map((column): Condition => ({ kind: "null", column, isNull: false }));
  const between = (at: number): Condition => {
    const column = keys[at];
    if (column === undefined) return always;
    const [low, high] = [constantOf(lowerdatums[at]), constantOf(upperdatums[at])];
    if (low !== undefined && high !== undefined && compare(low, high) === 0)
      return and([comparison(column, "=", lowerdatums[at]), between(at + 1)]);
    return and([arm(keys, lowerdatums, at, ">"), arm(keys, upperdatums, at, "<")]);
  };
  return and([...notNull, between(0)]);
}

/** What keeps rows within one end: `a > 1 OR (a = 1 AND b >= 2)`. */
function arm(keys: readonly string[], datums: readonly Node[], at: number, side: ">" | "<"): Condition {
  const column = keys[at];
  const word = bareColumn(datums[at]);
  if (column === undefined || word === "minvalue" || word === "maxvalue") return always;
  const datum = datums[at];
  const strict = comparison(column, side, datum);
  const next = bareColumn(datums[at + 1]);
  if (at + 1 === keys.length) return side === ">" ? comparison(column, ">=", datum) : strict;
  if (next === "minvalue") return side === ">" ? comparison(column, ">=", datum) : strict;
  if (next === "maxvalue") return side === ">" ? strict : comparison(column, "<=", datum);
  return {
    kind: "or",
    parts: [strict, and([comparison(column, "=", datum), arm(keys, datums, at + 1, side)])],
  };
}

function comparison(column: string, operator: Comparison, datum: Node | undefined): Condition {
  const value = constantOf(datum);
  return value === undefined || datum === undefined
    ? unknown
    : { kind: "compare", column, operator, value, datum };
}
