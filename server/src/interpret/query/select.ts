import type { CommonTableExpr, Node, SelectStmt, WithClause } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import { dataModifying } from "../dml/dataModifying.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { withoutRest } from "../openWorld/queries.ts";
import { row } from "../values/value.ts";
import { commonType } from "./commonType.ts";
import { noteCoercion } from "./constantTypes.ts";
import { readAt } from "./expression.ts";
import { readFrom } from "./from.ts";
import { groupedKeys } from "./groupedKeys.ts";
import { forRows, placeIn, type Place } from "./place.ts";
import type { Reading } from "./reading.ts";
import { lockRows, refuseRowsWithoutTable, wordsFor } from "./rowLocks.ts";
import { limited, type Rows } from "./rows.ts";
import type { NamedQuery, QueryColumn, Scope } from "./scope.ts";
import { selectFrom } from "./selectFrom.ts";
import { evaluateTargets } from "./targets.ts";
import { settled } from "./types.ts";

/** What a query gives. */
export interface Selected {
  readonly columns: readonly QueryColumn[];
  /** As far as the catalog decides; undefined where it does not, or where they are not wanted. */
  readonly rows: Rows | undefined;
}

/** Walks through a query: what it reads goes to `reading`, what it yields is returned. */
export function readSelect(reading: Reading, query: SelectStmt, outer: Scope): readonly QueryColumn[] {
  return select(placeIn(reading, outer), query).columns;
}

/** As above, at a place inside of another query or a body; its rows too, where they are wanted. */
export function select(outer: Place, query: SelectStmt): Selected {
  const { columns, rows } = selectOpen(outer, query);
  return { columns: columns.map(settledColumn), rows };
}

/** As above; a literal's column has no type yet, since UNION and its kin may still give it one. */
function selectOpen(outer: Place, query: SelectStmt): Selected {
  const { notes } = outer;
  const at: Place = { ...outer, aggregate: undefined, scope: scopeInside(outer, query) };
  if (notes !== undefined)
    for (const clause of query.lockingClause ?? [])
      if ("LockingClause" in clause)
        refuseRowsWithoutTable(at.execution, query, wordsFor(clause.LockingClause.strength));
  if (query.op !== undefined && query.op !== "SETOP_NONE") return selectCombined(at, query);
  if (query.valuesLists !== undefined) return selectValues(at, query.valuesLists);
  const from = where(at, query, () => readFrom(at, query.fromClause, query.whereClause));
  const inside: Place = { ...at, scope: { ...at.scope, entries: from.entries } };
  if (notes !== undefined)
    where(at, query, () => {
      lockRows(notes, query, inside.scope);
    });
  // NULL is no limit.
  const limit = query.limitCount === undefined ? null : readAt(at, query.limitCount).value;
  const { columns, rows } = selectFrom(inside, query, from, limit);
  if (notes !== undefined) readRest(notes, inside, query, columns);
  return { columns, rows: rows === undefined ? rows : limited(rows, limit) };
}

function where<T>({ notes }: Place, { whereClause }: SelectStmt, read: () => T): T {
  return notes === undefined ? read() : notes.where(whereClause, read);
}

function scopeInside({ notes, scope }: Place, { withClause }: SelectStmt): Scope {
  const inside: Scope = { entries: [], named: [], outer: scope };
  return notes === undefined ? inside : withQueries(notes, withClause, inside);
}

/** OFFSET, WINDOW, GROUP BY, ORDER BY and DISTINCT. */
function readRest(reading: Reading, inside: Place, query: SelectStmt, outputs: readonly QueryColumn[]): void {
  if (query.limitOffset !== undefined) readAt(inside, query.limitOffset);
  for (const node of query.windowClause ?? []) readAt(inside, node);
  for (const node of [
    ...(query.groupClause ?? []),
    ...(query.sortClause ?? []),
    ...(query.distinctClause ?? []),
  ])
    readReferring(inside, node, outputs);
  for (const key of groupedKeys(reading.execution, query, inside.scope)) reading.keys.add(key);
}

