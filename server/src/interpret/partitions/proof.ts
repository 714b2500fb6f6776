import type { Node } from "@pgsql/types";
import { columnNamed, type Table } from "../../catalog/relations.ts";
import { branches, conjuncts } from "../expressions/conjuncts.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { itemsOf, stringOf } from "../nodes.ts";
import type { Comparison, Condition } from "./condition.ts";
import { compare, constantOf, type Value } from "./values.ts";
import { provenChecks } from "../expressions/proofs.ts";

/**
 * Whether valid CHECKs and NOT NULLs of a table prove what its rows are to be held to, so that they need not be read
 * (PartConstraintImpliedByRelConstraint). A CHECK passes on NULL, so that only IS NOT NULL proves a value there
 * (predicate_implied_by with a weak clause).
 */
export function isProven(table: Table, condition: Condition): boolean {
  const facts = provenChecks(table).flatMap(({ expression }) => conjuncts(expression.node));
  return follows(condition, facts, (column) => columnNamed(table, column)?.notNull === true);
}

function follows(
  condition: Condition,
  facts: readonly Node[],
  isMarked: (column: string) => boolean = () => false,
): boolean {
  if (condition.kind === "and") return condition.parts.every((part) => follows(part, facts, isMarked));
  if (condition.kind === "or" && condition.parts.some((part) => follows(part, facts, isMarked))) return true;
  if (condition.kind === "null" && !condition.isNull && isMarked(condition.column)) return true;
  return facts.some(
    (fact) =>
      saysLeaf(fact, condition) ||
      saysByEachValue(fact, condition) ||
      // Of an OR every branch must prove it by itself.
      branches(fact)?.every((branch) => follows(condition, conjuncts(branch))) === true,
  );
}

function saysLeaf(fact: Node, condition: Condition): boolean {
  if (condition.kind === "null") {
    const wanted = condition.isNull ? "IS_NULL" : "IS_NOT_NULL";
    return (
      "NullTest" in fact &&
      fact.NullTest.nulltesttype === wanted &&
      bareColumn(fact.NullTest.arg) === condition.column
    );
  }
  if (condition.kind !== "compare") return false;
  return factsOf(fact, condition.column).some(({ operator, values }) => {
    const says = (value: Value): boolean => implies(operator, value, condition.operator, condition.value);
    return operator === "<>" ? values.some(says) : values.every(says);
  });
}

/** `column IN (1, 2)` is an OR too: each of the values must prove the condition. */
function saysByEachValue(fact: Node, condition: Condition): boolean {
  if (condition.kind !== "or") return false;
  const columns = new Set(condition.parts.flatMap(comparedColumns));
  return [...columns].some((column) =>
    factsOf(fact, column).some(
      ({ operator, values }) =>
        operator === "=" && values.every((value) => followsFrom(condition, column, value)),
    ),
  );
}

function comparedColumns(condition: Condition): readonly string[] {
  if (condition.kind === "compare") return [condition.column];
  return "parts" in condition ? condition.parts.flatMap(comparedColumns) : [];
}

/** Whether a condition holds where a column has a value. */
function followsFrom(condition: Condition, column: string, value: Value): boolean {
  switch (condition.kind) {
    case "and":
      return condition.parts.every((part) => followsFrom(part, column, value));
    case "or":
      return condition.parts.some((part) => followsFrom(part, column, value));
    case "compare":
      return condition.column === column && holds(value, condition.operator, condition.value);
    case "null":
    case "unknown":
      return false;
  }
}

/** Whether `column operator value` proves another comparison of the column (operator_predicate_proof). */
function implies(operator: Comparison, value: Value, wanted: Comparison, limit: Value): boolean {
  const order = compare(value, limit);
  switch (operator) {
    case "=":
      return holds(value, wanted, limit);
    case "<>":
      return wanted === "<>" && value === limit;
    case "<":
      return ["<", "<=", "<>"].includes(wanted) && order <= 0;
    case ">":
      return [">", ">=", "<>"].includes(wanted) && order >= 0;
    case "<=":
      return wanted === "<=" ? order <= 0 : ["<", "<>"].includes(wanted) && order < 0;
    case ">=":
      return wanted === ">=" ? order >= 0 : [">", "<>"].includes(wanted) && order > 0;
  }
}

function holds(value: Value, operator: Comparison, limit: Value): boolean {
  const order = compare(value, limit);
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      // Text that is no number differs where it is written otherwise.
      return order !== 0 && (!Number.isNaN(order) || typeof value === typeof limit);
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

interface Fact {
  readonly operator: Comparison;
  /** With `=` one of them, with `<>` none of them. */
  readonly values: readonly Value[];
}

/** What one conjunct says of a column: comparisons with constants, IN. */
function factsOf(node: Node, column: string): readonly Fact[] {
  // A boolean column by itself says that it is true (simplify_boolean_equality).
  if (bareColumn(node) === column) return [{ operator: "=", values: ["true"] }];
  const negated =
    "BoolExpr" in node && node.BoolExpr.boolop === "NOT_EXPR" ? node.BoolExpr.args?.[0] : undefined;
  if (negated !== undefined && bareColumn(negated) === column) return [{ operator: "=", values: ["false"] }];
  if (!("A_Expr" in node)) return [];
  const { kind, name, lexpr, rexpr } = node.A_Expr;
  const operator = stringOf(name?.[0]) ?? "";
  if (!isComparison(operator) || !speaksOfAll(kind ?? "", operator)) return [];
  if (bareColumn(lexpr) === column) {
    const values = valuesOf(rexpr).map(constantOf);
    const known = values.filter((value) => value !== undefined);
    return known.length === values.length && known.length > 0 ? [{ operator, values: known }] : [];
  }
  const value = constantOf(lexpr);
  if (bareColumn(rexpr) !== column || value === undefined) return [];
  return [{ operator: mirrored[operator], values: [value] }];
}

/** `= ANY` and `<> ALL` say what IN and NOT IN do. */
function speaksOfAll(kind: string, operator: Comparison): boolean {
  if (kind === "AEXPR_OP_ANY") return operator === "=";
  if (kind === "AEXPR_OP_ALL") return operator === "<>";
  return kind === "AEXPR_OP" || kind === "AEXPR_IN";
}

function valuesOf(node: Node | undefined): readonly Node[] {
  if (node !== undefined && "TypeCast" in node) return valuesOf(node.TypeCast.arg);
  if (node !== undefined && "A_ArrayExpr" in node) return node.A_ArrayExpr.elements ?? [];
  return itemsOf(node);
}

function isComparison(operator: string): operator is Comparison {
  return operator in mirrored;
}

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "=": "=",
  "<>": "<>",
};
