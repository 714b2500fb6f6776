import type { A_Expr, Node } from "@pgsql/types";
import { branches, conjuncts } from "../expressions/conjuncts.ts";
import { itemsOf, stringOf, stringsOf } from "../nodes.ts";
import { constantOf, type Value } from "../partitions/values.ts";

export type Operator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export interface Comparison {
  readonly kind: "compare";
  /** The name before the dot, if there is one. */
  readonly qualifier: string | undefined;
  readonly column: string;
  readonly operator: Operator;
  readonly value: Value;
}

/** What is known of the rows that a statement touches. */
export type Condition =
  | Comparison
  | {
      readonly kind: "null";
      readonly qualifier: string | undefined;
      readonly column: string;
      readonly isNull: boolean;
    }
  /** One of several, each of which says something. */
  | { readonly kind: "or"; readonly branches: readonly (readonly Condition[])[] };

/** What a WHERE clause demands of single columns: comparisons with constants, lists of them, IS NULL, OR. */
export function conditionsIn(where: Node | undefined): readonly Condition[] {
  return where === undefined ? [] : conjuncts(where).flatMap(conditionsOf);
}

/** Those that are about one relation of the query. */
export function conditionsOn(
  conditions: readonly Condition[],
  name: string | undefined,
): readonly Condition[] {
  return conditions.flatMap((condition): Condition[] => {
    if (condition.kind !== "or")
      return condition.qualifier === undefined || condition.qualifier === name ? [condition] : [];
    const own = condition.branches.map((branch) => conditionsOn(branch, name));
    return either(own);
  });
}

/** A branch that says nothing leaves the whole open. */
function either(all: readonly (readonly Condition[])[]): Condition[] {
  return all.some((branch) => branch.length === 0) ? [] : [{ kind: "or", branches: all }];
}

function conditionsOf(node: Node): Condition[] {
  const or = branches(node);
  if (or !== undefined) return either(or.map(conditionsIn));
  if ("ColumnRef" in node) return compare(node, "=", "true");
  if ("NullTest" in node) {
    const [found] = compare(node.NullTest.arg, "=", "");
    if (found?.kind !== "compare") return [];
    const { qualifier, column } = found;
    return [{ kind: "null", qualifier, column, isNull: node.NullTest.nulltesttype === "IS_NULL" }];
  }
  if ("BoolExpr" in node) {
    const [only] = node.BoolExpr.args ?? [];
    return node.BoolExpr.boolop === "NOT_EXPR" ? compare(only, "=", "false") : [];
  }
  return "A_Expr" in node ? comparisons(node.A_Expr) : [];
}

const operators = ["=", "<>", "<", "<=", ">", ">="] as const;
const mirrored = { "=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function comparisons({ kind, name, lexpr, rexpr }: A_Expr): Condition[] {
  const written = stringOf(name?.at(-1));
  const operator = operators.find((one) => one === (written === "!=" ? "<>" : written));
  if (operator === undefined) return [];
  if (kind === "AEXPR_OP")
    return [
      ...compare(lexpr, operator, constantOf(rexpr)),
      ...compare(rexpr, mirrored[operator], constantOf(lexpr)),
    ];
  const isAny = operator === "=" && (kind === "AEXPR_IN" || kind === "AEXPR_OP_ANY");
  const isNone = operator === "<>" && (kind === "AEXPR_IN" || kind === "AEXPR_OP_ALL");
  const values = listed(rexpr).map(constantOf);
  if ((!isAny && !isNone) || values.length === 0) return [];
  const each = values.map((value) => compare(lexpr, operator, value));
  return isNone ? each.flat() : either(each);
}

function listed(node: Node | undefined): readonly Node[] {
  if (node !== undefined && "TypeCast" in node) return listed(node.TypeCast.arg);
  if (node !== undefined && "A_ArrayExpr" in node) return node.A_ArrayExpr.elements ?? [];
  return itemsOf(node);
}

function compare(side: Node | undefined, operator: Operator, value: Value | undefined): Condition[] {
  if (side === undefined || !("ColumnRef" in side) || value === undefined) return [];
  const [column = "", qualifier] = stringsOf(side.ColumnRef.fields).reverse();
  return [{ kind: "compare", qualifier, column, operator, value }];
}
