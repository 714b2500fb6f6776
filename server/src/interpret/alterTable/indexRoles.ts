import type { AlterTableCmd } from "@pgsql/types";
import { displayName, isAssumed } from "../../catalog/ids.ts";
import { breaksObject } from "../breakage/objects.ts";
import { isIndex, type Index, type Relation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import type { LockMode } from "../locks.ts";
import { refuseUnclusterable } from "../maintenance/cluster.ts";
import { updateTable } from "../objects/objects.ts";
import { tables, type Subcommand } from "./subcommand.ts";
import { indexOn } from "../openWorld/indexes.ts";

/** CLUSTER ON: the index that the next CLUSTER takes. */
export const clusterOn: Subcommand = {
  action: "CLUSTER ON",
  lock: "SHARE UPDATE EXCLUSIVE",
  pass: "miscellaneous",
  on: [...tables, "materialized-view"],
  apply: ({ execution, mode }, relation, command) => {
    const index = indexOf(execution, relation, command.name ?? "", mode);
    refuseUnclusterable(execution, index);
    if (relation.kind === "partitioned-table")
      execution.fail("0A000", "cannot mark index clustered in partitioned table");
    if (relation.kind === "table")
      updateTable(execution.edit, relation.id, (now) => ({ ...now, clusteredOn: index.id }));
  },
};

/** SET WITHOUT CLUSTER. */
export const dropCluster: Subcommand = {
  action: "SET WITHOUT CLUSTER",
  lock: "SHARE UPDATE EXCLUSIVE",
  pass: "miscellaneous",
  on: [...tables, "materialized-view"],
  apply: ({ execution }, relation) => {
    if (relation.kind === "partitioned-table")
      execution.fail("0A000", "cannot mark index clustered in partitioned table");
    if (relation.kind !== "table") return;
    updateTable(execution.edit, relation.id, (now) => {
      const { clusteredOn, ...rest } = now;
      return clusteredOn === undefined ? now : rest;
    });
  },
};

const identities = { d: "default", f: "full", n: "nothing" } as const;

/** REPLICA IDENTITY; USING INDEX locks the index in SHARE (ATExecReplicaIdentity). */
export const replicaIdentity: Subcommand = {
  action: "REPLICA IDENTITY",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: [...tables, "materialized-view"],
  apply: (alteration, relation, command) => {
    const { execution } = alteration;
    const table = alteration.table(relation.id);
    const identity = identityOf(execution, table, command);
    const changed = updateTable(execution.edit, table.id, (now) => ({ ...now, replicaIdentity: identity }));
    if (tellsRowsApart(table) && !tellsRowsApart(changed)) stopsChanges(execution, table);
  },
};

/** Of a table that is only assumed, the primary key is not known: it may have one. */
function tellsRowsApart({ replicaIdentity: identity, constraints, id }: Table): boolean {
  if (identity === "nothing") return false;
  if (identity !== "default") return true;
  return isAssumed(id) || constraints.some(({ kind, deferrable }) => kind === "primary-key" && !deferrable);
}

/** Publications cannot send which rows are changed or deleted, and where they are to, the statements fail. */
function stopsChanges(execution: Execution, table: Table): void {
  if (table.persistence !== "permanent") return;
  breaksObject(execution, {
    code: "changes-unidentified",
    object: `table ${displayName(table)}`,
    named: { collection: "relation", key: table.id },
    ...(isAssumed(table.id) ? { assumed: true } : {}),
  });
}

function identityOf(execution: Execution, table: Table, command: AlterTableCmd): Table["replicaIdentity"] {
  const given = command.def;
  if (given === undefined || !("ReplicaIdentityStmt" in given)) return "default";
  const { identity_type: letter, name = "" } = given.ReplicaIdentityStmt;
  if (letter === "d" || letter === "f" || letter === "n") return identities[letter];
  const index = indexOf(execution, table, name, "SHARE");
  refuseIdentity(execution, table, index);
  return { index: index.id };
}

function refuseIdentity(execution: Execution, table: Table, index: Index): void {
  const refuse = (what: string, sqlstate = "0A000"): never =>
    execution.fail(sqlstate, `cannot use ${what} index "${index.name}" as replica identity`);
  if (!index.unique) refuse("non-unique", "42809");
  if (table.constraints.some(({ id, deferrable }) => id === index.constraint && deferrable))
    refuse("non-immediate");
  if (index.columns.some(({ on }) => typeof on !== "number")) refuse("expression");
  if (index.predicate !== undefined) refuse("partial");
  for (const { on } of index.columns) {
    if (typeof on !== "number") return refuse("expression");
    const column = table.columns.find(({ number }) => number === on);
    if (column?.notNull === false)
      execution.fail(
        "42809",
        `index "${index.name}" cannot be used as replica identity because column "${column.name}" is nullable`,
      );
  }
}

/** An index of this very table by name, in the table's schema. */
function indexOf(execution: Execution, table: Relation, name: string, mode: LockMode): Index {
  const index = indexOn(execution, table, name);
  if (index === undefined)
    return execution.fail("42704", `index "${name}" for table "${table.name}" does not exist`);
  execution.lock(index, mode);
  if (!isIndex(index) || index.table !== table.id)
    return execution.fail("42809", `"${name}" is not an index for table "${table.name}"`);
  return index;
}
