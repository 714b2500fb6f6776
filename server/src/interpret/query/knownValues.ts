import type { A_Expr, Node } from "@pgsql/types";
import { isTable, isView, type Column, type Relation } from "../../catalog/relations.ts";
import { isNullConstant, stringOf, stringsOf } from "../nodes.ts";

/** What is known of a value that UPDATE gives a column: it stays as it was, or is NULL. */
export type KnownValue = "same" | "null";

/** What rows are written to, by the name that it has in the statement. */
interface Written {
  readonly relation: Relation;
  readonly entry: { readonly name: string };
  /** The column of the table behind that a column stands for. */
  readonly columnOf: (number: number) => Pick<Column, "number"> | undefined;
}

/** The columns of the table, by number, of whose new values something is known. */
export function knownValues(
  { relation, entry, columnOf }: Written,
  targets: readonly Node[] | undefined,
): ReadonlyMap<number, KnownValue> {
  const found = new Map<number, KnownValue>();
  if (!isTable(relation) && !isView(relation)) return found;
  for (const node of targets ?? []) {
    if (!("ResTarget" in node) || node.ResTarget.indirection !== undefined) continue;
    const { name = "", val } = node.ResTarget;
    const column = relation.columns.find((one) => one.name === name);
    if (column === undefined || val === undefined) continue;
    const known = isNullConstant(val) ? "null" : isSame(val, name, entry.name) ? "same" : undefined;
    const behind = known === undefined ? undefined : columnOf(column.number)?.number;
    if (known !== undefined && behind !== undefined) found.set(behind, known);
  }
  return found;
}

/** Whether an expression gives the column's own value: `x`, `x + 0`, `1 * x`, `x || ''`. */
function isSame(node: Node, name: string, table: string): boolean {
  if ("ColumnRef" in node) {
    const [column, qualifier = table] = stringsOf(node.ColumnRef.fields).reverse();
    return column === name && qualifier === table;
  }
  return "A_Expr" in node && node.A_Expr.kind === "AEXPR_OP" && isNeutral(node.A_Expr, name, table);
}

const neutral: Readonly<Record<string, string | undefined>> = {
  "+": "0",
  "-": "0",
  "*": "1",
  "/": "1",
  "||": "",
};

function isNeutral({ name, lexpr, rexpr }: A_Expr, column: string, table: string): boolean {
  const operator = stringOf(name?.at(-1)) ?? "";
  const element = neutral[operator];
  if (element === undefined || lexpr === undefined || rexpr === undefined) return false;
  if (textOf(rexpr) === element) return isSame(lexpr, column, table);
  const commutes = operator !== "-" && operator !== "/";
  return commutes && textOf(lexpr) === element && isSame(rexpr, column, table);
}

function textOf(node: Node): string | undefined {
  if (!("A_Const" in node)) return undefined;
  const { ival, sval } = node.A_Const;
  return ival === undefined ? sval?.sval : String(ival.ival ?? 0);
}
