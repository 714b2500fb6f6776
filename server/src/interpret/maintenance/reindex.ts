import { everyUnknown } from "../openWorld/everyTable.ts";
import type { ReindexStmt } from "@pgsql/types";
import {
  isIndex,
  isTable,
  type Index,
  type Relation,
  type Table,
  type View,
} from "../../catalog/relations.ts";
import { runIndexExpressions } from "../functions/stored.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { isOptionOn } from "../indexes/definition.ts";
import { relationById, requireRelation, requireSchema } from "../names/lookup.ts";
import { refuseInTransaction } from "../refusals.ts";
import { indexKinds } from "../openWorld/indexes.ts";
import { displayName } from "../../catalog/ids.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";
import { isOpen } from "../openWorld/world.ts";

/** REINDEX: SHARE on the table, ACCESS EXCLUSIVE on each index; CONCURRENTLY: SHARE UPDATE EXCLUSIVE on both. */
export function reindex(execution: Execution, statement: ReindexStmt): void {
  const concurrent = isOptionOn(statement.params, "concurrently");
  const { kind } = statement;
  if (concurrent) refuseInTransaction(execution, "REINDEX CONCURRENTLY");
  if (kind !== "REINDEX_OBJECT_INDEX" && kind !== "REINDEX_OBJECT_TABLE") {
    const word = (kind ?? "").replace("REINDEX_OBJECT_", "");
    refuseInTransaction(execution, `REINDEX ${word}`);
    if (kind === "REINDEX_OBJECT_SCHEMA") requireSchema(execution, statement.name ?? "");
    everything(execution, kind === "REINDEX_OBJECT_SCHEMA" ? statement.name : undefined, concurrent);
    return;
  }
  const relation = requireRelation(
    execution,
    statement.relation ?? {},
    kind === "REINDEX_OBJECT_INDEX" ? indexKinds : ["table", "partitioned-table", "materialized-view"],
  );
  if (kind === "REINDEX_OBJECT_INDEX") reindexIndex(execution, relation, concurrent);
  else reindexTable(execution, relation, concurrent);
}

/** Each table in a transaction of its own: all of them are rebuilt. */
function everything(execution: Execution, schema: string | undefined, concurrent: boolean): void {
  for (const [, relation] of execution.edit.all("relation"))
    if ((schema === undefined || relation.schema === schema) && relation.kind === "table")
      rebuildAll(execution, relation, concurrent);
  const others = everyUnknown(execution, schema);
  if (others === undefined) return;
  execution.lock(others, concurrent ? "SHARE UPDATE EXCLUSIVE" : "SHARE");
  rebuildUnknown(execution, others.name, concurrent);
}

function reindexIndex(execution: Execution, relation: Relation, concurrent: boolean): void {
  if (!isIndex(relation)) return execution.fail("42809", `"${relation.name}" is not an index`);
  if (relation.kind === "index") {
    rebuild(execution, relation, concurrent);
    return;
  }
  refuseInTransaction(execution, "REINDEX INDEX");
  execution.lock(relationById(execution, relation.table), concurrent ? "SHARE UPDATE EXCLUSIVE" : "SHARE");
  execution.lock(relation, concurrent ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE");
  for (const leaf of leaves(execution, relation)) rebuild(execution, leaf, concurrent);
}

function leaves(execution: Execution, index: Index): readonly Index[] {
  return index.children.flatMap((id) => {
    const child = relationById(execution, id);
    if (!isIndex(child)) return [];
    return child.kind === "index" ? [child] : leaves(execution, child);
  });
}

function reindexTable(execution: Execution, relation: Relation, concurrent: boolean): void {
  if (relation.kind === "materialized-view") {
    rebuildAll(execution, relation, concurrent);
    return;
  }
  if (!isTable(relation))
    return execution.fail("42809", `"${relation.name}" is not a table or materialized view`);
  if (relation.kind !== "partitioned-table") {
    rebuildAll(execution, relation, concurrent);
    return;
  }
  refuseInTransaction(execution, "REINDEX TABLE");
  execution.lock(relation, concurrent ? "SHARE UPDATE EXCLUSIVE" : "SHARE");
  for (const partition of descendantsOf(execution, relation)) {
    // All are locked at first, however they are rebuilt then (ReindexPartitions).
    execution.lock(partition, "SHARE");
    if (partition.kind === "table") rebuildAll(execution, partition, concurrent);
  }
}

function rebuildAll(execution: Execution, owner: Table | View, concurrent: boolean): void {
  const mode = concurrent ? "SHARE UPDATE EXCLUSIVE" : "SHARE";
  execution.lock(owner, mode);
  if (isOpen(execution, owner)) rebuildUnknown(execution, displayName(owner), concurrent);
  for (const id of owner.indexes) {
    const index = relationById(execution, id);
    if (isIndex(index)) rebuild(execution, index, concurrent);
  }
}

/** The indexes of what is not known; of a single table that has its own lock already, in words. */
function rebuildUnknown(execution: Execution, of: string, concurrent: boolean): void {
  const indexes = unnamedTable(execution, `each index of ${of}`);
  execution.lock(indexes, concurrent ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE");
  execution.work(indexes, "index-build");
}

function rebuild(execution: Execution, index: Index, concurrent: boolean): void {
  const owner = relationById(execution, index.table);
  execution.lock(owner, concurrent ? "SHARE UPDATE EXCLUSIVE" : "SHARE");
  execution.lock(index, concurrent ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE");
  execution.work(index, "index-build");
  runIndexExpressions(execution, [index]);
  if (!concurrent) return;
  execution.recorder.waits("all-users-of-relation", owner);
  execution.recorder.waits("old-snapshots");
}
