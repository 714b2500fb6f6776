import type { AlterTableCmd, PartitionCmd } from "@pgsql/types";
import { columnNamed, isIndex, type Index, type Relation, type Table } from "../../catalog/relations.ts";
import { defineIndex } from "../indexes/define.ts";
import { definitionLike } from "../indexes/like.ts";
import { matches } from "../indexes/matching.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { relationById, requireRelation, requireTable } from "../names/lookup.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";
import { adoptParent } from "../inheritance/parentage.ts";
import { lockAbove } from "../dml/resultRelation.ts";
import { copyTriggers } from "../triggers/copies.ts";
import { refuseBound, refuseKindOfBound } from "./boundKind.ts";
import { and, conditionAbove, conditionOf, isAlways } from "./condition.ts";
import { boundOf } from "./overlap.ts";
import { isProven } from "./proof.ts";
import { noteSibling } from "./siblings.ts";
import { adoptIndex, checkDefaultPartition, lockReferencing, refuseUnmarked, setBound } from "./parent.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { attachForeignKeys } from "./attachForeignKeys.ts";
import { indexes, type Subcommand } from "../alterTable/subcommand.ts";
import { indexKinds } from "../openWorld/indexes.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";
import { isOpen } from "../openWorld/world.ts";

/**
 * ATTACH PARTITION: SHARE UPDATE EXCLUSIVE on the parent, ACCESS EXCLUSIVE on the table, whose rows are read unless a
 * valid CHECK proves the bound (ATExecAttachPartition).
 */
export const attachPartition: Subcommand = {
  action: "ATTACH PARTITION",
  lock: "SHARE UPDATE EXCLUSIVE",
  pass: "miscellaneous",
  on: ["table", "partitioned-table", ...indexes],
  needs: ["partitioned-table", "partitioned-index"],
  prepare: ({ execution }, relation) => refuseUnpartitioned(execution, relation, "ATTACH PARTITION"),
  apply: (alteration, relation, command) => {
    const { name = {}, bound } = partitionCommand(command);
    if (isIndex(relation)) {
      if (bound !== undefined)
        alteration.execution.fail("42P17", `"${relation.name}" is not a partitioned table`);
      attachIndex(alteration, relation, name);
      return;
    }
    const parent = alteration.table(relation.id);
    if (bound === undefined) return;
    attach(alteration, parent, requireTable(alteration.execution, name), bound);
  },
};

/** A plain table cannot have partitions; from 18 on the kind of relation is refused as such. */
export function refuseUnpartitioned(execution: Execution, relation: Relation, action: string): void {
  if (relation.kind === "partitioned-table" || relation.kind === "partitioned-index") return;
  if (!execution.server.isSince(18) && !isIndex(relation))
    execution.fail("42P17", `table "${relation.name}" is not partitioned`);
  execution.fail("42809", `ALTER action ${action} cannot be performed on relation "${relation.name}"`);
}

export function partitionCommand(command: AlterTableCmd): PartitionCmd {
  return command.def !== undefined && "PartitionCmd" in command.def ? command.def.PartitionCmd : {};
}

function attach(
  alteration: Alteration,
  parent: Table,
  table: Table,
  bound: NonNullable<PartitionCmd["bound"]>,
): void {
  const { execution } = alteration;
  refuseKindOfBound(execution, parent, bound);
  if (bound.is_default !== true) checkDefaultPartition(execution, parent, bound);
  lockAbove(execution, parent);
  for (const each of [table, ...descendantsOf(execution, table)]) execution.lock(each, "ACCESS EXCLUSIVE");
  refuse(execution, parent, table);
  for (const column of table.columns) {
    if (column.identity !== undefined && execution.server.isSince(17))
      execution.fail(
        "55000",
        `table "${table.name}" being attached contains an identity column "${column.name}"`,
      );
    if (columnOrAssumed(execution, parent, column.name) === undefined)
      execution.fail(
        "42804",
        `table "${table.name}" contains column "${column.name}" not found in parent "${parent.name}"`,
      );
  }
  const trigger = table.triggers.find((each) => each.forEachRow && each.transitionTables !== undefined);
  if (trigger !== undefined)
    execution.fail(
      "55000",
      `trigger "${trigger.name}" prevents table "${table.name}" from becoming a partition`,
    );
  const siblings = refuseBound(execution, parent, table.name, bound);
  adoptParent(execution, table, parent);
  setBound(execution, table.id, bound);
  noteSibling(siblings, alteration.table(parent.id), table.id, boundOf(bound));
  shareIdentity(alteration, parent, alteration.table(table.id));
  for (const id of parent.indexes)
    ensureIndex(alteration, relationById(execution, id), alteration.table(table.id), parent);
  copyTriggers(execution, parent, table.id);
  attachForeignKeys(alteration, alteration.table(table.id), parent);
  lockReferencing(execution, parent);
  checkRows(alteration, parent, alteration.table(table.id), bound);
}

function refuse(execution: Execution, parent: Table, table: Table): void {
  if (table.bound !== undefined) execution.fail("42809", `"${table.name}" is already a partition`);
  if (table.ofType !== undefined) execution.fail("42809", "cannot attach a typed table as partition");
  if (table.parents.length > 0) execution.fail("42809", "cannot attach inheritance child as partition");
  if (table.kind === "table" && table.children.length > 0)
    execution.fail("42809", "cannot attach inheritance parent as partition");
  const tree = [table, ...descendantsOf(execution, table)];
  if (tree.some(({ id }) => id === parent.id)) execution.fail("42P07", "circular inheritance not allowed");
  const [isTemporary, isPart] = [parent, table].map(({ persistence }) => persistence === "temporary");
  if (isTemporary !== isPart)
    execution.fail(
      "42809",
      `cannot attach a ${isPart === true ? "temporary" : "permanent"} relation as partition of "${parent.name}"`,
    );
}

