import type { Node } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import { isTable, type Relation } from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { rowFilter } from "./rowFilter.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { requireColumn, requireRelation, tableKinds } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";

/** A table as a publication takes it in. */
export interface PublishedTable {
  readonly table: Relation;
  /** The columns of its WHERE, and those of its column list. */
  readonly filter: readonly number[] | undefined;
  readonly columns: readonly number[] | undefined;
}

/** Opens the tables that a publication names, with the inheritance children of each (OpenTableList). */
export function openTables(
  execution: Execution,
  objects: readonly Node[] | undefined,
): readonly PublishedTable[] {
  const found = new Map<RelationId, PublishedTable>();
  for (const node of objects ?? []) {
    const named = "PublicationObjSpec" in node ? node.PublicationObjSpec.pubtable : undefined;
    if (named?.relation === undefined) continue;
    const relation = requireRelation(execution, named.relation, tableKinds);
    execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
    const parts = {
      filter: filterOf(execution, relation, named.whereClause),
      columns: listOf(execution, relation, named.columns),
    };
    refuseTwice(execution, found.get(relation.id), { table: relation, ...parts });
    const recurse = named.relation.inh === true && relation.kind === "table";
    const below = recurse && isTable(relation) ? descendantsOf(execution, relation) : [];
    for (const table of [relation, ...below]) {
      execution.lock(table, "SHARE UPDATE EXCLUSIVE");
      if (!found.has(table.id)) found.set(table.id, { table, ...parts });
    }
  }
  return [...found.values()];
}

function refuseTwice(execution: Execution, before: PublishedTable | undefined, now: PublishedTable): void {
  if (before === undefined) return;
  if (before.filter !== undefined || now.filter !== undefined)
    execution.fail("42710", `conflicting or redundant WHERE clauses for table "${now.table.name}"`);
  if (before.columns !== undefined || now.columns !== undefined)
    execution.fail("42710", `conflicting or redundant column lists for table "${now.table.name}"`);
}

function filterOf(
  execution: Execution,
  relation: Relation,
  where: Node | undefined,
): readonly number[] | undefined {
  if (where === undefined || !isTable(relation)) return undefined;
  return rowFilter(execution, where, relation);
}

function listOf(
  execution: Execution,
  relation: Relation,
  names: readonly Node[] | undefined,
): readonly number[] | undefined {
  if (names === undefined || !isTable(relation)) return undefined;
  const numbers = stringsOf(names).map((name) => {
    if (systemColumns.some((system) => system === name))
      execution.fail("42P10", `cannot use system column "${name}" in publication column list`);
    const column = requireColumn(execution, relation, name);
    const isComputed =
      column.generated !== undefined &&
      (!execution.server.isSince(18) || column.generated.kind === "virtual");
    const kind = execution.server.isSince(18) ? "virtual generated" : "generated";
    if (isComputed) execution.fail("42P10", `cannot use ${kind} column "${name}" in publication column list`);
    return column.number;
  });
  if (new Set(numbers).size < numbers.length)
    execution.fail("42710", "duplicate column in publication column list");
  return numbers;
}

/** What cannot be published (check_publication_add_relation, CheckPubRelationColumnList). */
export function refuseUnfit(
  execution: Execution,
  tables: readonly PublishedTable[],
  withSchemas: boolean,
  viaRoot: boolean,
): void {
  for (const { table, columns, filter } of tables) {
    if (table.kind === "partitioned-table" && !viaRoot && (columns ?? filter) !== undefined)
      execution.fail(
        "22023",
        `cannot use a column list or WHERE clause for relation "${table.name}" in publication`,
      );
    if (columns !== undefined && withSchemas)
      execution.fail(
        "22023",
        `cannot use column list for relation "${table.schema}.${table.name}" in publication`,
      );
    if (!isPublishable(table)) execution.fail("22023", `cannot add relation "${table.name}" to publication`);
  }
}

function isPublishable(table: Relation): boolean {
  return (table.kind === "table" || table.kind === "partitioned-table") && table.persistence === "permanent";
}
