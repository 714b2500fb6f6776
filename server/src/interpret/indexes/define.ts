import type { IndexElem, Node } from "@pgsql/types";
import { nameKey, type ConstraintId } from "../../catalog/ids.ts";
import {
  columnNamed,
  isIndex,
  isTable,
  type Index,
  type IndexColumn,
  type KeyConstraint,
  type Table,
  type View,
} from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { requireCollatable } from "../types/collations.ts";
import { runIndexExpressions } from "../functions/stored.ts";
import type { Execution } from "../execution.ts";
import { columnReferences, conditionOver, expressionOver } from "../expressions/columns.ts";
import type { LockMode } from "../locks.ts";
import { relationById, tableById } from "../names/lookup.ts";
import { chooseIndexName, indexColumnNames } from "../names/objectNames.ts";
import { createRelation, newRelationId, replaceRelation, updateTable } from "../objects/objects.ts";
import { stringOf, stringsOf } from "../nodes.ts";
import { typeOfValue } from "../types/valueType.ts";
import { volatilityOf } from "../expressions/volatility.ts";
import { requirePlainExpression } from "../expressions/plainExpression.ts";
import { refuseParameters } from "../createTable/storageParameters.ts";
import { collationAround, plainColumn } from "./plainColumn.ts";
import { refuseUnableMethod } from "./accessMethods.ts";
import { requirePartitionColumns } from "./partitionColumns.ts";
import { extensionOfClass, requireOperatorClass } from "./operatorClass.ts";
import { nameKindOf, type IndexDefinition } from "./definition.ts";
import { matches } from "./matching.ts";
import { attachIndex } from "./attachToParent.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";

/** How an index is made. */
export interface Making {
  /** False with ON ONLY: a partitioned table's index is then invalid until its partitions have theirs. */
  readonly recurse: boolean;
  /** Taken on each partition that is reached. */
  readonly childMode: LockMode;
  /** True where a rewrite that is still to come builds the index too. */
  readonly isBuiltLater: (table: Table | View) => boolean;
}

/**
 * Makes an index with the constraint it serves, on partitions too, and enters them (DefineIndex). Locks on the
 * table itself are the caller's.
 */
export function defineIndex(
  execution: Execution,
  owner: Table | View,
  definition: IndexDefinition,
  making: Making,
  parent?: Index,
): Index {
  refuseUnableMethod(execution, definition);
  if (definition.constraint?.kind === "primary-key") refuseSecondKey(execution, owner);
  refuseParameters(execution, "index", definition.options, definition.method);
  const columns = definition.elements.map((element) => indexColumn(execution, owner, element, definition));
  if (isTable(owner) && definition.unique)
    requirePartitionColumns(
      execution,
      owner,
      definition.elements.flatMap(
        ({ name, expr }) => name ?? plainColumn(execution, owner, expr)?.name ?? [],
      ),
    );
  const including = definition.including.map((element) => includedColumn(execution, owner, element));
  refuseVirtual(execution, owner, definition);
  const schema = owner.schema;
  const name = definition.name ?? automaticName(execution, owner, definition);
  const index: Index = {
    kind: owner.kind === "partitioned-table" ? "partitioned-index" : "index",
    id: newRelationId(execution.edit, { schema, name }),
    schema,
    name,
    persistence: owner.persistence,
    options: definition.options,
    table: owner.id,
    method: definition.method,
    columns,
    including,
    ...(definition.predicate === undefined
      ? {}
      : { predicate: immutable(execution, owner, definition.predicate, "predicate") }),
    unique: definition.unique,
    nullsNotDistinct: definition.nullsNotDistinct,
    primary: definition.constraint?.kind === "primary-key",
    valid: true,
    ...(parent === undefined ? {} : { parent: parent.id }),
    children: [],
  };
  const entered = enter(execution, owner, index, definition);
  if (owner.kind !== "partitioned-table") build(execution, owner, entered, making);
  return owner.kind === "partitioned-table"
    ? onPartitions(execution, owner, entered, definition, making)
    : entered;
}

