import type { Node } from "@pgsql/types";
import { stringOf } from "../nodes.ts";

/** The column that an expression is, without anything around it; undefined for other expressions. */
export function bareColumn(node: Node | undefined): string | undefined {
  if (node === undefined || !("ColumnRef" in node)) return undefined;
  return stringOf(node.ColumnRef.fields?.at(-1));
}
