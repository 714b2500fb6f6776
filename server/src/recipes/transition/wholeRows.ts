import { columnRefs, stringOf, walk } from "../../sql/ast.ts";
import type { Statement } from "../../sql/statement.ts";

/** Whether a statement may take rows as a whole (`*`, `t.*`, `to_jsonb(t)`), where one more column shows. */
export function takesWholeRows({ node }: Statement): boolean {
  if (node === undefined) return true;
  const ranges = new Set<string>();
  walk(node, (each) => {
    if ("RangeVar" in each) ranges.add(each.RangeVar.alias?.aliasname ?? each.RangeVar.relname ?? "");
    return undefined;
  });
  return columnRefs(node).some(({ fields = [] }) => {
    const name = stringOf(fields.at(-1));
    return name === undefined || (fields.length === 1 && ranges.has(name));
  });
}
