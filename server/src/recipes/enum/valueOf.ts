import type { A_Expr, BoolExpr, CaseExpr, Node } from "@pgsql/types";

/** What an expression comes to: a text, a truth value or NULL; undefined where that is not known here. */
type Value = string | boolean | null | undefined;

/**
 * What an expression over one column, whose values are texts or those of an enum, comes to for one of them. Casts keep
 * the text, so only comparisons, CASE and coalesce make it another.
 */
export function valueOf(node: Node | undefined, column: string, value: string | null): Value {
  const of = (each: Node | undefined): Value => valueOf(each, column, value);
  if (node === undefined) return null;
  if ("ColumnRef" in node) {
    const last = node.ColumnRef.fields?.at(-1);
    return last !== undefined && "String" in last && last.String.sval === column ? value : undefined;
  }
  if ("A_Const" in node) return node.A_Const.isnull === true ? null : node.A_Const.sval?.sval;
  if ("TypeCast" in node) return ofCast(node.TypeCast.typeName?.typmods, of(node.TypeCast.arg));
  if ("CaseExpr" in node) return ofCase(node.CaseExpr, of);
  if ("CoalesceExpr" in node) return firstOf(node.CoalesceExpr.args ?? [], of);
  if ("A_Expr" in node) return ofComparison(node.A_Expr, of);
  if ("BoolExpr" in node) return ofCondition(node.BoolExpr, of);
  if ("NullTest" in node) {
    const tested = of(node.NullTest.arg);
    return tested === undefined
      ? undefined
      : (tested === null) === (node.NullTest.nulltesttype === "IS_NULL");
  }
  return undefined;
}

type Of = (node: Node | undefined) => Value;

/** A length cuts the text. */
function ofCast(modifiers: readonly Node[] | undefined, value: Value): Value {
  return modifiers === undefined || modifiers.length === 0 ? value : undefined;
}

function ofCase({ arg, args = [], defresult }: CaseExpr, of: Of): Value {
  const subject = arg === undefined ? true : of(arg);
  for (const each of args) {
    if (!("CaseWhen" in each)) return undefined;
    const when = of(each.CaseWhen.expr);
    if (when === undefined || subject === undefined) return undefined;
    if (when !== null && when === subject) return of(each.CaseWhen.result);
  }
  return of(defresult);
}

function firstOf(args: readonly Node[], of: Of): Value {
  for (const each of args) {
    const value = of(each);
    if (value !== null) return value;
  }
  return null;
}

function ofComparison({ kind, name, lexpr, rexpr }: A_Expr, of: Of): Value {
  const operator = name?.at(-1);
  const sign = operator !== undefined && "String" in operator ? operator.String.sval : undefined;
  const left = of(lexpr);
  if (left === undefined || (sign !== "=" && sign !== "<>")) return undefined;
  const items = kind === "AEXPR_IN" && rexpr !== undefined && "List" in rexpr ? rexpr.List.items : undefined;
  if (kind !== "AEXPR_OP" && items === undefined) return undefined;
  const right = (items ?? [rexpr]).map(of);
  if (right.includes(undefined)) return undefined;
  if (left === null) return null;
  if (right.includes(left)) return sign === "=";
  return right.includes(null) ? null : sign !== "=";
}

function ofCondition({ boolop, args = [] }: BoolExpr, of: Of): Value {
  const values = args.map(of);
  if (values.some((each) => typeof each === "string")) return undefined;
  const [first] = values;
  if (boolop === "NOT_EXPR") return typeof first === "boolean" ? !first : first;
  const decisive = boolop === "OR_EXPR";
  if (values.includes(undefined)) return undefined;
  if (values.includes(decisive)) return decisive;
  return values.includes(null) ? null : !decisive;
}
