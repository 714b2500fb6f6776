import type { Node } from "@pgsql/types";
import { itemsOf, stringOf, stringsOf } from "../nodes.ts";
import { conjuncts } from "../expressions/conjuncts.ts";
import type { Hints } from "../systemCatalogs/systemTable.ts";
import { asText, isList } from "../values/value.ts";
import { type Place, evaluate } from "./place.ts";

/** What a condition demands of the columns of one FROM item: `column = 'x'`, `column IN ('x', 'y')`. */
export function hintsIn(at: Place, where: Node | undefined, item: string): Hints {
  const found = new Map<string, readonly string[]>();
  for (const node of where === undefined ? [] : conjuncts(where)) {
    if (!("A_Expr" in node) || stringOf(node.A_Expr.name?.at(-1)) !== "=") continue;
    const { kind, lexpr, rexpr } = node.A_Expr;
    const sides =
      kind === "AEXPR_OP" ? [[lexpr, rexpr] as const, [rexpr, lexpr] as const] : [[lexpr, rexpr] as const];
    for (const [side, other] of sides) {
      const column = columnOf(side, item);
      const texts = column === undefined ? undefined : textsOf(at, other);
      if (column !== undefined && texts !== undefined) found.set(column, texts);
    }
  }
  return found;
}

function columnOf(node: Node | undefined, item: string): string | undefined {
  if (node !== undefined && "TypeCast" in node) return columnOf(node.TypeCast.arg, item);
  if (node === undefined || !("ColumnRef" in node)) return undefined;
  const [column, qualifier] = stringsOf(node.ColumnRef.fields).reverse();
  return qualifier === undefined || qualifier === item ? column : undefined;
}

function textsOf(at: Place, node: Node | undefined): readonly string[] | undefined {
  if (node === undefined || "ColumnRef" in node) {
    const value = node === undefined ? undefined : asText(evaluate(at, node).value);
    return typeof value === "string" ? [value] : undefined;
  }
  const values =
    "List" in node ? itemsOf(node).map((item) => evaluate(at, item).value) : [evaluate(at, node).value];
  const texts = values.flatMap((value) => (isList(value) ? value.items : [value])).map(asText);
  return texts.some((text) => typeof text !== "string") ? undefined : texts.flatMap((text) => text ?? []);
}
