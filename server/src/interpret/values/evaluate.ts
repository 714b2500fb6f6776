import type {
  A_ArrayExpr,
  A_Expr,
  BoolExpr,
  CaseExpr,
  ColumnRef,
  Node,
  SubLink,
  TypeCast,
} from "@pgsql/types";
import { maskValue } from "../../sql/mask.ts";
import type { Execution } from "../execution.ts";
import type { Calls } from "../functions/calls.ts";
import { isStar, itemsOf, stringsOf } from "../nodes.ts";
import { callBuiltin } from "./builtins.ts";
import { cast } from "./cast.ts";
import { operate } from "./operators.ts";
import { rowsOf } from "./select.ts";
import { and, asTruth, firstField, isList, isRow, list, not, or, type Truth, type Value } from "./value.ts";

/** Where an expression is evaluated: what its names mean. */
export interface Evaluation {
  readonly execution: Execution;
  /** What becomes of calls of the user's routines. */
  readonly calls: Calls;
  /** The value of a possibly qualified name. */
  name(parts: readonly string[]): Value;
  /** The value of an aggregate over the rows of a query; undefined where there are none. */
  readonly aggregate?: (call: Extract<Node, { FuncCall: unknown }>["FuncCall"]) => Value;
}

/** Where only constants mean something; what calls would give is only asked. */
export function constantsOnly(execution: Execution): Evaluation {
  return { execution, calls: "asked", name: () => undefined };
}

/** The same names, with something else becoming of calls. */
export function withCalls(at: Evaluation, calls: Calls): Evaluation {
  if (at.calls === "asked" || at.calls === calls) return at;
  const { execution, aggregate } = at;
  return {
    execution,
    calls,
    name: (parts) => at.name(parts),
    ...(aggregate === undefined ? {} : { aggregate }),
  };
}

/** The value of an expression, as far as the catalog, the settings and the variables decide it. */
export function evaluate(at: Evaluation, node: Node | undefined): Value {
  if (node === undefined) return undefined;
  if ("A_Const" in node) return constant(node);
  if ("ColumnRef" in node) return reference(at, node.ColumnRef);
  if ("ParamRef" in node) return at.name([`$${node.ParamRef.number ?? 0}`]);
  if ("TypeCast" in node) return evaluateCast(at, node.TypeCast);
  if ("BoolExpr" in node) return logic(at, node.BoolExpr);
  if ("NullTest" in node) {
    const value = evaluate(at, node.NullTest.arg);
    return value === undefined || isRow(value)
      ? undefined
      : (value === null) === (node.NullTest.nulltesttype === "IS_NULL");
  }
  if ("BooleanTest" in node)
    return truthTest(node.BooleanTest.booltesttype ?? "", asTruth(evaluate(at, node.BooleanTest.arg)));
  if ("A_Expr" in node) return expression(at, node.A_Expr);
  if ("FuncCall" in node) return at.aggregate?.(node.FuncCall) ?? callBuiltin(at, node.FuncCall);
  if ("SubLink" in node) return subquery(at, node.SubLink);
  if ("A_ArrayExpr" in node) return arrayOf(at, node.A_ArrayExpr);
  if ("CoalesceExpr" in node) return firstOf((node.CoalesceExpr.args ?? []).map((arg) => evaluate(at, arg)));
  if ("CaseExpr" in node) return choose(at, node.CaseExpr);
  if ("CollateClause" in node) return evaluate(at, node.CollateClause.arg);
  if ("A_Indirection" in node) return indirection(at, node);
  return undefined;
}

function constant(node: Extract<Node, { A_Const: unknown }>): Value {
  const { ival, sval, fval, boolval, isnull } = node.A_Const;
  if (isnull === true) return null;
  if (ival !== undefined) return ival.ival ?? 0;
  if (fval !== undefined) return Number(fval.fval ?? 0);
  if (boolval !== undefined) return boolval.boolval === true;
  return sval === undefined ? undefined : maskValue(sval.sval ?? "");
}

function reference(at: Evaluation, { fields }: ColumnRef): Value {
  return isStar(fields) ? undefined : at.name(stringsOf(fields));
}

function evaluateCast(at: Evaluation, { arg, typeName }: TypeCast): Value {
  return cast(at, evaluate(at, arg), typeName);
}

function logic(at: Evaluation, { boolop, args = [] }: BoolExpr): Truth {
  const values = args.map((arg) => asTruth(evaluate(at, arg)));
  if (boolop === "NOT_EXPR") return not(values[0]);
  return boolop === "AND_EXPR" ? and(values) : or(values);
}

