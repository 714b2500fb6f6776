import type { Node } from "@pgsql/types";
import { nameOf, stringOf } from "../../sql/ast.ts";

/** Functions of PostgreSQL's own that give NULL for NULL alone. */
const strict = new Set([
  "lower",
  "upper",
  "initcap",
  "btrim",
  "ltrim",
  "rtrim",
  "replace",
  "split_part",
  "abs",
]);
const operators = new Set(["||", "+", "-", "*", "/", "%"]);

/**
 * Whether an expression may be NULL where some columns are not; true where that is not known.
 *
 * @param known the columns that always hold a value
 */
export function mayBeNull(node: Node, known: ReadonlySet<string>): boolean {
  const may = (each: Node): boolean => mayBeNull(each, known);
  if ("A_Const" in node) return node.A_Const.isnull === true;
  if ("ColumnRef" in node) return !known.has(stringOf(node.ColumnRef.fields?.at(-1)) ?? "");
  if ("TypeCast" in node) return node.TypeCast.arg === undefined || may(node.TypeCast.arg);
  if ("CoalesceExpr" in node) return (node.CoalesceExpr.args ?? []).every(may);
  if ("FuncCall" in node) {
    const { funcname = [], args = [] } = node.FuncCall;
    const name = nameOf(funcname).at(-1) ?? "";
    return !strict.has(name) || args.some(may);
  }
  if ("A_Expr" in node) {
    const { kind, name, lexpr, rexpr } = node.A_Expr;
    const operator = nameOf(name).at(-1) ?? "";
    if (kind !== "AEXPR_OP" || !operators.has(operator)) return true;
    return [lexpr, rexpr].some((each) => each !== undefined && may(each));
  }
  if ("CaseExpr" in node) {
    const { args = [], defresult } = node.CaseExpr;
    const results = args.flatMap((each) => ("CaseWhen" in each ? (each.CaseWhen.result ?? []) : []));
    return defresult === undefined || [...results, defresult].some(may);
  }
  return true;
}
