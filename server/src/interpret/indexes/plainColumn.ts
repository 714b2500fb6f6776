import type { Node } from "@pgsql/types";
import { isIndex, isTable, type Column, type IndexColumn, type Table } from "../../catalog/relations.ts";
import type { RelationId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { columnBehindCasts, type Columns } from "../expressions/idleCasts.ts";
import { replaceRelation } from "../objects/objects.ts";

/** The column that an index expression is, once it is parsed: it is indexed as if its name stood there (DefineIndex). */
export function plainColumn(
  execution: Execution,
  owner: Columns,
  node: Node | undefined,
): Column | undefined {
  return columnBehindCasts(execution, insideCollation(node), owner);
}

/** The collation that a COLLATE around all of an index expression gives. */
export function collationAround(node: Node | undefined): readonly Node[] | undefined {
  return node !== undefined && "CollateClause" in node ? node.CollateClause.collname : undefined;
}

function insideCollation(node: Node | undefined): Node | undefined {
  return node !== undefined && "CollateClause" in node ? insideCollation(node.CollateClause.arg) : node;
}

/** An index is made anew from its printed form where a type changes, and then a cast may have nothing left to do. */
export function followTypes(execution: Execution, id: RelationId): void {
  const table = execution.edit.get("relation", id);
  if (!isTable(table)) return;
  for (const each of table.indexes) {
    const index = execution.edit.get("relation", each);
    if (!isIndex(index)) continue;
    const columns = index.columns.map((column) => followed(execution, table, column));
    if (columns.some((column, at) => column !== index.columns[at]))
      replaceRelation(execution.edit, { ...index, columns });
  }
}

function followed(execution: Execution, table: Table, column: IndexColumn): IndexColumn {
  const { on } = column;
  if (typeof on === "number") return column;
  const plain = plainColumn(execution, table, on.node);
  return plain === undefined ? column : { ...column, on: plain.number };
}
