import type { Node, PartitionBoundSpec } from "@pgsql/types";
import { isTable, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { isNullConstant, stringsOf } from "../nodes.ts";
import { placeByHash } from "./hash.ts";
import { compare, constantOf, limitOf, type Value } from "./values.ts";
import type { Comparison, Condition, Operator } from "../query/conditions.ts";

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

/** Those that all conditions leave. */
function kept(table: Table, children: readonly Table[], conditions: readonly Condition[]): readonly Table[] {
  if (table.partitionKey?.comparedBy === "collation") return children;
  const sets = conditions.flatMap((condition) => {
    const set = keptBy(table, children, condition);
    return set === undefined ? [] : [set];
  });
  const place = table.partitionKey?.strategy === "hash" ? placeByHash(table, conditions) : undefined;
  const left = children.filter(
    (child) =>
      sets.every((set) => set.includes(child)) && (place === undefined || takesHash(specOf(child), place)),
  );
  return isWhole(table, left, conditions) ? left.filter((child) => !isDefault(child)) : left;
}

/** Range partitions without a gap leave nothing to the default one. */
function isWhole(table: Table, left: readonly Table[], conditions: readonly Condition[]): boolean {
  const { strategy, parts = [] } = table.partitionKey ?? {};
  const key = table.columns.find(({ number }) => number === parts[0])?.name;
  if (strategy !== "range" || parts.length > 1) return false;
  const onKey = conditions.filter(
    (condition): condition is Comparison => condition.kind === "compare" && condition.column === key,
  );
  return onKey.length > 0 && isCovered(left, onKey);
}

function takesHash(bound: PartitionBoundSpec | undefined, place: bigint): boolean {
  if (bound?.modulus === undefined) return true;
  return place % BigInt(bound.modulus) === BigInt(bound.remainder ?? 0);
}

/** Undefined where the condition says nothing of the partitions. */
function keptBy(
  table: Table,
  children: readonly Table[],
  condition: Condition,
): readonly Table[] | undefined {
  if (condition.kind === "or") {
    const branches = condition.branches.map((branch) => kept(table, children, branch));
    return children.filter((child) => branches.some((branch) => branch.includes(child)));
  }
  const parts = table.partitionKey?.parts ?? [];
  const key = table.columns.find(({ number }) => number === parts[0])?.name;
  const strategy = table.partitionKey?.strategy;
  if (key !== condition.column || strategy === undefined || strategy === "hash") return undefined;
  if (condition.kind === "null") return keptByNull(children, strategy, condition.isNull);
  const { operator, value } = condition;
  if (operator === "<>")
    return strategy === "list" ? children.filter((child) => !isOnly(child, value)) : undefined;
  const isSingle = parts.length === 1;
  const matching = children.filter((child) => {
    const bound = specOf(child);
    return bound !== undefined && mayHold(bound, operator, value, isSingle);
  });
  // A value that has a partition of its own cannot be in the default one.
  const isPlaced = isSingle && operator === "=" && matching.length > 0;
  return isPlaced ? matching : children.filter((child) => matching.includes(child) || isDefault(child));
}

function keptByNull(
  children: readonly Table[],
  strategy: "list" | "range",
  isNull: boolean,
): readonly Table[] | undefined {
  const takers = children.filter((child) => (specOf(child)?.listdatums ?? []).some(isNullConstant));
  if (isNull) return takers.length > 0 ? takers : children.filter(isDefault);
  return strategy === "list"
    ? children.filter((child) => !takers.includes(child) || specOf(child)?.listdatums?.length !== 1)
    : undefined;
}

function isDefault({ bound }: Table): boolean {
  return bound?.isDefault === true;
}

/** The bound of a partition that is not the default one. */
function specOf({ bound }: Table): PartitionBoundSpec | undefined {
  const node = bound?.node;
  return node === undefined || !("PartitionBoundSpec" in node) || bound?.isDefault === true
    ? undefined
    : node.PartitionBoundSpec;
}

/** Whether a list partition takes one value, or null, and nothing else. */
function isOnly(child: Table, value: Value): boolean {
  const values = (specOf(child)?.listdatums ?? []).filter((datum) => !isNullConstant(datum)).map(constantOf);
  return (
    values.length > 0 &&
    values.every((one) => one !== undefined && (one === value || compare(one, value) === 0))
  );
}

/** Whether range partitions, one next to the other, hold all values that the conditions let through. */
function isCovered(partitions: readonly Table[], conditions: readonly Comparison[]): boolean {
  const from = conditions.find(({ operator }) => operator === ">" || operator === ">=")?.value;
  const to = conditions.find(({ operator }) => operator === "<" || operator === "<=");
  const ranges = partitions.flatMap((partition) => specOf(partition) ?? []);
  let reached: Value | undefined = from;
  for (let step = 0; step <= ranges.length; step++) {
    if (reached !== undefined && to !== undefined && isPast(reached, to)) return true;
    const next = ranges.find((range) => holdsNext(range, reached));
    const end = limitOf(next?.upperdatums?.[0]);
    if (end?.side === 1) return true;
    if (end?.value === undefined) return false;
    reached = end.value;
  }
  return false;
}

function isPast(reached: Value, { operator, value }: Comparison): boolean {
  return operator === "<" ? compare(reached, value) >= 0 : compare(reached, value) > 0;
}

/** Whether a range begins at or before a value, or below all of them, and goes on behind it. */
function holdsNext({ lowerdatums, upperdatums }: PartitionBoundSpec, value: Value | undefined): boolean {
  const [low, high] = [limitOf(lowerdatums?.[0]), limitOf(upperdatums?.[0])];
  if (value === undefined) return low?.side === -1;
  const begins = low?.side === -1 || (low?.value !== undefined && compare(low.value, value) <= 0);
  return begins && (high?.side === 1 || (high?.value !== undefined && compare(high.value, value) > 0));
}

/** True where it cannot be told: comparisons of what the model cannot order are not a number. */
function mayHold(bound: PartitionBoundSpec, operator: Operator, value: Value, isSingle: boolean): boolean {
  if (bound.strategy === "l") return listMayHold(bound, operator, value);
  const low = datum(bound.lowerdatums, "minvalue");
  const high = datum(bound.upperdatums, "maxvalue");
  const belowHigh = high === undefined || !(isSingle ? compare(value, high) >= 0 : compare(value, high) > 0);
  const aboveLow = low === undefined || !(compare(value, low) < 0);
  if (operator === "=") return belowHigh && aboveLow;
  if (operator === ">" || operator === ">=") return belowHigh;
  return operator === "<" ? low === undefined || !(compare(value, low) <= 0) : aboveLow;
}

function listMayHold(bound: PartitionBoundSpec, operator: Operator, value: Value): boolean {
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
