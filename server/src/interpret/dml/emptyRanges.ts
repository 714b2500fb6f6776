import type { Node } from "@pgsql/types";
import { isIndex, type Column, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";

/** The columns that some key says WITHOUT OVERLAPS of: each must hold a range that holds something. */
export function columnsWithoutOverlaps(execution: Execution, table: Table): readonly Column[] {
  const numbers = table.constraints.flatMap((one) => {
    if (one.kind !== "primary-key" && one.kind !== "unique") return [];
    const index = relationById(execution, one.index);
    return isIndex(index) && index.method === "gist" ? one.columns.slice(-1) : [];
  });
  return table.columns.filter(({ number }) => numbers.includes(number));
}

/** What the server says of an empty range there (ExecWithoutOverlapsNotEmpty). */
export function emptyRangeMessage(table: Table, column: Column): string {
  return `empty WITHOUT OVERLAPS value found in column "${column.name}" in relation "${table.name}"`;
}

/** Whether a constant is a range that holds nothing: `empty`, or from a value to the same one, left out at an end. */
export function isEmptyRange(node: Node): boolean {
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return isEmptyRange(node.TypeCast.arg);
  if (!("A_Const" in node)) return false;
  const text = (node.A_Const.sval?.sval ?? "").trim();
  if (/^(?:empty|\{\s*\})$/iu.test(text)) return true;
  const bounds = /^([[(])([^,]+),([^,]+)([\])])$/u.exec(text);
  if (bounds === null) return false;
  const [, open = "", lower, upper, close = ""] = bounds;
  return lower === upper && `${open}${close}` !== "[]";
}
