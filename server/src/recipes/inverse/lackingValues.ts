import type { Node } from "@pgsql/types";
import type { Column, Constraint, Index, Table } from "../../catalog/relations.ts";
import { functionCalls, stringOf, walk } from "../../sql/ast.ts";
import { fillsRows } from "./columnSql.ts";

/** Columns that a down adds again, and what the rows there have in them: nothing, all the same, or each its own. */
export type Refilled = ReadonlyMap<number, "nothing" | "same" | "own">;

/** What becomes of the columns that a table had before and lacks afterwards. */
export function refilled(before: Table, after: Table): Refilled {
  const there = new Set(after.columns.map(({ number }) => number));
  const gone = before.columns.filter(
    ({ number, generated }) => !there.has(number) && generated === undefined,
  );
  return new Map(gone.map((column) => [column.number, fillingOf(column)]));
}

function fillingOf(column: Column): "nothing" | "same" | "own" {
  if (!fillsRows(column)) return "nothing";
  return column.identity !== undefined || (column.default !== undefined && isOwn(column.default.node))
    ? "own"
    : "same";
}

/** Functions of which each call gives another value. */
function isOwn(node: Node): boolean {
  return functionCalls(node).some(({ funcname }) => {
    const name = stringOf(funcname?.at(-1)) ?? "";
    return name === "nextval" || name.includes("uuid");
  });
}

/** Whether rows have values of one key more than once, or none where each must have one. */
export function breaksKey(
  columns: readonly number[],
  isPrimary: boolean,
  nullsNotDistinct: boolean,
  filled: Refilled,
): boolean {
  const fillings = columns.flatMap((number) => filled.get(number) ?? []);
  if (fillings.includes("nothing")) return isPrimary || nullsNotDistinct;
  return fillings.includes("same") && !fillings.includes("own");
}

export function indexBreaks({ unique, columns, nullsNotDistinct }: Index, filled: Refilled): boolean {
  const numbers = columns.flatMap(({ on }) => (typeof on === "number" ? [on] : on.columns));
  return unique && breaksKey(numbers, false, nullsNotDistinct, filled);
}

/** Whether a CHECK asks of a column that has got no values whether it has one. */
export function mayRefuseNulls(constraint: Constraint, filled: Refilled): boolean {
  if (
    constraint.kind !== "check" ||
    !constraint.expression.columns.some((number) => filled.get(number) === "nothing")
  )
    return false;
  let asks = false;
  walk(constraint.expression.node, (each) => {
    const kinds = ["NullTest", "CoalesceExpr", "FuncCall", "BooleanTest", "CaseExpr"];
    const distinct =
      "A_Expr" in each &&
      (each.A_Expr.kind === "AEXPR_DISTINCT" || each.A_Expr.kind === "AEXPR_NOT_DISTINCT");
    asks ||= distinct || kinds.some((kind) => kind in each);
    return undefined;
  });
  return asks;
}
