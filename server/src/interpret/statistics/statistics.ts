import type { CreateStatsStmt, Node } from "@pgsql/types";
import { builtinType } from "../../catalog/builtins/types.ts";
import type { ObjectId, RelationId } from "../../catalog/ids.ts";
import { columnNamed, isTable, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import { builtinName } from "../types/typeRefs.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { columnReferences, columnsIn, expressionOver, type ColumnScope } from "../expressions/columns.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { formatType } from "../types/formatType.ts";
import { classOf } from "../indexes/reuse.ts";
import { requireRelation, schemaForCreation, splitName, tableById, tableKinds } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { addDependent, chooseName, dependentsOf } from "../objects/objects.ts";
import { otherKey, otherNamed, putOther } from "../objects/otherObjects.ts";
import { sameNode } from "../sameNode.ts";
import { statisticsKind, statisticsName } from "./names.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";

/** STATS_MAX_DIMENSIONS. */
const mostColumns = 8;
const kinds = ["ndistinct", "dependencies", "mcv"];

/** CREATE STATISTICS: SHARE UPDATE EXCLUSIVE on the table; its refusals in the order of statscmds.c. */
export function createStatistics(execution: Execution, statement: CreateStatsStmt): void {
  if (statement.defnames === undefined && !execution.server.isSince(16))
    execution.fail("42601", 'syntax error at or near "ON"');
  const relation = relationOf(execution, statement);
  const elements = (statement.exprs ?? []).map((node) => elementOf(node));
  const name = nameOf(execution, statement, relation, elements);
  if (name === undefined) return;
  if (elements.length > mostColumns)
    execution.fail("54011", `cannot have more than ${mostColumns} columns in statistics`);
  for (const element of elements) refuseElement(execution, relation, element);
  refuseKinds(execution, stringsOf(statement.stat_types), elements);
  refuseRepeated(execution, elements);
  const used = elements.flatMap(({ column, node }) =>
    column === undefined
      ? columnsIn(execution, node, relation)
      : (columnOrAssumed(execution, relation, column)?.number ?? []),
  );
  const columns = [...new Set(used)].sort((one, other) => one - other);
  const uses = elements.flatMap(({ column, node }) =>
    column === undefined ? (expressionOver(execution, node, relation).uses ?? []) : [],
  );
  const facts = { expressions: wordsWithExpressions(elements), uses };
  put(execution, name, { relation: relation.id, columns }, facts);
}

/** What the copy of statistics with expressions is called after: columns first. */
function wordsWithExpressions(elements: readonly Element[]): readonly string[] | undefined {
  const names = elements.flatMap(({ column }) => column ?? []);
  const expressions = elements.filter(({ column }) => column === undefined).map(() => "expr");
  return expressions.length === 0 ? undefined : [...names, ...expressions];
}

/** What statistics are about: a column, or an expression. */
interface Element {
  readonly column: string | undefined;
  readonly node: Node;
}

/** A column in parentheses is a column all the same. */
function elementOf(node: Node): Element {
  const { name, expr = node } = "StatsElem" in node ? node.StatsElem : { name: undefined };
  return { column: name ?? bareColumn(expr), node: expr };
}

function relationOf(execution: Execution, statement: CreateStatsStmt): Relation & ColumnScope {
  const [from, second] = statement.relations ?? [];
  if (from === undefined || !("RangeVar" in from) || second !== undefined)
    return execution.fail("0A000", "only a single relation is allowed in CREATE STATISTICS");
  const relation = requireRelation(execution, from.RangeVar, [...tableKinds, "materialized-view"]);
  execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
  if (isTable(relation) || relation.kind === "materialized-view") return relation;
  return execution.fail("42809", `cannot define statistics for relation "${relation.name}"`);
}

/** The name that is written, or the one that the server chooses; undefined where IF NOT EXISTS finds it taken. */
function nameOf(
  execution: Execution,
  statement: CreateStatsStmt,
  relation: Relation,
  elements: readonly Element[],
): string | undefined {
  const { schema: written, name: given } = splitName(statement.defnames);
  if (given === "")
    return chosenName(
      execution,
      relation,
      elements.map(({ column }) => column ?? "expr"),
    );
  const range = written === undefined ? {} : { schemaname: written };
  const name = statisticsName(schemaForCreation(execution, range), given);
  if (otherNamed(execution, statisticsKind, name) === undefined) return name;
  if (statement.if_not_exists === true) return undefined;
  return execution.fail("42710", `statistics object "${given}" already exists`);
}

/** The name of statistics without one, in the schema of their table (ChooseExtendedStatisticName). */
function chosenName(execution: Execution, relation: Relation, words: readonly string[]): string {
  const named = (name: string): string => statisticsName(relation.schema, name);
  const isTaken = (name: string): boolean => otherNamed(execution, statisticsKind, named(name)) !== undefined;
  return named(chooseName(relation.name, words.join("_"), "stat", isTaken));
}

/** LIKE … INCLUDING STATISTICS: statistics over the columns of the same names; expressions count by columns they read. */
export function copyStatistics(execution: Execution, source: Table, id: Table["id"]): void {
  const table = tableById(execution, id);
  for (const { object, columns } of dependentsOf(execution.edit, source.id)) {
    const known = execution.edit.get("other", object);
    if (known?.kind !== statisticsKind) continue;
    const names = columns.flatMap(
      (number) => source.columns.find((each) => each.number === number)?.name ?? [],
    );
    const words = known.expressions === undefined ? names : known.expressions;
    const own = names.flatMap((name) => columnNamed(table, name)?.number ?? []);
    put(execution, chosenName(execution, table, words), { relation: id, columns: own }, known);
  }
}

function put(
  execution: Execution,
  name: string,
  on: { readonly relation: RelationId; readonly columns: readonly number[] },
  { expressions, uses = [] }: Facts,
): void {
  putOther(execution, statisticsKind, name, [on]);
  if (expressions === undefined) return;
  const key = otherKey(statisticsKind, name);
  const object = execution.edit.get("other", key);
  if (object === undefined) return;
  const value = { ...object, expressions, ...(uses.length === 0 ? {} : { uses }) };
  execution.edit.put({ collection: "other", key, value });
  for (const used of new Set(uses))
    addDependent(execution.edit, used, { object: key, columns: [], strength: "normal" });
}

/** What is known of statistics over expressions. */
interface Facts {
  readonly expressions?: readonly string[] | undefined;
  readonly uses?: readonly ObjectId[];
}

function refuseElement(
  execution: Execution,
  relation: Relation & ColumnScope,
  { column, node }: Element,
): void {
  const names =
    column === undefined ? columnReferences(node).map(({ fields }) => stringsOf(fields).at(-1)) : [column];
  if (names.some((name) => systemColumns.some((system) => system === name)))
    execution.fail("0A000", "statistics creation on system columns is not supported");
  const found = names.map((name) => columnOrAssumed(execution, relation, name ?? ""));
  if (column !== undefined && found[0] === undefined)
    execution.fail("42703", `column "${column}" does not exist`);
  if (!execution.server.isSince(19) && found.some((one) => one?.generated?.kind === "virtual"))
    execution.fail("0A000", "statistics creation on virtual generated columns is not supported");
  if (column !== undefined && found[0] !== undefined) refuseUnordered(execution, found[0]);
}

/** Values are sorted, so their type needs a default btree operator class. */
function refuseUnordered(execution: Execution, { name, type }: Column): void {
  const builtin = builtinType(builtinName(type) ?? "", execution.server);
  if (
    builtin?.kind !== "base" ||
    builtin.name === "unknown" ||
    type.array ||
    classOf(execution, "btree", type) !== undefined
  )
    return;
  execution.fail(
    "0A000",
    `column "${name}" cannot be used in statistics because its type ${formatType(execution, type)} has no default btree operator class`,
  );
}

function refuseKinds(execution: Execution, wanted: readonly string[], elements: readonly Element[]): void {
  const isOneExpression = elements.length === 1 && elements[0]?.column === undefined;
  if (isOneExpression && wanted.length > 0)
    execution.fail(
      "0A000",
      "when building statistics on a single expression, statistics kinds may not be specified",
    );
  const unknown = wanted.find((kind) => !kinds.includes(kind));
  if (unknown !== undefined) execution.fail("42601", `unrecognized statistics kind "${unknown}"`);
  if (elements.length < 2 && !isOneExpression)
    execution.fail("42P17", "extended statistics require at least 2 columns");
}

function refuseRepeated(execution: Execution, elements: readonly Element[]): void {
  const columns = elements.flatMap(({ column }) => column ?? []);
  if (new Set(columns).size < columns.length)
    execution.fail("42701", "duplicate column name in statistics definition");
  const expressions = elements.filter(({ column }) => column === undefined);
  const isRepeated = expressions.some(({ node }, at) =>
    expressions.slice(at + 1).some((other) => sameNode(node, other.node)),
  );
  if (isRepeated) execution.fail("42701", "duplicate expression in statistics definition");
}