function truthTest(test: string, value: Truth): Value {
  if (value === undefined) return undefined;
  switch (test) {
    case "IS_TRUE":
      return value === true;
    case "IS_NOT_TRUE":
      return value !== true;
    case "IS_FALSE":
      return value === false;
    case "IS_NOT_FALSE":
      return value !== false;
    default:
      return (value === null) === (test === "IS_UNKNOWN");
  }
}

function expression(at: Evaluation, { kind, name, lexpr, rexpr }: A_Expr): Value {
  const operator = stringsOf(name).at(-1) ?? "";
  const left = evaluate(at, lexpr);
  if (kind === "AEXPR_IN") {
    const found = or(itemsOf(rexpr).map((item) => asTruth(operate("=", left, evaluate(at, item)))));
    return operator === "=" ? found : not(found);
  }
  const right = evaluate(at, rexpr);
  if (kind === "AEXPR_OP_ANY") return overItems(left, operator, right, or);
  if (kind === "AEXPR_OP_ALL") return overItems(left, operator, right, and);
  if (kind === "AEXPR_BETWEEN" || kind === "AEXPR_NOT_BETWEEN") {
    const [low, high] = itemsOf(rexpr).map((item) => evaluate(at, item));
    const inside = and([asTruth(operate(">=", left, low)), asTruth(operate("<=", left, high))]);
    return kind === "AEXPR_BETWEEN" ? inside : not(inside);
  }
  if (kind === "AEXPR_DISTINCT" || kind === "AEXPR_NOT_DISTINCT") {
    if (left === undefined || right === undefined) return undefined;
    const equal = left === null || right === null ? left === right : asTruth(operate("=", left, right));
    return kind === "AEXPR_DISTINCT" ? not(equal) : equal;
  }
  if (kind === "AEXPR_NULLIF") return asTruth(operate("=", left, right)) === true ? null : left;
  return operate(operator, lexpr === undefined ? 0 : left, right);
}

function overItems(
  left: Value,
  operator: string,
  right: Value,
  combine: (truths: readonly Truth[]) => Truth,
): Value {
  if (!isList(right)) return right === null ? null : undefined;
  return combine(right.items.map((item) => asTruth(operate(operator, left, item))));
}

function firstOf(values: readonly Value[]): Value {
  const found = values.find((value) => value !== null);
  return values.every((value) => value === null) ? null : found;
}

function arrayOf(at: Evaluation, { elements = [] }: A_ArrayExpr): Value {
  return list(elements.map((element) => evaluate(at, element)));
}

function choose(at: Evaluation, { arg, args = [], defresult }: CaseExpr): Value {
  const subject = evaluate(at, arg);
  for (const node of args) {
    if (!("CaseWhen" in node)) continue;
    const value = evaluate(at, node.CaseWhen.expr);
    const truth = asTruth(arg === undefined ? value : operate("=", subject, value));
    if (truth === undefined) return undefined;
    if (truth === true) return evaluate(at, node.CaseWhen.result);
  }
  return defresult === undefined ? null : evaluate(at, defresult);
}

/** `arr[1]` and `(row).field`. */
function indirection(at: Evaluation, node: Extract<Node, { A_Indirection: unknown }>): Value {
  const { arg, indirection: [step, second] = [] } = node.A_Indirection;
  const value = evaluate(at, arg);
  if (step === undefined || second !== undefined || value === undefined) return undefined;
  if ("String" in step) return isRow(value) ? value.fields.get(step.String.sval ?? "") : undefined;
  if (!("A_Indices" in step) || step.A_Indices.is_slice === true) return undefined;
  const index = evaluate(at, step.A_Indices.uidx);
  if (typeof index !== "number" || !isList(value)) return undefined;
  return index >= 1 && index <= value.items.length ? value.items[index - 1] : null;
}

/** EXISTS, `= ANY (SELECT …)`, ARRAY(SELECT …) and scalar subqueries. */
function subquery(at: Evaluation, { subLinkType, subselect, testexpr, operName }: SubLink): Value {
  if (subselect === undefined || !("SelectStmt" in subselect)) return undefined;
  const found = rowsOf(at, subselect.SelectStmt);
  if (found === undefined) return undefined;
  if (subLinkType === "EXISTS_SUBLINK") {
    if (found.rows.length > 0) return true;
    return found.complete ? false : undefined;
  }
  const values = found.rows.map(firstField);
  if (!found.complete) return undefined;
  if (subLinkType === "EXPR_SUBLINK") return values.length === 0 ? null : values[0];
  if (subLinkType === "ARRAY_SUBLINK") return list(values);
  if (subLinkType !== "ANY_SUBLINK" && subLinkType !== "ALL_SUBLINK") return undefined;
  const operator = stringsOf(operName).at(-1) ?? "=";
  return overItems(evaluate(at, testexpr), operator, list(values), subLinkType === "ANY_SUBLINK" ? or : and);
}
