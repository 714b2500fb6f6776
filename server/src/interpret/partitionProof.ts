import type { Node, PartitionBoundSpec } from "@pgsql/types";
import { columnNamed, type Table } from "../catalog/relations.ts";
import { conjuncts, provenChecks, provesNotNull } from "./proofs.ts";
import { bareColumn } from "./expressions.ts";
import { itemsOf, stringOf } from "./nodes.ts";
import { compare, constantOf, limitOf, type Value } from "./partitionValues.ts";

/**
 * Whether valid CHECKs and NOT NULLs of a table prove that its rows are within a partition's bound, so that they need
 * not be read (PartConstraintImpliedByRelConstraint). Knows bounds by one column with constants.
 */
export function provesBound(parent: Table, table: Table, bound: PartitionBoundSpec): boolean {
  const [key, second] = parent.partitionKey?.parts ?? [];
  const name =
    typeof key === "number" ? parent.columns.find(({ number }) => number === key)?.name : undefined;
  if (name === undefined || second !== undefined) return false;
  const checks = provenChecks(table).map(({ expression }) => expression.node);
  const isMarked = columnNamed(table, name)?.notNull === true;
  if (!isMarked && !checks.some((check) => provesNotNull(check, name))) return false;
  const facts = checks.flatMap(conjuncts).flatMap((node) => factsOf(node, name));
  if (bound.strategy === "l") return listHolds(facts, bound);
  return bound.strategy === "r" && rangeHolds(facts, bound);
}

/** Whether valid CHECKs of a default partition prove that no row of it belongs to a new partition's range. */
export function excludesBound(parent: Table, table: Table, bound: PartitionBoundSpec): boolean {
  const [key, second] = parent.partitionKey?.parts ?? [];
  const name =
    typeof key === "number" ? parent.columns.find(({ number }) => number === key)?.name : undefined;
  if (name === undefined || second !== undefined || bound.strategy !== "r") return false;
  const low = limitOf(bound.lowerdatums, "minvalue");
  const high = limitOf(bound.upperdatums, "maxvalue");
  const range = {
    low: typeof low === "object" ? low.value : undefined,
    high: typeof high === "object" ? high.value : undefined,
  };
  return provenChecks(table).some(({ expression }) => isOutside(expression.node, name, range));
}

/** Whether a condition that holds keeps a column out of a range: one conjunct of it does, or every branch of an OR. */
function isOutside(
  node: Node,
  column: string,
  range: { readonly low: Value | undefined; readonly high: Value | undefined },
): boolean {
  return conjuncts(node).some((conjunct) => {
    if ("BoolExpr" in conjunct && conjunct.BoolExpr.boolop === "OR_EXPR")
      return (conjunct.BoolExpr.args ?? []).every((branch) => isOutside(branch, column, range));
    const { low, high } = range;
    return factsOf(conjunct, column).some(
      (fact) => (high !== undefined && isAbove(fact, high)) || (low !== undefined && isBelow(fact, low)),
    );
  });
}

interface Fact {
  readonly operator: string;
  readonly values: readonly Value[];
}

function listHolds(facts: readonly Fact[], bound: PartitionBoundSpec): boolean {
  const allowed = (bound.listdatums ?? []).map(constantOf);
  return facts.some(
    ({ operator, values }) => operator === "=" && values.every((value) => allowed.includes(value)),
  );
}

function rangeHolds(facts: readonly Fact[], bound: PartitionBoundSpec): boolean {
  const low = limitOf(bound.lowerdatums, "minvalue");
  const high = limitOf(bound.upperdatums, "maxvalue");
  if (low === undefined || high === undefined) return false;
  const above = low === "open" || facts.some((fact) => isAbove(fact, low.value));
  const below = high === "open" || facts.some((fact) => isBelow(fact, high.value));
  return above && below;
}

/** `column >= 5`, `column > 5` and `column IN (5, 6)` prove `column >= 5`. */
function isAbove({ operator, values }: Fact, limit: Value): boolean {
  return [">=", ">", "="].includes(operator) && values.every((value) => compare(value, limit) >= 0);
}

function isBelow({ operator, values }: Fact, limit: Value): boolean {
  if (operator === "<") return values.every((value) => compare(value, limit) <= 0);
  return ["<=", "="].includes(operator) && values.every((value) => compare(value, limit) < 0);
}

/** What one conjunct says of a column: comparisons with constants, BETWEEN, IN. */
function factsOf(node: Node, column: string): readonly Fact[] {
  if (!("A_Expr" in node)) return [];
  const { kind, name, lexpr, rexpr } = node.A_Expr;
  const operator = stringOf(name?.[0]) ?? "";
  if (bareColumn(lexpr) === column) {
    const values = itemsOf(rexpr).map(constantOf);
    if (kind === "AEXPR_BETWEEN") return between(values);
    const known = values.filter((value) => value !== undefined);
    return known.length === values.length && known.length > 0 ? [{ operator, values: known }] : [];
  }
  const value = constantOf(lexpr);
  const turned = mirrored[operator];
  if (bareColumn(rexpr) !== column || value === undefined || turned === undefined) return [];
  return [{ operator: turned, values: [value] }];
}

function between([low, high]: readonly (Value | undefined)[]): readonly Fact[] {
  return [
    ...(low === undefined ? [] : [{ operator: ">=", values: [low] }]),
    ...(high === undefined ? [] : [{ operator: "<=", values: [high] }]),
  ];
}

const mirrored: Readonly<Record<string, string | undefined>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "=": "=",
};
