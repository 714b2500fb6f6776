import { displayName, type RelationId } from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  isView,
  type ForeignKeyConstraint,
  type Index,
  type Relation,
  type Table,
} from "../../catalog/relations.ts";
import { lockForActions } from "../constraints/partners.ts";
import type { Destruction } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { removeDependent, removeRelation, replaceRelation } from "../objects/objects.ts";

/** Takes a relation out: it and what it is tied to are locked in ACCESS EXCLUSIVE. */
export function removeAnyRelation(execution: Execution, named: Relation, implied: boolean): void {
  const relation = execution.edit.get("relation", named.id);
  if (relation === undefined) return;
  execution.lock(relation, "ACCESS EXCLUSIVE");
  execution.recorder.destroys(
    {
      code: codes[relation.kind],
      name: displayName(relation),
      implied,
      loses: holdsData(relation) ? "data" : "definition",
    },
    loser(execution, relation),
  );
  if (isIndex(relation)) detachIndex(execution, relation);
  else if (isTable(relation)) detachTable(execution, relation);
  else if (isView(relation)) detachView(execution, relation);
  else if (relation.kind === "sequence" && relation.ownedBy !== undefined)
    removeDependent(execution.edit, relation.ownedBy.table, relation.id);
  removeRelation(execution.edit, relation);
}

/** A table loses its index; every other relation is lost itself. */
function loser({ edit }: Execution, relation: Relation): Relation {
  return isIndex(relation) ? (edit.get("relation", relation.table) ?? relation) : relation;
}

const codes: Readonly<Record<Relation["kind"], Destruction["code"]>> = {
  table: "table",
  "partitioned-table": "table",
  "foreign-table": "table",
  index: "index",
  "partitioned-index": "index",
  sequence: "other",
  view: "view",
  "materialized-view": "view",
  "composite-type": "type",
};

function holdsData({ kind }: Relation): boolean {
  return kind === "table" || kind === "partitioned-table";
}

function detachIndex(execution: Execution, index: Index): void {
  const { edit } = execution;
  const owner = edit.get("relation", index.table);
  if (owner === undefined) return;
  execution.lock(owner, "ACCESS EXCLUSIVE");
  if (isTable(owner)) {
    const { clusteredOn, ...rest } = owner;
    replaceRelation(edit, {
      ...rest,
      ...(clusteredOn === undefined || clusteredOn === index.id ? {} : { clusteredOn }),
      indexes: owner.indexes.filter((id) => id !== index.id),
      constraints: owner.constraints.filter(({ id }) => id !== index.constraint),
    });
  } else if (owner.kind === "materialized-view")
    replaceRelation(edit, { ...owner, indexes: owner.indexes.filter((id) => id !== index.id) });
  const parent = index.parent === undefined ? undefined : edit.get("relation", index.parent);
  if (isIndex(parent))
    replaceRelation(edit, { ...parent, children: parent.children.filter((id) => id !== index.id) });
}

function detachTable(execution: Execution, table: Table): void {
  lockPartitionedParent(execution, table);
  for (const constraint of table.constraints)
    if (constraint.kind === "foreign-key") dropReference(execution, table, constraint);
  for (const id of table.parents) {
    const parent = execution.edit.get("relation", id);
    if (isTable(parent))
      replaceRelation(execution.edit, { ...parent, children: without(parent.children, table.id) });
  }
}

/** A partition goes under ACCESS EXCLUSIVE of its parent and of the default partition, whose bound changes. */
function lockPartitionedParent(execution: Execution, table: Table): void {
  if (table.bound === undefined) return;
  const parent = execution.edit.get("relation", table.parents[0] ?? table.id);
  if (!isTable(parent)) return;
  execution.lock(parent, "ACCESS EXCLUSIVE");
  for (const id of parent.children) {
    const sibling = execution.edit.get("relation", id);
    if (isTable(sibling) && sibling.bound?.isDefault === true && sibling.id !== table.id)
      execution.lock(sibling, "ACCESS EXCLUSIVE");
  }
}

/** The triggers of an enforced foreign key on the referenced table go too, under ACCESS EXCLUSIVE there. */
function dropReference(execution: Execution, table: Table, constraint: ForeignKeyConstraint): void {
  const referenced = execution.edit.get("relation", constraint.references);
  if (!isTable(referenced)) return;
  replaceRelation(execution.edit, {
    ...referenced,
    referencedBy: referenced.referencedBy.filter((one) => one.constraint !== constraint.id),
  });
  if (table.bound === undefined || constraint.local) lockForActions(execution, constraint);
}

function detachView(
  execution: Execution,
  view: Extract<Relation, { kind: "view" | "materialized-view" }>,
): void {
  for (const { relation } of view.reads) removeDependent(execution.edit, relation, view.id);
}

function without(ids: readonly RelationId[], id: RelationId): readonly RelationId[] {
  return ids.filter((other) => other !== id);
}
