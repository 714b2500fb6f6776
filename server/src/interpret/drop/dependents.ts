import type { Dependent } from "../../catalog/collections.ts";
import type { Expression } from "../../catalog/expression.ts";
import { isOtherId, isRelationId, rowTypeId, type ObjectId, type RelationId } from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  isView,
  type Constraint,
  type Relation,
  type Table,
} from "../../catalog/relations.ts";
import type { Type } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf as entriesFor } from "../objects/objects.ts";
import { collationUsers } from "./collationUsers.ts";
import { columnDependents } from "./columnDependents.ts";
import type { DropTarget } from "./dropTarget.ts";
import { partsUsing } from "./partsUsing.ts";
import { schemaContents } from "./schemaContents.ts";

/** What depends on a dropped object, and whether it goes in silence. */
export interface DependentObject {
  readonly dropped: DropTarget;
  readonly strength: Dependent["strength"];
}

/** What depends directly on an object (findDependentObjects). */
export function directDependents(execution: Execution, dropped: DropTarget): readonly DependentObject[] {
  switch (dropped.kind) {
    case "relation":
      return ofRelation(execution, dropped.relation);
    case "column":
      return columnDependents(execution, dropped.table, dropped.column);
    case "constraint":
      return ofConstraint(execution, dropped.table, dropped.constraint);
    case "type":
      return [...multirangeOf(execution, dropped.type), ...ofType(execution, dropped.type.id)];
    case "function":
      return noted(execution, dropped.routine.id);
    case "schema":
      return schemaContents(execution, dropped.name).map(normal);
    case "other":
      return [
        ...(isOtherId(dropped.key) ? noted(execution, dropped.key) : []),
        ...(dropped.object.kind === "collation" ? collationUsers(execution, dropped.object.name) : []),
      ];
    default:
      return [];
  }
}

export function normal(dropped: DropTarget): DependentObject {
  return { dropped, strength: "normal" };
}

export function auto(dropped: DropTarget): DependentObject {
  return { dropped, strength: "auto" };
}

function ofRelation(execution: Execution, relation: Relation): readonly DependentObject[] {
  const users = [...noted(execution, relation.id), ...noted(execution, rowTypeId(relation.id))].filter(
    ({ dropped }) => !isPublication(dropped),
  );
  if (isTable(relation)) return [...ofTable(execution, relation), ...users];
  if (relation.kind === "composite-type") return [...noted(execution, relation.type), ...users];
  if (isView(relation)) return [...relations(execution, relation.indexes).map(auto), ...users];
  if (isIndex(relation))
    return [
      ...foreignKeysOn(execution, relation.table, relation.id),
      ...relations(execution, relation.children).map(auto),
      ...users,
    ];
  return users;
}

/** A publication objects to the loss of columns that it names; of a table that goes as a whole it lets go. */
function isPublication(dropped: DropTarget): boolean {
  return dropped.kind === "other" && dropped.object.kind === "publication";
}

function ofTable(execution: Execution, table: Table): readonly DependentObject[] {
  const isPartitioned = table.kind === "partitioned-table";
  return [
    ...relations(execution, table.indexes).map(auto),
    ...ownedSequences(execution, table).map(auto),
    ...relations(execution, table.children).map(isPartitioned ? auto : normal),
    ...foreignKeysOn(execution, table.id, undefined),
    ...foreignKeysOnParents(execution, table),
  ];
}

/** A foreign key onto a partitioned table depends on each of its partitions. */
function foreignKeysOnParents(execution: Execution, table: Table): readonly DependentObject[] {
  const [id] = table.parents;
  const parent =
    table.bound === undefined || id === undefined ? undefined : execution.edit.get("relation", id);
  if (!isTable(parent)) return [];
  return [...foreignKeysOn(execution, parent.id, undefined), ...foreignKeysOnParents(execution, parent)];
}