/** Neither in INCLUDE nor in an expression or the predicate; a whole row is not looked into (DefineIndex). */
function refuseVirtual(execution: Execution, owner: Table | View, definition: IndexDefinition): void {
  const { including, elements, predicate, constraint } = definition;
  const trees = [predicate, ...elements.map(({ expr }) => expr)].filter((node) => node !== undefined);
  const names = [
    ...including.map(({ name }) => name),
    ...trees.flatMap(columnReferences).map(({ fields }) => stringsOf(fields).at(-1)),
  ];
  if (!names.some((name) => columnNamed(owner, name ?? "")?.generated?.kind === "virtual")) return;
  const what = constraint === undefined ? "indexes" : "unique constraints";
  execution.fail("0A000", `${what} on virtual generated columns are not supported`);
}

/** On a partition too, where it has a key of its own that cannot serve (index_check_primary_key). */
function refuseSecondKey(execution: Execution, owner: Table | View): void {
  if (isTable(owner) && owner.constraints.some(({ kind }) => kind === "primary-key"))
    execution.fail("42P16", `multiple primary keys for table "${owner.name}" are not allowed`);
}

/** An index that takes the place of one that the statement dropped counts as that one, rebuilt. */
function build(execution: Execution, owner: Table | View, index: Index, making: Making): void {
  if (making.isBuiltLater(owner)) return;
  if (!execution.recorder.isNew(owner.id)) runIndexExpressions(execution, [index]);
  const id = execution.edit.before("relationName", nameKey(index));
  const replaced = id === undefined ? undefined : execution.edit.before("relation", id);
  const isSame = replaced !== undefined && isIndex(replaced) && replaced.table === owner.id;
  execution.work(isSame ? replaced : owner, "index-build");
}

/** The name of an index that is given none. */
export function automaticName(
  execution: Execution,
  owner: Table | View,
  definition: IndexDefinition,
): string {
  const words = indexColumnNames([...definition.elements, ...definition.including]);
  return chooseIndexName(execution, owner, words, nameKindOf(definition));
}

/** Enters the index, its constraint, and both in the table. */
function enter(execution: Execution, owner: Table | View, index: Index, definition: IndexDefinition): Index {
  const constraint = isTable(owner) ? constraintFor(execution, owner, index, definition) : undefined;
  const whole: Index = constraint === undefined ? index : { ...index, constraint: constraint.id };
  createRelation(execution, whole);
  if (!isTable(owner)) {
    const now = relationById(execution, owner.id);
    if (now.kind === "materialized-view")
      replaceRelation(execution.edit, { ...now, indexes: [...now.indexes, index.id] });
    return whole;
  }
  updateTable(execution.edit, owner.id, (table) => ({
    ...table,
    indexes: [...table.indexes, index.id],
    constraints: constraint === undefined ? table.constraints : [...table.constraints, constraint],
  }));
  return whole;
}

function constraintFor(
  execution: Execution,
  owner: Table,
  index: Index,
  definition: IndexDefinition,
): KeyConstraint | undefined {
  if (definition.constraint === undefined) return undefined;
  return {
    ...definition.constraint,
    id: newConstraintId(execution, owner, index.name),
    name: index.name,
    valid: true,
    enforced: true,
    noInherit: index.parent === undefined,
    local: index.parent === undefined,
    inherited: index.parent === undefined ? 0 : 1,
    columns: index.columns.flatMap(({ on }) => (typeof on === "number" ? [on] : [])),
    index: index.id,
  };
}

/** An id for a new constraint of a table. */
export function newConstraintId(execution: Execution, table: Table, name: string): ConstraintId {
  return execution.edit.fresh(`constraint:${table.schema}.${table.name}.${name}`);
}

