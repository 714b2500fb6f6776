import type { TruncateStmt } from "@pgsql/types";
import { displayName, isRelationId, type RelationId } from "../../catalog/ids.ts";
import { isTable, type Table } from "../../catalog/relations.ts";
import { descendantsOf, referencesTo } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { relationById, requireRelation, tableKinds } from "../names/lookup.ts";
import { fireForStatement } from "../triggers/fire.ts";
import { dependentsOf } from "../objects/objects.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";
import { isOpen } from "../openWorld/world.ts";
import { refusePending } from "../triggers/pending.ts";

/** TRUNCATE: ACCESS EXCLUSIVE on the tables and their indexes, and with CASCADE on all that refer to them. */
export function truncate(execution: Execution, statement: TruncateStmt): void {
  const tables = new Map<RelationId, { readonly table: Table; readonly implied: boolean }>();
  for (const node of statement.relations ?? []) {
    if (!("RangeVar" in node)) continue;
    const relation = requireRelation(execution, node.RangeVar, tableKinds);
    execution.lock(relation, "ACCESS EXCLUSIVE");
    if (!isTable(relation)) return execution.fail("42809", `"${relation.name}" is not a table`);
    if (node.RangeVar.inh !== true && relation.kind === "partitioned-table")
      execution.fail("42809", `cannot truncate only a partitioned table`);
    const below = node.RangeVar.inh === true ? descendantsOf(execution, relation) : [];
    for (const table of [relation, ...below]) tables.set(table.id, { table, implied: table !== relation });
  }
  addReferencing(execution, tables, statement.behavior === "DROP_CASCADE");
  const emptied = [...tables.values()];
  for (const { table } of emptied) refusePending(execution, table, "TRUNCATE");
  for (const { table } of emptied) fireForStatement(execution, table, "before", truncated);
  for (const { table, implied } of emptied) empty(execution, table, implied, statement.restart_seqs === true);
  for (const { table } of emptied) fireForStatement(execution, table, "after", truncated);
}

const truncated = { event: "truncate", certain: true } as const;

/** Tables with foreign keys to those that are emptied go along, or forbid it (heap_truncate_check_FKs). */
function addReferencing(
  execution: Execution,
  tables: Map<RelationId, { readonly table: Table; readonly implied: boolean }>,
  cascade: boolean,
): void {
  // The loop also sees the tables that it adds.
  for (const { table } of tables.values()) {
    if (cascade && isOpen(execution, table) && table.unnamed !== true) addUnknown(execution, tables, table);
    for (const { table: id } of referencesTo(execution, table)) {
      if (tables.has(id)) continue;
      if (!cascade) execution.fail("0A000", "cannot truncate a table referenced in a foreign key constraint");
      const referencing = execution.edit.get("relation", id);
      if (!isTable(referencing)) continue;
      for (const one of [referencing, ...descendantsOf(execution, referencing)])
        tables.set(one.id, { table: one, implied: true });
    }
  }
}

function addUnknown(
  execution: Execution,
  tables: Map<RelationId, { readonly table: Table; readonly implied: boolean }>,
  table: Table,
): void {
  const words = `each table that may reference ${displayName(table)}`;
  const referencing = unnamedTable(execution, words);
  execution.assume({ kind: "dependents", about: words });
  tables.set(referencing.id, { table: referencing, implied: true });
}

function empty(execution: Execution, table: Table, implied: boolean, restart: boolean): void {
  execution.lock(table, "ACCESS EXCLUSIVE");
  execution.recorder.destroys({ code: "rows", name: displayName(table), implied, loses: "data" }, table);
  if (table.kind === "table")
    for (const id of table.indexes) execution.lock(relationById(execution, id), "ACCESS EXCLUSIVE");
  if (!restart) return;
  for (const { object, strength } of dependentsOf(execution.edit, table.id)) {
    const owned =
      strength === "auto" && isRelationId(object) ? execution.edit.get("relation", object) : undefined;
    if (owned?.kind === "sequence") execution.lock(owned, "ACCESS EXCLUSIVE");
  }
}
