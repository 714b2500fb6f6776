import type { Node, PartitionBoundSpec } from "@pgsql/types";
import { isTable, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { stringOf, stringsOf } from "../nodes.ts";
import { compare, constantOf, limitOf, type Value } from "../partitionValues.ts";
import { conjuncts } from "../conjuncts.ts";

/** What is known of the rows that a statement touches: a comparison of a column with a constant. */
export interface Condition {
  /** The name before the dot, if there is one. */
  readonly qualifier: string | undefined;
  readonly column: string;
  readonly operator: "=" | "<" | "<=" | ">" | ">=";
  readonly value: Value;
}

/** The comparisons with constants that a WHERE clause demands. */
export function conditionsIn(where: Node | undefined): readonly Condition[] {
  return where === undefined ? [] : conjuncts(where).flatMap(conditionOf);
}

const operators = ["=", "<", "<=", ">", ">="] as const;
const mirrored = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function conditionOf(node: Node): Condition[] {
  if (!("A_Expr" in node) || node.A_Expr.kind !== "AEXPR_OP") return [];
  const { name, lexpr, rexpr } = node.A_Expr;
  const operator = operators.find((one) => one === stringOf(name?.at(-1)));
  if (operator === undefined) return [];
  return [...comparison(lexpr, operator, rexpr), ...comparison(rexpr, mirrored[operator], lexpr)];
}

function comparison(
  side: Node | undefined,
  operator: Condition["operator"],
  other: Node | undefined,
): Condition[] {
  const value = constantOf(other);
  if (side === undefined || !("ColumnRef" in side) || value === undefined) return [];
  const [column = "", qualifier] = stringsOf(side.ColumnRef.fields).reverse();
  return [{ qualifier, column, operator, value }];
}

/** The partitions that rows under these conditions can be in, at every level (partition pruning at plan time). */
export function partitionsFor(
  execution: Execution,
  table: Table,
  conditions: readonly Condition[],
): readonly Table[] {
  const children = table.children.flatMap((id) => {
    const child = execution.edit.get("relation", id);
    return isTable(child) ? [child] : [];
  });
  return kept(table, children, conditions).flatMap((child) => [
    child,
    ...partitionsFor(execution, child, conditions),
  ]);
}

function kept(table: Table, children: readonly Table[], conditions: readonly Condition[]): readonly Table[] {
  const [part] = table.partitionKey?.parts ?? [];
  const key = table.columns.find(({ number }) => number === part)?.name;
  const onKey = conditions.filter(({ column }) => column === key);
  if (key === undefined || onKey.length === 0 || table.partitionKey?.strategy === "hash") return children;
  const isSingle = table.partitionKey?.parts.length === 1;
  const matching = children.filter(({ bound }) => {
    const node = bound?.node;
    if (node === undefined || !("PartitionBoundSpec" in node) || bound?.isDefault === true) return false;
    return onKey.every((condition) => mayHold(node.PartitionBoundSpec, condition, isSingle));
  });
  // A value that has a partition of its own cannot be in the default one.
  const isEqual = matching.length > 0 && onKey.some(({ operator }) => operator === "=");
  const isPlaced = isSingle && (isEqual || isCovered(matching, onKey));
  return isPlaced
    ? matching
    : children.filter((child) => matching.includes(child) || child.bound?.isDefault === true);
}

/** Whether range partitions, one next to the other, hold all values that the conditions let through. */
function isCovered(partitions: readonly Table[], conditions: readonly Condition[]): boolean {
  const from = conditions.find(({ operator }) => operator === ">" || operator === ">=")?.value;
  const to = conditions.find(({ operator }) => operator === "<" || operator === "<=");
  const ranges = partitions.flatMap(({ bound }) => {
    const node = bound?.node;
    return node !== undefined && "PartitionBoundSpec" in node && node.PartitionBoundSpec.strategy === "r"
      ? [node.PartitionBoundSpec]
      : [];
  });
  let reached: Value | undefined = from;
  for (let step = 0; step <= ranges.length; step++) {
    if (reached !== undefined && to !== undefined && isPast(reached, to)) return true;
    const next = ranges.find((range) => holdsNext(range, reached));
    if (next === undefined) return false;
    if (limitOf(next.upperdatums, "maxvalue") === "open") return true;
    reached = datum(next.upperdatums, "maxvalue");
    if (reached === undefined) return false;
  }
  return false;
}

function isPast(reached: Value, { operator, value }: Condition): boolean {
  return operator === "<" ? compare(reached, value) >= 0 : compare(reached, value) > 0;
}

/** Whether a range begins at or before a value, or below all of them, and goes on behind it. */
function holdsNext({ lowerdatums, upperdatums }: PartitionBoundSpec, value: Value | undefined): boolean {
  const low = limitOf(lowerdatums, "minvalue");
  if (value === undefined || low === undefined) return value === undefined && low === "open";
  const high = limitOf(upperdatums, "maxvalue");
  if (high === undefined) return false;
  const begins = low === "open" || compare(low.value, value) <= 0;
  return begins && (high === "open" || compare(high.value, value) > 0);
}

/** True where it cannot be told: comparisons of what the model cannot order are not a number. */
function mayHold(bound: PartitionBoundSpec, { operator, value }: Condition, isSingle: boolean): boolean {
  if (bound.strategy === "l") return listMayHold(bound, operator, value);
  const low = datum(bound.lowerdatums, "minvalue");
  const high = datum(bound.upperdatums, "maxvalue");
  const belowHigh = high === undefined || !(isSingle ? compare(value, high) >= 0 : compare(value, high) > 0);
  const aboveLow = low === undefined || !(compare(value, low) < 0);
  if (operator === "=") return belowHigh && aboveLow;
  if (operator === ">" || operator === ">=") return belowHigh;
  return operator === "<" ? low === undefined || !(compare(value, low) <= 0) : aboveLow;
}

function listMayHold(bound: PartitionBoundSpec, operator: Condition["operator"], value: Value): boolean {
  const values = (bound.listdatums ?? []).map(constantOf);
  return values.some((one) => {
    if (one === undefined) return operator !== "=";
    const order = compare(one, value);
    if (Number.isNaN(order)) return operator === "=" ? one === value : true;
    if (operator === "=") return order === 0;
    if (operator === "<") return order < 0;
    if (operator === "<=") return order <= 0;
    return operator === ">" ? order > 0 : order >= 0;
  });
}

/** The first constant of an end; undefined where it is open or no constant. */
function datum(nodes: readonly Node[] | undefined, open: string): Value | undefined {
  const [first] = nodes ?? [];
  if (first !== undefined && "ColumnRef" in first && stringsOf(first.ColumnRef.fields).at(-1) === open)
    return undefined;
  return constantOf(first);
}
