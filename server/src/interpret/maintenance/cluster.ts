import type { ClusterStmt } from "@pgsql/types";
import { isIndex, isTable, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationById, relationNamed, requireRelation } from "../lookup.ts";
import { replaceRelation } from "../objects.ts";
import { refuseInTransaction } from "../refusals.ts";

/** CLUSTER: ACCESS EXCLUSIVE and a rewrite in the order of an index. */
export function cluster(execution: Execution, statement: ClusterStmt): void {
  if (statement.relation === undefined) {
    refuseInTransaction(execution, "CLUSTER");
    for (const [, relation] of execution.edit.all("relation"))
      if (isTable(relation) && relation.clusteredOn !== undefined) rewriteAll(execution, relation);
    return;
  }
  const relation = requireRelation(execution, statement.relation);
  execution.lock(relation, "ACCESS EXCLUSIVE");
  const index = clusteringIndex(execution, relation, statement.indexname);
  if (isTable(relation)) replaceRelation(execution.edit, { ...relation, clusteredOn: index });
  rewriteAll(execution, relation);
}

function clusteringIndex(
  execution: Execution,
  relation: Relation,
  name: string | undefined,
): `relation:${string}` {
  if (name === undefined) {
    const known = isTable(relation) ? relation.clusteredOn : undefined;
    return (
      known ?? execution.fail("42704", `there is no previously clustered index for table "${relation.name}"`)
    );
  }
  const index = relationNamed(execution, { schema: relation.schema, name });
  if (!isIndex(index) || index.table !== relation.id)
    return execution.fail("42704", `index "${name}" for table "${relation.name}" does not exist`);
  return index.id;
}

/** New storage for the rows and all indexes. */
export function rewriteAll(execution: Execution, relation: Relation): void {
  execution.lock(relation, "ACCESS EXCLUSIVE");
  execution.work(relation, "rewrite");
  if (isTable(relation) || relation.kind === "materialized-view")
    for (const id of relation.indexes) execution.lock(relationById(execution, id), "ACCESS EXCLUSIVE");
}
