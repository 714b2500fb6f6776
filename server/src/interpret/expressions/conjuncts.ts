import type { A_Expr, BoolExpr, Node } from "@pgsql/types";
import { itemsOf, stringOf } from "../nodes.ts";

/**
 * The conjuncts of an expression, as the server's proofs see them: `a AND (b AND c)` gives three, NOT is pushed down to
 * where an operator has a negator, BETWEEN is two comparisons (canonicalize_qual, negate_clause).
 */
export function conjuncts(node: Node): readonly Node[] {
  const plain = simplified(node, false);
  return "BoolExpr" in plain && plain.BoolExpr.boolop === "AND_EXPR"
    ? (plain.BoolExpr.args ?? []).flatMap(conjuncts)
    : [plain];
}

/** The branches of an OR; undefined for any other expression. */
export function branches(node: Node): readonly Node[] | undefined {
  return "BoolExpr" in node && node.BoolExpr.boolop === "OR_EXPR" ? (node.BoolExpr.args ?? []) : undefined;
}

function simplified(node: Node, negate: boolean): Node {
  if ("BoolExpr" in node) return simplifiedBool(node.BoolExpr, negate);
  if ("A_Expr" in node) return simplifiedComparison(node.A_Expr, negate);
  if (!negate) return node;
  if ("NullTest" in node) {
    const nulltesttype = node.NullTest.nulltesttype === "IS_NULL" ? "IS_NOT_NULL" : "IS_NULL";
    return { NullTest: { ...node.NullTest, nulltesttype } };
  }
  return not(node);
}

function not(node: Node): Node {
  return { BoolExpr: { boolop: "NOT_EXPR", args: [node] } };
}

function simplifiedBool({ boolop, args = [] }: BoolExpr, negate: boolean): Node {
  const [only] = args;
  if (boolop === "NOT_EXPR" && only !== undefined) return simplified(only, !negate);
  const isAnd = (boolop === "AND_EXPR") !== negate;
  return {
    BoolExpr: {
      boolop: isAnd ? "AND_EXPR" : "OR_EXPR",
      args: args.map((each) => simplified(each, negate)),
    },
  };
}

const negators: Readonly<Record<string, string | undefined>> = {
  "=": "<>",
  "<>": "=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

function simplifiedComparison(expression: A_Expr, negate: boolean): Node {
  const { kind, name, lexpr, rexpr } = expression;
  if (kind === "AEXPR_BETWEEN" || kind === "AEXPR_NOT_BETWEEN") {
    const [low, high] = itemsOf(rexpr);
    if (lexpr === undefined || low === undefined || high === undefined) return { A_Expr: expression };
    const isInside = (kind === "AEXPR_BETWEEN") !== negate;
    const args = [compare(lexpr, isInside ? ">=" : "<", low), compare(lexpr, isInside ? "<=" : ">", high)];
    return { BoolExpr: { boolop: isInside ? "AND_EXPR" : "OR_EXPR", args } };
  }
  if (!negate) return { A_Expr: expression };
  const negator = negators[stringOf(name?.at(-1)) ?? ""];
  const opposite = opposites[kind ?? ""];
  if (negator === undefined || opposite === undefined) return not({ A_Expr: expression });
  return { A_Expr: { ...expression, kind: opposite, name: [{ String: { sval: negator } }] } };
}

const opposites: Readonly<Record<string, A_Expr["kind"] | undefined>> = {
  AEXPR_OP: "AEXPR_OP",
  AEXPR_IN: "AEXPR_IN",
  AEXPR_OP_ANY: "AEXPR_OP_ALL",
  AEXPR_OP_ALL: "AEXPR_OP_ANY",
};

function compare(lexpr: Node, operator: string, rexpr: Node): Node {
  return { A_Expr: { kind: "AEXPR_OP", name: [{ String: { sval: operator } }], lexpr, rexpr } };
}
