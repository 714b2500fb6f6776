import type { A_Expr, Node } from "@pgsql/types";
import { itemsOf, stringsOf } from "../nodes.ts";
import { refuseLiteralsAt } from "../types/literals.ts";
import { builtin } from "../types/lookup.ts";
import { operate } from "../values/operators.ts";
import { and, asTruth, isList, not, or, type Truth, type Value } from "../values/value.ts";
import { typeOfNullIf, typeOfOperator } from "./callTypes.ts";
import { nothing, once, type Evaluated, type Place, evaluate } from "./place.ts";
import { settled } from "./types.ts";

/** An operator with its operands, and what is written like one: IN, BETWEEN, LIKE, IS DISTINCT FROM, NULLIF. */
export function evaluateOperation(at: Place, node: Extract<Node, { A_Expr: unknown }>): Evaluated {
  const operation = node.A_Expr;
  const { lexpr, rexpr } = operation;
  const left = lexpr === undefined ? undefined : evaluate(at, lexpr);
  // The right side of IN and BETWEEN is a list.
  const rights = itemsOf(rexpr).map((item) => evaluate(at, item));
  if (at.notes !== undefined)
    refuseLiteralsAt(at.execution, node, (side) => {
      const type = (side === lexpr ? left : rights[0])?.type();
      return type === undefined ? undefined : settled(type);
    });
  return {
    value: at.follows === "types" ? undefined : valueOf(operation, left, rights),
    type: once(() => typeOf(at, operation, left, rights)),
  };
}

function valueOf(
  { kind, name }: A_Expr,
  operand: Evaluated | undefined,
  rights: readonly Evaluated[],
): Value {
  const operator = stringsOf(name).at(-1) ?? "";
  const left = operand?.value;
  const values = rights.map(({ value }) => value);
  const [right, high] = values;
  switch (kind) {
    case "AEXPR_IN": {
      const found = or(values.map((value) => asTruth(operate("=", left, value))));
      return operator === "=" ? found : not(found);
    }
    case "AEXPR_OP_ANY":
      return overItems(left, operator, right, or);
    case "AEXPR_OP_ALL":
      return overItems(left, operator, right, and);
    case "AEXPR_BETWEEN":
    case "AEXPR_NOT_BETWEEN": {
      const inside = and([asTruth(operate(">=", left, right)), asTruth(operate("<=", left, high))]);
      return kind === "AEXPR_BETWEEN" ? inside : not(inside);
    }
    case "AEXPR_DISTINCT":
    case "AEXPR_NOT_DISTINCT": {
      if (left === undefined || right === undefined) return undefined;
      const equal = left === null || right === null ? left === right : asTruth(operate("=", left, right));
      return kind === "AEXPR_DISTINCT" ? not(equal) : equal;
    }
    case "AEXPR_NULLIF":
      return asTruth(operate("=", left, right)) === true ? null : left;
    default:
      return operate(operator, operand === undefined ? 0 : left, right);
  }
}

/** A comparison with each item of an array or of the rows of a query. */
export function overItems(
  left: Value,
  operator: string,
  right: Value,
  combine: (truths: readonly Truth[]) => Truth,
): Value {
  if (!isList(right)) return right === null ? null : undefined;
  return combine(right.items.map((item) => asTruth(operate(operator, left, item))));
}

const tests: ReadonlySet<string> = new Set([
  "AEXPR_OP_ANY",
  "AEXPR_OP_ALL",
  "AEXPR_DISTINCT",
  "AEXPR_NOT_DISTINCT",
  "AEXPR_IN",
  "AEXPR_LIKE",
  "AEXPR_ILIKE",
  "AEXPR_SIMILAR",
  "AEXPR_BETWEEN",
  "AEXPR_NOT_BETWEEN",
  "AEXPR_BETWEEN_SYM",
  "AEXPR_NOT_BETWEEN_SYM",
]);

function typeOf(
  { execution }: Place,
  operation: A_Expr,
  left: Evaluated | undefined,
  [right = nothing]: readonly Evaluated[],
): ReturnType<Evaluated["type"]> {
  const { kind = "", rexpr } = operation;
  if (tests.has(kind)) return builtin("bool");
  const given = [...(left === undefined ? [] : [left]), ...(rexpr === undefined ? [] : [right])].map(
    ({ type }) => type(),
  );
  return kind === "AEXPR_NULLIF"
    ? typeOfNullIf(execution, given)
    : typeOfOperator(execution, operation, given);
}
