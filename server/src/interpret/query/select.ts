import type { Node, SelectStmt } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { row } from "../values/value.ts";
import { commonType } from "./commonType.ts";
import { noteCoercion } from "./constantTypes.ts";
import { readAt } from "./expression.ts";
import { readFrom } from "./from.ts";
import { groupedKeys } from "./groupedKeys.ts";
import { forRows, type Place, type Selected } from "./place.ts";
import type { Reading } from "./reading.ts";
import { lockRows, refuseRowsWithoutTable, wordsFor } from "./rowLocks.ts";
import type { QueryColumn, Scope } from "./scope.ts";
import { selectFrom } from "./selectFrom.ts";
import { settledColumn } from "./targets.ts";
import { withQueries } from "./withQueries.ts";
import { limited } from "./rows.ts";

/** Walks through a query at a place: its columns, and its rows where they are wanted. */
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
