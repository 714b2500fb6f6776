import type { Node } from "@pgsql/types";
import { isTable, isView, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { stringOf } from "../nodes.ts";

type Query = Pick<View, "query" | "reads">;

/**
 * The collation of each column that a query yields, as far as it can be seen: of a column that is passed on, or by
 * COLLATE. Undefined for other expressions, and for all where `*` stands among them.
 */
export function outputCollations(
  execution: Execution,
  { query, reads }: Query,
): readonly (string | undefined)[] {
  const targets = "SelectStmt" in query ? (query.SelectStmt.targetList ?? []) : [];
  const values = targets.flatMap((node) =>
    "ResTarget" in node && node.ResTarget.val !== undefined ? [node.ResTarget.val] : [],
  );
  if (values.some(isStarred)) return [];
  return values.map((value) => collationOf(execution, value, reads));
}

function isStarred(node: Node): boolean {
  const last = "ColumnRef" in node ? node.ColumnRef.fields?.at(-1) : undefined;
  return last !== undefined && "A_Star" in last;
}

function collationOf(execution: Execution, value: Node, reads: View["reads"]): string | undefined {
  if ("CollateClause" in value) return stringOf(value.CollateClause.collname?.at(-1));
  const name = bareColumn(value);
  if (name === undefined) return undefined;
  const found = reads.flatMap(({ relation: id }) => {
    const relation = execution.edit.get("relation", id);
    if (!isTable(relation) && !isView(relation)) return [];
    const position = relation.columns.findIndex((column) => column.name === name);
    if (position === -1) return [];
    if (isView(relation)) return [outputCollations(execution, relation)[position]];
    return [relation.columns[position]?.collation ?? "default"];
  });
  return found.length === 1 ? found[0] : undefined;
}
