import type { Node, RangeVar } from "@pgsql/types";
import { isTable, isView, type Table } from "../../catalog/relations.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { RelationId } from "../../catalog/ids.ts";
import { atLeast } from "../../interpret/locks.ts";
import { walk } from "../../sql/ast.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { RowChange } from "./change.ts";

/** The tables and views that a change of rows reads besides the rows that it changes: FROM, WITH, subqueries. */
export function sourcesOf({ joined, values, condition }: RowChange): readonly RangeVar[] {
  const found: RangeVar[] = [];
  const named = new Set<string>();
  for (const node of [...joined, ...values, ...(condition === undefined ? [] : [condition])])
    walk(node, (each) => {
      if ("CommonTableExpr" in each) named.add(each.CommonTableExpr.ctename ?? "");
      if ("RangeVar" in each) found.push(each.RangeVar);
      return undefined;
    });
  return found.filter(({ relname = "", schemaname }) => schemaname !== undefined || !named.has(relname));
}

/**
 * Why the sources would not give each batch what they would have given to one statement over all rows, in words: they
 * would show what the batches before have done.
 */
export function sourceObstacle(
  change: RowChange,
  { before, outcome: { effects } }: TimelineEntry,
  table: Table,
): string | undefined {
  const sources = sourcesOf(change);
  if (sources.length === 0) return undefined;
  const locked = effects.locks.map(({ relation, mode }) => ({
    mode,
    relation: before.get("relation", relation.id),
  }));
  for (const { relname, schemaname } of sources) {
    const named = locked.filter(
      ({ relation }) =>
        relation?.name === relname && (schemaname === undefined || schemaname === relation?.schema),
    );
    const [source] = named;
    if (named.length !== 1 || source?.relation === undefined)
      return `Which table ${relname ?? "it"} is cannot be told, so neither whether the batches change it. Write the batches by hand.`;
    const { relation, mode } = source;
    if (readsTable(before, relation.id, table, new Set()))
      return `The statement reads other rows of ${table.name} as well, and the batches before would have changed them. Write the batches by hand.`;
    if (atLeast(mode, "ROW EXCLUSIVE"))
      return `The statement changes ${relation.name}, which it reads, too: each batch would find it changed by the one before. Write the batches by hand.`;
  }
  return table.parents.length > 0
    ? `${table.name} inherits, so its rows may be found in another table as well. Write the batches by hand.`
    : undefined;
}

function readsTable(catalog: Catalog, id: RelationId, table: Table, seen: Set<RelationId>): boolean {
  if (id === table.id) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const relation = catalog.get("relation", id);
  if (isTable(relation)) return relation.children.some((child) => readsTable(catalog, child, table, seen));
  if (!isView(relation) || relation.kind === "materialized-view") return false;
  if (relation.opaque || relation.uses.length > 0) return true;
  return relation.reads.some((each) => readsTable(catalog, each.relation, table, seen));
}

/** Whether something in these changes rows by itself, or asks a function for its rows. */
export function changesWithin(nodes: readonly Node[]): boolean {
  let found = false;
  for (const node of nodes)
    walk(node, (each) => {
      found ||= "InsertStmt" in each || "UpdateStmt" in each || "DeleteStmt" in each || "MergeStmt" in each;
      return undefined;
    });
  return found;
}