function indexColumn(
  execution: Execution,
  owner: Table | View,
  element: IndexElem,
  definition: IndexDefinition,
): IndexColumn {
  const descending = element.ordering === "SORTBY_DESC";
  const nulls = element.nulls_ordering;
  const collation = stringOf((element.collation ?? collationAround(element.expr))?.at(-1));
  const operatorClass = stringsOf(element.opclass).join(".");
  const on = subject(execution, owner, element, definition);
  const type = typeOfSubject(execution, owner, on);
  if (collation !== undefined && type !== undefined) requireCollatable(execution, type);
  if (operatorClass === "" && type !== undefined) requireOperatorClass(execution, type, definition.method);
  const extension = extensionOfClass(execution, type, definition.method, operatorClass);
  return {
    on,
    ...(collation === undefined ? {} : { collation }),
    ...(operatorClass === "" ? {} : { operatorClass }),
    ...(extension === undefined ? {} : { extension }),
    descending,
    nullsFirst: nulls === "SORTBY_NULLS_FIRST" || (descending && nulls !== "SORTBY_NULLS_LAST"),
  };
}

function typeOfSubject(
  execution: Execution,
  owner: Table | View,
  on: IndexColumn["on"],
): TypeRef | undefined {
  if (typeof on !== "number") return typeOfValue(execution, owner, on.node);
  const column = owner.columns.find(({ number }) => number === on);
  if (column?.generated?.kind === "virtual")
    execution.fail("0A000", "indexes on virtual generated columns are not supported");
  return column?.type;
}

function subject(
  execution: Execution,
  owner: Table | View,
  { name, expr }: IndexElem,
  definition: IndexDefinition,
): IndexColumn["on"] {
  if (name === undefined)
    return expr === undefined
      ? execution.giveUp("an index column is empty")
      : indexed(execution, owner, expr);
  const column = columnOrAssumed(execution, owner, name);
  if (column !== undefined) return column.number;
  const words = definition.constraint === undefined ? "does not exist" : "named in key does not exist";
  return execution.fail("42703", `column "${name}" ${words}`);
}

function indexed(execution: Execution, owner: Table | View, node: Node): IndexColumn["on"] {
  const expression = immutable(execution, owner, node, "expression");
  return plainColumn(execution, owner, node)?.number ?? expression;
}

function immutable(
  execution: Execution,
  owner: Table | View,
  node: Node,
  what: "expression" | "predicate",
): ReturnType<typeof expressionOver> {
  const expression =
    what === "predicate"
      ? conditionOver(execution, node, owner, "WHERE")
      : expressionOver(execution, node, owner);
  requirePlainExpression(execution, node, `index ${what}`);
  if (volatilityOf(execution, node, owner) !== "immutable")
    execution.fail("42P17", `functions in index ${what} must be marked IMMUTABLE`);
  return expression;
}

function includedColumn(execution: Execution, owner: Table | View, { name }: IndexElem): number {
  if (name === undefined) return execution.fail("0A000", "expressions are not supported in included columns");
  return (
    columnOrAssumed(execution, owner, name)?.number ??
    execution.fail("42703", `column "${name}" does not exist`)
  );
}

/**
 * Partitions take over an index of theirs that fits, and get a new one otherwise. The caller of the statement has
 * locked the parent; a partition is locked here.
 */
function onPartitions(
  execution: Execution,
  owner: Table,
  index: Index,
  definition: IndexDefinition,
  making: Making,
): Index {
  if (!making.recurse) {
    const pending: Index = { ...index, valid: owner.children.length === 0 };
    replaceRelation(execution.edit, pending);
    return pending;
  }
  const children = owner.children.map((id) => {
    const child = tableById(execution, id);
    execution.lock(child, making.childMode);
    return onPartition(execution, child, index, { ...definition, name: undefined }, making);
  });
  const whole: Index = {
    ...index,
    children: children.map(({ id }) => id),
    valid: children.every((c) => c.valid),
  };
  replaceRelation(execution.edit, whole);
  return whole;
}

function onPartition(
  execution: Execution,
  child: Table,
  parent: Index,
  definition: IndexDefinition,
  making: Making,
): Index {
  if (child.kind === "foreign-table") return parent;
  const fitting = child.indexes
    .map((id) => relationById(execution, id))
    .filter(isIndex)
    .find((candidate) => matches(execution, candidate, parent));
  if (fitting === undefined) return defineIndex(execution, child, definition, making, parent);
  execution.lock(fitting, making.childMode);
  return attachIndex(execution, fitting, parent);
}
