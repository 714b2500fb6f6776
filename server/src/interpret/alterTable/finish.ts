import { isIndex, isTable, isView, type Relation } from "../../catalog/relations.ts";
import { runExpressionsOfIndexes, runIndexExpressions, runStored } from "../functions/stored.ts";
import { refuseRowTypeUsers } from "../types/compositeUsers.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { requireSameOwner } from "../objects/sequences.ts";
import { isOn } from "../session/isOn.ts";
import { followTypes } from "../indexes/plainColumn.ts";
import type { Alteration, TableWork } from "./alteration.ts";
import { renameRemade } from "./remadeIndexes.ts";

/**
 * Phase 3 (ATRewriteTables): each table is rewritten or scanned at most once, and only then foreign keys are
 * checked. A rewrite rebuilds the indexes, under ACCESS EXCLUSIVE on each.
 */
export function finishTables(alteration: Alteration): void {
  for (const work of alteration.touched) renameRemade(alteration.execution, work);
  for (const { relation, retyped } of alteration.touched)
    if (retyped.size > 0) followTypes(alteration.execution, relation);
  for (const work of alteration.touched) finishRows(alteration, work);
  for (const work of alteration.touched) checkForeignKeys(alteration, work);
  for (const work of alteration.touched) checkOwners(alteration, work);
}

/** OWNER TO in the same statement has left the new sequences behind. */
function checkOwners({ execution }: Alteration, { relation, newSequences }: TableWork): void {
  for (const id of newSequences) {
    const [sequence, table] = [execution.edit.get("relation", id), execution.edit.get("relation", relation)];
    if (sequence?.kind === "sequence" && isTable(table)) requireSameOwner(execution, sequence, table);
  }
}

function finishRows(alteration: Alteration, work: TableWork): void {
  const { execution } = alteration;
  const relation = execution.edit.get("relation", work.relation);
  if (relation === undefined) return;
  if (work.rewrite || work.newValues) refuseRowTypeUsers(execution, relation, "table");
  if (work.rewrite) refuseCatalogTable(execution, relation);
  if (work.rewrite || work.scan) runStored(execution, work.evaluated);
  if (!work.rewrite) {
    rebuildIndexes(execution, work);
    if (work.scan) execution.work(relation, "scan");
    return;
  }
  execution.work(relation, "rewrite");
  lockIndexes(alteration, relation);
  if (isTable(relation) || isView(relation)) runExpressionsOfIndexes(execution, relation);
}

/** Logical decoding reads such a table as it was in the past, which a rewrite would end (ATRewriteTables). */
function refuseCatalogTable(execution: Execution, { name, options }: Relation): void {
  if (isOn(options["user_catalog_table"]))
    execution.fail("0A000", `cannot rewrite table "${name}" used as a catalog table`);
}

function rebuildIndexes(execution: Execution, { rebuilt }: TableWork): void {
  for (const id of rebuilt) {
    const index = relationById(execution, id);
    execution.work(index, "index-build");
    if (isIndex(index)) runIndexExpressions(execution, [index]);
  }
}

function lockIndexes(alteration: Alteration, relation: Relation): void {
  if (!isTable(relation) && relation.kind !== "materialized-view") return;
  for (const index of relation.indexes)
    alteration.execution.lock(relationById(alteration.execution, index), "ACCESS EXCLUSIVE");
}

/** Each table counts once, however many foreign keys it checks: the work is by relation. */
function checkForeignKeys(alteration: Alteration, work: TableWork): void {
  if (work.foreignKeys.size === 0) return;
  const relation = alteration.execution.edit.get("relation", work.relation);
  if (relation !== undefined) alteration.execution.work(relation, "foreign-key-check");
}