/** From 17 on partitions take their identities from the parent. */
function shareIdentity(alteration: Alteration, parent: Table, table: Table): void {
  const { execution } = alteration;
  if (!execution.server.isSince(17)) return;
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    columns: now.columns.map((column) => {
      const identity = columnNamed(parent, column.name)?.identity;
      return identity === undefined ? column : { ...column, identity };
    }),
  }));
  for (const id of table.children) shareIdentity(alteration, parent, alteration.table(id));
}

/** Reads the rows of the table, or of the partitions below it, unless the bound is known to hold. */
function checkRows(
  alteration: Alteration,
  parent: Table,
  table: Table,
  bound: NonNullable<PartitionCmd["bound"]>,
): void {
  const { execution } = alteration;
  if (isOpen(execution, parent)) {
    // Its indexes are built on the table where it has none that fit, and its key is not known.
    alteration.scan(table);
    if (table.kind === "table") execution.work(table, "index-build");
    failOutside(execution, table);
    return;
  }
  const condition = and([
    conditionOf(execution.edit, parent, bound, table),
    conditionAbove(execution.edit, alteration.table(parent.id)),
  ]);
  if (isAlways(condition)) return;
  if (isProven(table, condition)) {
    execution.recorder.avoidWork(
      `a valid CHECK proves that the rows of "${table.name}" are within the bound`,
    );
    return;
  }
  const visit = (each: Table): void => {
    alteration.scan(each);
    for (const id of each.children) {
      const below = alteration.table(id);
      if (!isProven(below, condition)) visit(below);
    }
  };
  visit(table);
  failOutside(execution, table);
}

function failOutside(execution: Execution, table: Table): void {
  execution.failIfViolated(
    "23514",
    `partition constraint of relation "${table.name}" is violated by some row`,
  );
}

function mayBeNotNull(execution: Execution, table: Table, name: string): boolean {
  return isOpen(execution, table) || columnNamed(table, name)?.notNull !== false;
}

/** A parent's index without a match on the table is built there and then (AttachPartitionEnsureIndexes). */
function ensureIndex(alteration: Alteration, index: Relation, table: Table, parent: Table): void {
  const { execution } = alteration;
  if (!isIndex(index) || table.kind === "foreign-table") return;
  const fitting = table.indexes
    .map((id) => relationById(execution, id))
    .filter(isIndex)
    .find((candidate) => candidate.valid && matches(execution, candidate, index));
  if (fitting !== undefined) {
    adoptIndex(execution, index, fitting);
    return;
  }
  refuseUnmarked(execution, index, parent, ({ name }) => mayBeNotNull(execution, table, name));
  const made = defineIndex(
    execution,
    table,
    definitionLike(execution, index, parent),
    { recurse: true, childMode: "ACCESS EXCLUSIVE", isBuiltLater: () => false },
    index,
  );
  adoptIndex(execution, index, made);
}

/** ALTER INDEX … ATTACH PARTITION: both tables in ACCESS SHARE, the partition's index in ACCESS EXCLUSIVE. */
function attachIndex(alteration: Alteration, index: Index, name: NonNullable<PartitionCmd["name"]>): void {
  const { execution } = alteration;
  const part = requireIndex(execution, name);
  execution.lock(relationById(execution, part.table), "ACCESS SHARE");
  execution.lock(relationById(execution, index.table), "ACCESS SHARE");
  execution.lock(part, "ACCESS EXCLUSIVE");
  if (part.parent === index.id) return;
  const refuseWith = (sqlstate: string, detail: string): never =>
    execution.fail(
      sqlstate,
      `cannot attach index "${part.name}" as a partition of index "${index.name}"${detail}`,
    );
  const isDouble = index.children.some((id) => {
    const other = execution.edit.get("relation", id);
    return other !== undefined && isIndex(other) && other.table === part.table;
  });
  if (part.parent !== undefined || isDouble) refuseWith("55000", "");
  const isPartition = alteration.table(index.table).children.includes(part.table);
  if (!isPartition) refuseWith("55000", "");
  if (!matches(execution, part, index)) refuseWith("42P17", "");
  adoptIndex(execution, index, part);
  validate(execution, index.id);
}

/** A partitioned index becomes valid when every partition has its part, and then so may its parent. */
function validate(execution: Execution, id: Index["id"]): void {
  const index = relationById(execution, id);
  if (!isIndex(index) || index.valid) return;
  const table = relationById(execution, index.table);
  const parts = index.children.map((child) => relationById(execution, child));
  const whole = "children" in table && parts.length >= table.children.length;
  if (!whole || parts.some((part) => isIndex(part) && !part.valid)) return;
  replaceRelation(execution.edit, { ...index, valid: true });
  if (index.parent !== undefined) validate(execution, index.parent);
}

function requireIndex(execution: Execution, name: NonNullable<PartitionCmd["name"]>): Index {
  const relation = requireRelation(execution, name, indexKinds);
  return isIndex(relation) ? relation : execution.fail("42809", `"${relation.name}" is not an index`);
}
