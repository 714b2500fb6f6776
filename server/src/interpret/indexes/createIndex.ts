import type { IndexStmt } from "@pgsql/types";
import { isTable, type Relation, type Table, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationMissing, relationOf } from "../names/lookup.ts";
import { isRelationName } from "../names/relationNames.ts";
import { refuseTakenName } from "../objects/objects.ts";
import { descendantsOf } from "../constraints/partners.ts";
import { refuseInTransaction } from "../refusals.ts";
import { takesOverAll } from "./attachToParent.ts";
import { defineIndex } from "./define.ts";
import { definitionOfIndex } from "./definition.ts";
import { refusePending } from "../triggers/pending.ts";

/** CREATE INDEX: SHARE on the table and its partitions; CONCURRENTLY: SHARE UPDATE EXCLUSIVE and waiting. */
export function createIndex(execution: Execution, statement: IndexStmt): void {
  const concurrent = statement.concurrent === true;
  if (concurrent) refuseInTransaction(execution, "CREATE INDEX CONCURRENTLY");
  const range = statement.relation ?? {};
  const relation =
    relationOf(execution, range, ["table", "materialized-view", "partitioned-table"]) ??
    relationMissing(execution, range);
  const mode = concurrent ? "SHARE UPDATE EXCLUSIVE" : "SHARE";
  execution.lock(relation, mode);
  refusePending(execution, relation, "CREATE INDEX");
  const owner = indexable(execution, relation, statement);
  const recurse = range.inh === true;
  // All partitions are locked at once, before anything is built (ProcessUtilitySlow).
  if (owner.kind === "partitioned-table" && recurse)
    for (const partition of descendantsOf(execution, owner)) execution.lock(partition, mode);
  if (skips(execution, owner, statement)) return;
  if (concurrent) {
    execution.recorder.waits("writers-of-relation", owner);
    execution.recorder.waits("old-snapshots");
  }
  const index = defineIndex(execution, owner, definitionOfIndex(statement), {
    recurse,
    childMode: mode,
    isBuiltLater: () => false,
  });
  if (statement.unique === true && !takesOverAll(execution, index))
    execution.failIfViolated(
      "23505",
      `could not create unique index: some keys of "${owner.name}" are not unique`,
    );
}

/** IF NOT EXISTS looks for the name alone, whatever it belongs to and whether or not it is valid. */
function skips(execution: Execution, owner: Table | View, statement: IndexStmt): boolean {
  const name = statement.idxname;
  if (name === undefined) return false;
  if (statement.if_not_exists === true && isRelationName(execution, owner.schema, name)) return true;
  refuseTakenName(execution, { schema: owner.schema, name });
  return false;
}

function indexable(execution: Execution, relation: Relation, statement: IndexStmt): Table | View {
  if (relation.kind === "materialized-view") return relation;
  if (!isTable(relation) || relation.kind === "foreign-table")
    return execution.fail("42809", `cannot create index on relation "${relation.name}"`);
  if (relation.kind === "partitioned-table" && statement.concurrent === true)
    execution.fail("0A000", `cannot create index on partitioned table "${relation.name}" concurrently`);
  return relation;
}
