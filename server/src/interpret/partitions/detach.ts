import { isIndex, isTable, type Table } from "../../catalog/relations.ts";
import { descendantsOf, lockReferenced, referencesTo } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { relationById, requireTable } from "../names/lookup.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";
import { untieIndex } from "../indexes/attachToParent.ts";
import { leaveParent } from "../inheritance/parentage.ts";
import { defaultPartition } from "./parent.ts";
import { lockAbove } from "../dml/resultRelation.ts";
import { refuseInTransaction } from "../refusals.ts";
import { dropCopies } from "../triggers/copies.ts";
import { keepBound } from "./keepBound.ts";
import { partitionCommand, refuseUnpartitioned } from "./attach.ts";
import type { Subcommand } from "../alterTable/subcommand.ts";
import { assumeChild } from "../openWorld/partitions.ts";
import { isOpen } from "../openWorld/world.ts";
import { displayName } from "../../catalog/ids.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";

/** DETACH PARTITION (ATExecDetachPartition); CONCURRENTLY waits for all users of the parent. */
export const detachPartition: Subcommand = {
  action: "DETACH PARTITION",
  lock: (command) =>
    partitionCommand(command).concurrent === true ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: ["table", "partitioned-table"],
  needs: ["partitioned-table"],
  prepare: ({ execution }, relation, command) => {
    refuseUnpartitioned(execution, relation, "DETACH PARTITION");
    if (partitionCommand(command).concurrent === true)
      refuseInTransaction(execution, "ALTER TABLE ... DETACH CONCURRENTLY");
  },
  apply: (alteration, relation, command) => {
    const { execution } = alteration;
    const parent = alteration.table(relation.id);
    const { name = {}, concurrent } = partitionCommand(command);
    const fallback = defaultPartition(execution, parent);
    if (fallback !== undefined) {
      if (concurrent === true)
        execution.fail("55000", "cannot detach partitions concurrently when a default partition exists");
      execution.lock(fallback, "ACCESS EXCLUSIVE");
    }
    const table = requireTable(execution, name);
    execution.lock(table, "ACCESS EXCLUSIVE");
    requirePartition(execution, parent, table);
    if (concurrent !== true)
      for (const below of descendantsOf(execution, table)) execution.lock(below, "ACCESS EXCLUSIVE");
    if (concurrent === true) {
      keepBound(alteration, table);
      execution.recorder.waits("all-users-of-relation", parent);
    }
    detach(execution, alteration.table(parent.id), alteration.table(table.id));
  },
};

/** DETACH PARTITION … FINALIZE, after a concurrent one that was cut off. */
export const finalizeDetach: Subcommand = {
  action: "DETACH PARTITION ... FINALIZE",
  lock: "SHARE UPDATE EXCLUSIVE",
  pass: "miscellaneous",
  on: ["partitioned-table"],
  apply: (alteration, relation, command) => {
    const { execution } = alteration;
    const parent = alteration.table(relation.id);
    const table = requireTable(execution, partitionCommand(command).name ?? {});
    execution.lock(table, "ACCESS EXCLUSIVE");
    requirePartition(execution, parent, table);
    if (table.bound?.detachPending !== true && !isOpen(execution, parent))
      execution.fail("55000", `partition "${table.name}" is not detaching`);
    detach(execution, alteration.table(parent.id), alteration.table(table.id));
  },
};

function requirePartition(execution: Execution, parent: Table, table: Table): void {
  if (!parent.children.includes(table.id) && !assumeChild(execution, parent, table, true))
    execution.fail("42P01", `relation "${table.name}" is not a partition of relation "${parent.name}"`);
}

function detach(execution: Execution, parent: Table, table: Table): void {
  freeForeignKeys(execution, table);
  checkReferences(execution, parent, table);
  leaveParent(execution, table, parent);
  updateTable(execution.edit, table.id, (now) => {
    const { bound, ...rest } = now;
    return bound === undefined ? now : rest;
  });
  if (execution.server.isSince(17))
    for (const each of [table, ...descendantsOf(execution, table)]) dropIdentities(execution, each);
  for (const id of table.indexes) freeIndex(execution, id);
  dropCopies(execution, table.id);
}

/** The identities are those of the parent (ATExecDropIdentity). */
function dropIdentities({ edit }: Execution, { id }: Table): void {
  updateTable(edit, id, (now) => ({
    ...now,
    columns: now.columns.map((column) => {
      const { identity, ...rest } = column;
      return identity === undefined ? column : rest;
    }),
  }));
}

/** The triggers that its keys had through the parent are made anew; 14 makes none on a partitioned table. */
function freeForeignKeys(execution: Execution, table: Table): void {
  for (const constraint of table.constraints) {
    if (constraint.kind !== "foreign-key" || constraint.inherited === 0) continue;
    const isLeftOut =
      !execution.server.isSince(15) &&
      relationById(execution, constraint.references).kind === "partitioned-table";
    if (!isLeftOut) lockReferenced(execution, constraint, "SHARE ROW EXCLUSIVE");
    updateTable(execution.edit, table.id, (now) => ({
      ...now,
      constraints: now.constraints.map((each) =>
        each.id === constraint.id ? { ...each, local: true, inherited: 0 } : each,
      ),
    }));
  }
}

/** No row may refer to what leaves: the referencing tables are read for it (RI_PartitionRemove_Check). */
function checkReferences(execution: Execution, parent: Table, table: Table): void {
  if (isOpen(execution, parent)) {
    const referencing = unnamedTable(execution, `each table that may reference ${displayName(parent)}`);
    execution.lock(referencing, "ACCESS EXCLUSIVE");
    execution.work(referencing, "scan");
  }
  for (const { table: id, constraint } of referencesTo(execution, parent)) {
    const referencing = relationById(execution, id);
    const isCopy =
      isTable(referencing) &&
      referencing.constraints.some((each) => each.id === constraint && each.inherited > 0);
    if (isCopy) continue;
    execution.lock(referencing, "ACCESS EXCLUSIVE");
    lockAbove(execution, table);
    for (const each of [referencing, ...descendantsOf(execution, referencing)]) {
      if (each.id === table.id) continue;
      execution.lock(each, "ACCESS SHARE");
      if (each.kind === "table") execution.work(each, "scan");
    }
    execution.failIfViolated("23503", `removing partition "${table.name}" violates a foreign key constraint`);
  }
}

function freeIndex(execution: Execution, id: Table["id"]): void {
  const index = relationById(execution, id);
  if (!isIndex(index) || index.parent === undefined) return;
  execution.lock(index, "ACCESS EXCLUSIVE");
  const above = relationById(execution, index.parent);
  untieIndex(execution, index);
  if (isIndex(above))
    replaceRelation(execution.edit, {
      ...above,
      children: above.children.filter((child) => child !== index.id),
    });
}
