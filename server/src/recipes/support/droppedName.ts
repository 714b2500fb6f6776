import { itemsOf, stringOf } from "../../interpret/nodes.ts";
import type { Statement } from "../../sql/statement.ts";

/** The one thing that a DROP names, as written and without its schema; undefined where it drops several. */
export function droppedName({ node }: Statement, kind: "OBJECT_TABLE" | "OBJECT_INDEX"): string | undefined {
  if (node === undefined || !("DropStmt" in node)) return undefined;
  const { removeType, objects = [] } = node.DropStmt;
  const [first] = objects;
  if (removeType !== kind || first === undefined || objects.length !== 1) return undefined;
  return itemsOf(first).map(stringOf).at(-1);
}