/** ORDER BY and GROUP BY may name an output column. */
function readReferring(at: Place, node: Node, outputs: readonly QueryColumn[]): void {
  const inner = "SortBy" in node ? node.SortBy.node : node;
  if (inner === undefined) return;
  if ("ColumnRef" in inner) {
    const parts = stringsOf(inner.ColumnRef.fields);
    if (parts.length === 1 && outputs.some(({ name }) => name === parts[0])) return;
  }
  readAt(forRows(at, at.scope.entries.length > 0), inner);
}

function selectCombined(at: Place, query: SelectStmt): Selected {
  const left = query.larg === undefined ? [] : selectOpen(at, query.larg).columns;
  const right = query.rarg === undefined ? [] : selectOpen(at, query.rarg).columns;
  const columns = left.map((column, position) => {
    const types = [column.type, right[position]?.type];
    return {
      name: column.name,
      type: commonTypeNoted(at, types),
      ...(column.rest === true ? { rest: true as const } : {}),
    };
  });
  return { columns, rows: undefined };
}

function selectValues(at: Place, lists: readonly Node[]): Selected {
  const rows = lists.map((list) => itemsOf(list).map((item) => readAt(at, item)));
  const isTold = at.notes !== undefined || at.follows === "types";
  const columns = (rows[0] ?? []).map((_, position) => ({
    name: `column${position + 1}`,
    type: isTold
      ? commonTypeNoted(
          at,
          rows.map((each) => each[position]?.type()),
        )
      : undefined,
  }));
  if (at.follows === "types") return { columns, rows: undefined };
  const found = rows.map((each) =>
    row(Object.fromEntries(each.map(({ value }, index) => [`column${index + 1}`, value]))),
  );
  return { columns, rows: { rows: found, complete: true } };
}

/** The one type of a column of several rows or branches, to which all their values are brought. */
function commonTypeNoted(
  { execution, notes }: Place,
  types: readonly (TypeRef | undefined)[],
): TypeRef | undefined {
  const common = commonType(execution, types);
  if (notes !== undefined) for (const type of types) noteCoercion(notes, type, common);
  return common;
}

/** The list of RETURNING. */
export function readTargets(
  reading: Reading,
  targets: readonly Node[] | undefined,
  scope: Scope,
): readonly QueryColumn[] {
  return evaluateTargets(placeIn(reading, scope), targets ?? [])
    .flatMap(({ columns }) => columns)
    .map(settledColumn);
}

function settledColumn(column: QueryColumn): QueryColumn {
  return column.type === undefined ? column : { ...column, type: settled(column.type) };
}

/** Adds the common table expressions of WITH to a scope; each sees those before it, and itself if recursive. */
export function withQueries(reading: Reading, clause: WithClause | undefined, scope: Scope): Scope {
  let inside = scope;
  for (const node of clause?.ctes ?? []) {
    if (!("CommonTableExpr" in node)) continue;
    const query = readNamed(reading, node.CommonTableExpr, inside, clause?.recursive === true);
    inside = { ...inside, named: [...inside.named, query] };
  }
  return inside;
}

function readNamed(
  reading: Reading,
  expression: CommonTableExpr,
  scope: Scope,
  recursive: boolean,
): NamedQuery {
  const { ctename: name = "", ctequery: query } = expression;
  const renamed = stringsOf(expression.aliascolnames);
  const rename = (outputs: readonly QueryColumn[]): Omit<NamedQuery, "name"> => {
    const { columns, open } = withoutRest(outputs);
    const called = columns.map((column, position) => ({
      name: renamed[position] ?? column.name,
      type: column.type,
    }));
    return { columns: called, open };
  };
  if (query === undefined) return { name, columns: [], open: true };
  if (!("SelectStmt" in query)) return { name, ...rename(dataModifying(reading, query, scope)) };
  if (!recursive || query.SelectStmt.larg === undefined)
    return { name, ...rename(readSelect(reading, query.SelectStmt, scope)) };
  // The first branch of a recursive query says what columns it has; the whole is then read with itself in scope.
  const first = rename(
    readSelect(reading, query.SelectStmt.larg, withQueries(reading, query.SelectStmt.withClause, scope)),
  );
  const self: NamedQuery = {
    name,
    columns: first.columns,
    open: first.open || expression.search_clause !== undefined || expression.cycle_clause !== undefined,
  };
  readSelect(reading, query.SelectStmt, { ...scope, named: [...scope.named, self] });
  return self;
}
