import type { CreateStmt, PartitionBoundSpec } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  type Column,
  type ForeignKeyConstraint,
  type Index,
  type Table,
} from "../../catalog/relations.ts";
import { notNullOf } from "../constraints/find.ts";
import { lockReferenced, referencesTo } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { defineIndex, newConstraintId } from "../indexes/define.ts";
import { definitionLike } from "../indexes/like.ts";
import { joinParents } from "../inheritance/parents.ts";
import { relationById, requireRelation, tableById } from "../names/lookup.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";
import { refuseBound } from "./boundKind.ts";
import { conditionOf, negated } from "./condition.ts";
import { boundOf } from "./overlap.ts";
import { isProven } from "./proof.ts";
import { noteSibling, siblingsOf } from "./siblings.ts";
import { sameColumn } from "../inheritance/sameColumn.ts";
import { attachIndex } from "../indexes/attachToParent.ts";
import { copyTriggers } from "../triggers/copies.ts";
import { perhapsDefault } from "../openWorld/partitions.ts";

/** The parent of PARTITION OF, locked in ACCESS EXCLUSIVE; undefined for any other CREATE TABLE. */
export function partitionParent(execution: Execution, statement: CreateStmt): Table | undefined {
  const [parent] = statement.inhRelations ?? [];
  if (statement.partbound === undefined || parent === undefined || !("RangeVar" in parent)) return undefined;
  const relation = requireRelation(execution, parent.RangeVar, ["partitioned-table"]);
  execution.lock(relation, "ACCESS EXCLUSIVE");
  if (!isTable(relation)) return execution.fail("42809", `cannot open relation "${relation.name}"`);
  if (relation.kind === "partitioned-table") return relation;
  return execution.fail("42P17", `"${relation.name}" is not partitioned`);
}

/** The default partition of a partitioned table. */
export function defaultPartition(execution: Execution, parent: Table): Table | undefined {
  const id = siblingsOf(execution, parent).default;
  return id === undefined ? undefined : tableById(execution, id);
}

/** Makes a new table a partition: bound, constraints, indexes and foreign keys of the parent. */
export function becomePartition(
  execution: Execution,
  id: RelationId,
  parent: Table,
  bound: PartitionBoundSpec,
): void {
  const siblings = refuseBound(execution, parent, tableById(execution, id).name, bound);
  const isDefault = bound.is_default === true;
  if (!isDefault) checkDefaultPartition(execution, parent, bound);
  joinParents(execution, id, [parent]);
  setBound(execution, id, bound);
  noteSibling(siblings, tableById(execution, parent.id), id, boundOf(bound));
  for (const index of parent.indexes) copyIndex(execution, index, id, parent);
  copyTriggers(execution, parent, id);
  copyForeignKeys(execution, id, parent);
  lockReferencing(execution, parent);
}

/** Foreign keys onto the parent reach a new partition too: their tables are locked (CloneFkReferenced). */
export function lockReferencing(execution: Execution, parent: Table): void {
  const mode = execution.server.isSince(15) ? "SHARE ROW EXCLUSIVE" : "ACCESS SHARE";
  for (const { table: id, constraint: key } of referencesTo(execution, parent)) {
    const referencing = relationById(execution, id);
    // That of a partition goes with the one it came down from.
    const isCopy =
      isTable(referencing) && referencing.constraints.some((each) => each.id === key && each.inherited > 0);
    if (!isCopy) execution.lock(referencing, mode);
  }
}

export function setBound(execution: Execution, id: RelationId, bound: PartitionBoundSpec): void {
  updateTable(execution.edit, id, (now) => ({
    ...now,
    bound: {
      node: { PartitionBoundSpec: bound },
      isDefault: bound.is_default === true,
      detachPending: false,
    },
  }));
}

/** Rows of the default partition may belong to the new one: it is locked and scanned, with all below it. */
export function checkDefaultPartition(execution: Execution, parent: Table, bound: PartitionBoundSpec): void {
  const found = defaultPartition(execution, parent) ?? perhapsDefault(execution, parent);
  if (found === undefined) return;
  const condition = negated(conditionOf(execution.edit, parent, bound));
  const visit = (table: Table): boolean => {
    execution.lock(table, "ACCESS EXCLUSIVE");
    if (isProven(table, condition)) return false;
    if (table.kind === "table") execution.work(table, "scan");
    const below = table.children.map((child) => visit(tableById(execution, child)));
    return table.kind === "table" || below.includes(true);
  };
  if (!visit(found)) return;
  execution.failIfViolated(
    "23514",
    `updated partition constraint for default partition "${found.name}" would be violated by some row`,
  );
}

/** An index of the parent gets its part on a new partition; foreign tables have none. */
function copyIndex(execution: Execution, id: RelationId, child: RelationId, source: Table): void {
  const index = relationById(execution, id);
  const table = tableById(execution, child);
  if (!isIndex(index) || table.kind === "foreign-table") return;
  // NOT NULL of the partition itself comes after its indexes (DefineRelation).
  refuseUnmarked(execution, index, source, ({ number }) => notNullOf(source, number)?.noInherit !== true);
  const made = defineIndex(
    execution,
    table,
    definitionLike(execution, index, source),
    { recurse: true, childMode: "ACCESS EXCLUSIVE", isBuiltLater: () => false },
    index,
  );
  adoptIndex(execution, index, made);
}

/** From 18 on a primary key needs columns that are NOT NULL, and does not make them so (index_check_primary_key). */
export function refuseUnmarked(
  execution: Execution,
  { primary, columns }: Index,
  parent: Table,
  isMarked: (column: Column) => boolean,
): void {
  if (!primary || !execution.server.isSince(18)) return;
  const keys = columns.flatMap(({ on }) => parent.columns.filter(({ number }) => number === on));
  const unmarked = keys.find((column) => !isMarked(column));
  if (unmarked !== undefined)
    execution.fail("42P16", `primary key column "${unmarked.name}" is not marked NOT NULL`);
}

/** The parent index is opened in SHARE UPDATE EXCLUSIVE to note it (IndexSetParentIndex). */
export function adoptIndex(execution: Execution, parent: Index, child: Index): void {
  execution.lock(parent, "SHARE UPDATE EXCLUSIVE");
  attachIndex(execution, child, parent);
  const now = relationById(execution, parent.id);
  if (isIndex(now) && !now.children.includes(child.id))
    replaceRelation(execution.edit, { ...now, children: [...now.children, child.id] });
}

/** Foreign keys of the parent come down to a partition; the referenced table is locked (CloneFkReferencing). */
export function copyForeignKeys(execution: Execution, id: RelationId, parent: Table): void {
  for (const constraint of parent.constraints) {
    if (constraint.kind !== "foreign-key") continue;
    const child = tableById(execution, id);
    lockReferenced(execution, constraint, "SHARE ROW EXCLUSIVE");
    const copy: ForeignKeyConstraint = {
      ...constraint,
      id: newConstraintId(execution, child, constraint.name),
      columns: constraint.columns.map((number) => sameColumn(parent, number, child)),
      local: false,
      inherited: 1,
    };
    updateTable(execution.edit, id, (now) => ({ ...now, constraints: [...now.constraints, copy] }));
    updateTable(execution.edit, constraint.references, (now) => ({
      ...now,
      referencedBy: [...now.referencedBy, { table: id, constraint: copy.id }],
    }));
  }
}
