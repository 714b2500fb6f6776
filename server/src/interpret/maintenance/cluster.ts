import type { ClusterStmt } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import { isIndex, isTable, isView, type Index, type Relation } from "../../catalog/relations.ts";
import { runExpressionsOfIndexes } from "../functions/stored.ts";
import type { Execution } from "../execution.ts";
import { relationById, requireRelation } from "../names/lookup.ts";
import { replaceRelation } from "../objects/objects.ts";
import { refuseInTransaction } from "../refusals.ts";
import { refusePending } from "../triggers/pending.ts";
import { indexOn } from "../openWorld/indexes.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";
import { isOpen, isOpenWorld } from "../openWorld/world.ts";

/** CLUSTER: ACCESS EXCLUSIVE and a rewrite in the order of an index. */
export function cluster(execution: Execution, statement: ClusterStmt): void {
  if (statement.relation === undefined) {
    refuseInTransaction(execution, "CLUSTER");
    for (const [, relation] of execution.edit.all("relation"))
      if (isTable(relation) && relation.clusteredOn !== undefined) rewriteAll(execution, relation);
    if (isOpenWorld(execution))
      rewriteAll(execution, unnamedTable(execution, "each table that was clustered before"));
    return;
  }
  const relation = requireRelation(execution, statement.relation, [
    "table",
    "materialized-view",
    "partitioned-table",
  ]);
  execution.lock(relation, "ACCESS EXCLUSIVE");
  if (relation.kind === "partitioned-table") {
    clusterPartitions(execution, relation, statement);
    return;
  }
  const found = findIndex(execution, relation, statement.indexname);
  refusePending(execution, relation, "CLUSTER");
  const index = found === undefined ? undefined : requireClusterable(execution, relation, found);
  const known = relationById(execution, relation.id);
  if (isTable(known))
    replaceRelation(execution.edit, { ...known, ...(index === undefined ? {} : { clusteredOn: index }) });
  rewriteAll(execution, known);
}

/** From 15 on: each partition that holds rows, in a transaction of its own (get_tables_to_cluster_partitioned). */
function clusterPartitions(execution: Execution, relation: Relation, { indexname }: ClusterStmt): void {
  if (!execution.server.isSince(15)) execution.fail("0A000", "cannot cluster a partitioned table");
  const found = findIndex(execution, relation, indexname);
  refuseInTransaction(execution, "CLUSTER");
  if (found === undefined) return;
  for (const leaf of leavesOf(execution, requireClusterable(execution, relation, found))) {
    const table = relationById(execution, leaf.table);
    if (isTable(table)) replaceRelation(execution.edit, { ...table, clusteredOn: leaf.id });
    rewriteAll(execution, table);
  }
}

function leavesOf(execution: Execution, id: RelationId): readonly Index[] {
  const index = relationById(execution, id);
  if (!isIndex(index)) return [];
  return index.kind === "index" ? [index] : index.children.flatMap((child) => leavesOf(execution, child));
}

/** The index by which a relation is to be sorted; without a name the one by which it was before, if that is known. */
function findIndex(execution: Execution, relation: Relation, name: string | undefined): Relation | undefined {
  if (name === undefined) {
    const known = isTable(relation) ? relation.clusteredOn : undefined;
    if (known === undefined && isOpen(execution, relation)) return undefined;
    if (known !== undefined) return relationById(execution, known);
    return execution.fail("42704", `there is no previously clustered index for table "${relation.name}"`);
  }
  return (
    indexOn(execution, relation, name) ??
    execution.fail("42704", `index "${name}" for table "${relation.name}" does not exist`)
  );
}

function requireClusterable(execution: Execution, relation: Relation, index: Relation): RelationId {
  if (!isIndex(index) || index.table !== relation.id)
    return execution.fail("42809", `"${index.name}" is not an index for table "${relation.name}"`);
  refuseUnclusterable(execution, index);
  return index.id;
}

/** The index of that name, which must do for sorting; undefined where it is not known. */
export function clusteringIndex(
  execution: Execution,
  relation: Relation,
  name: string | undefined,
): RelationId | undefined {
  const found = findIndex(execution, relation, name);
  return found === undefined ? undefined : requireClusterable(execution, relation, found);
}

/** Only whole, valid indexes that keep rows in an order will do (check_index_is_clusterable). */
export function refuseUnclusterable(execution: Execution, { name, method, predicate, valid }: Index): void {
  if (["hash", "gin", "brin", "spgist"].includes(method))
    execution.fail(
      "0A000",
      `cannot cluster on index "${name}" because access method does not support clustering`,
    );
  if (predicate !== undefined) execution.fail("0A000", `cannot cluster on partial index "${name}"`);
  if (!valid) execution.fail("0A000", `cannot cluster on invalid index "${name}"`);
}

/** New storage for the rows and all indexes. */
export function rewriteAll(execution: Execution, relation: Relation): void {
  execution.lock(relation, "ACCESS EXCLUSIVE");
  execution.work(relation, "rewrite");
  if (!isTable(relation) && !isView(relation)) return;
  for (const id of relation.indexes) execution.lock(relationById(execution, id), "ACCESS EXCLUSIVE");
  runExpressionsOfIndexes(execution, relation);
}