/** The foreign keys that refer to a table, or to one index of it; those of a table that goes itself go with it. */
export function foreignKeysOn(
  execution: Execution,
  id: RelationId,
  index: RelationId | undefined,
): readonly DependentObject[] {
  const referenced = execution.edit.get("relation", id);
  if (!isTable(referenced)) return [];
  return referenced.referencedBy.flatMap((reference) => {
    const table = execution.edit.get("relation", reference.table);
    const constraint = isTable(table)
      ? table.constraints.find((one) => one.id === reference.constraint)
      : undefined;
    if (!isTable(table) || constraint?.kind !== "foreign-key") return [];
    // The foreign key of a partition goes with that of its parent.
    if (!constraint.local && constraint.inherited > 0) return [];
    return index === undefined || constraint.index === index
      ? [normal({ kind: "constraint", table, constraint })]
      : [];
  });
}

function ownedSequences(execution: Execution, table: Table): readonly DropTarget[] {
  return entriesFor(execution.edit, table.id).flatMap(({ object, strength }) => {
    const relation =
      strength === "auto" && isRelationId(object) ? execution.edit.get("relation", object) : undefined;
    return relation?.kind === "sequence" ? [{ kind: "relation", relation }] : [];
  });
}

function ofConstraint(
  execution: Execution,
  table: Table,
  constraint: Constraint,
): readonly DependentObject[] {
  if (!("index" in constraint) || constraint.kind === "foreign-key") return [];
  const index = execution.edit.get("relation", constraint.index);
  return index === undefined
    ? []
    : [auto({ kind: "relation", relation: index }), ...groupedViews(execution, table, constraint.id)];
}

/** Views whose GROUP BY relies on a primary key depend on the constraint. */
function groupedViews(execution: Execution, table: Table, id: Constraint["id"]): readonly DependentObject[] {
  return noted(execution, id).filter(
    ({ dropped }) => dropped.kind === "relation" && dropped.relation.id !== table.id,
  );
}

function multirangeOf(execution: Execution, type: Type): readonly DependentObject[] {
  if (type.kind !== "range" || type.partner === undefined) return [];
  const multirange = execution.edit.get("type", type.partner);
  return multirange === undefined ? [] : [auto({ kind: "type", type: multirange })];
}

function ofType(execution: Execution, id: ObjectId): readonly DependentObject[] {
  return noted(execution, id);
}

/** Dependents as the catalog keeps them; a table that uses an object does so through some of its parts. */
export function noted(execution: Execution, on: ObjectId): readonly DependentObject[] {
  return entriesFor(execution.edit, on).flatMap((entry) => {
    if (entry.strength === "auto") return autoOf(execution, entry);
    return partsUsing(execution, entry.object, on).map((part) =>
      isComputedBy(execution, part, on) ? auto(part) : normal(part),
    );
  });
}

/** Before 15 a generated column went in silence with whatever its expression uses (StoreAttrDefault). */
function isComputedBy({ server }: Execution, part: DropTarget, on: ObjectId): boolean {
  return part.kind === "column" && part.column.type.id !== on && !server.isSince(15);
}

function autoOf(execution: Execution, { object }: Dependent): readonly DependentObject[] {
  if (isRelationId(object)) {
    const relation = execution.edit.get("relation", object);
    return relation === undefined || relation.kind === "sequence"
      ? []
      : [auto({ kind: "relation", relation })];
  }
  const type = execution.edit.get("type", object);
  if (type !== undefined) return [auto({ kind: "type", type })];
  const routine = execution.edit.get("function", object);
  if (routine !== undefined) return [auto({ kind: "function", routine })];
  const other = execution.edit.get("other", object);
  return other === undefined ? [] : [auto({ kind: "other", key: object, object: other })];
}

function relations(execution: Execution, ids: readonly RelationId[]): readonly DropTarget[] {
  return ids.flatMap((id) => {
    const relation = execution.edit.get("relation", id);
    return relation === undefined ? [] : [{ kind: "relation", relation }];
  });
}

/** Whether an expression uses an object. */
export function uses(expression: Expression | undefined, id: ObjectId): boolean {
  return expression?.uses?.includes(id) === true;
}
