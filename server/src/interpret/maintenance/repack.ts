import { isTable, type Relation, type Table } from "../../catalog/relations.ts";
import type { Repack } from "../../sql/statement.ts";
import type { Execution } from "../execution.ts";
import { requireRelation } from "../names/lookup.ts";
import { replaceRelation } from "../objects/objects.ts";
import { refuseInTransaction } from "../refusals.ts";
import { refusePending } from "../triggers/pending.ts";
import { clusteringIndex, rewriteAll } from "./cluster.ts";

/**
 * REPACK, which takes the place of VACUUM FULL and CLUSTER from 19 on: ACCESS EXCLUSIVE and a rewrite. CONCURRENTLY
 * copies the rows under SHARE UPDATE EXCLUSIVE and takes ACCESS EXCLUSIVE only for the swap at the end. As documented;
 * no server was asked.
 */
export function repack(execution: Execution, statement: Repack): void {
  const { relation: named, concurrently, analyze } = statement;
  if (concurrently || analyze || named === undefined) refuseInTransaction(execution, "REPACK");
  if (named === undefined) {
    if (concurrently) execution.fail("0A000", "REPACK (CONCURRENTLY) needs the name of a table");
    repackAll(execution, statement);
    return;
  }
  const relation = requireRelation(execution, named);
  execution.lock(relation, "ACCESS EXCLUSIVE");
  refusePending(execution, relation, "REPACK");
  if (relation.kind === "partitioned-table") refuseInTransaction(execution, "REPACK");
  if (concurrently) copyOnline(execution, relation);
  else if (relation.kind === "partitioned-table") repackBelow(execution, relation);
  else rewriteAll(execution, relation);
  sortBy(execution, relation, statement);
}

function repackAll(execution: Execution, { index }: Repack): void {
  for (const [, relation] of execution.edit.all("relation")) {
    const holdsRows = relation.kind === "table" || relation.kind === "materialized-view";
    if (!holdsRows || (index !== undefined && !(isTable(relation) && relation.clusteredOn !== undefined)))
      continue;
    rewriteAll(execution, relation);
  }
}

function repackBelow(execution: Execution, table: Table): void {
  for (const id of table.children) {
    const child = execution.edit.get("relation", id);
    if (!isTable(child)) continue;
    if (child.kind === "partitioned-table") repackBelow(execution, child);
    else rewriteAll(execution, child);
  }
}

/** Logical decoding follows the changes made meanwhile, so that each row must be told from the others. */
function copyOnline(execution: Execution, relation: Relation): void {
  const refuse = (why: string): never =>
    execution.fail("0A000", `cannot repack "${relation.name}" concurrently: ${why}`);
  if (!isTable(relation) || relation.kind === "partitioned-table") return refuse("it is no plain table");
  if (relation.persistence !== "permanent") refuse("it is not permanent");
  const hasKey = relation.constraints.some(({ kind }) => kind === "primary-key");
  if (!hasKey && typeof relation.replicaIdentity === "string")
    refuse("it has no primary key and no index as its replica identity");
  execution.recorder.avoidWork(
    "the rows are copied under SHARE UPDATE EXCLUSIVE; ACCESS EXCLUSIVE is taken at the end, to swap the files",
  );
}

function sortBy(execution: Execution, relation: Relation, { index }: Repack): void {
  if (index === undefined || relation.kind === "partitioned-table") return;
  const clusteredOn = clusteringIndex(execution, relation, index.name);
  const now = execution.edit.get("relation", relation.id);
  if (isTable(now) && clusteredOn !== undefined) replaceRelation(execution.edit, { ...now, clusteredOn });
}
