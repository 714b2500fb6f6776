import type { A_Indirection, CommonTableExpr, Node, SelectStmt, WithClause } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import { isStar, stringsOf } from "../nodes.ts";
import { outputName } from "./outputNames.ts";
import { commonType } from "./commonType.ts";
import { noteCoercion } from "./constantTypes.ts";
import { dataModifying } from "../dml/dataModifying.ts";
import { readExpression, readExpressions } from "./expression.ts";
import { fromEntries } from "./from.ts";
import { groupedKeys } from "./groupedKeys.ts";
import { lockRows, refuseRowsWithoutTable, wordsFor } from "./rowLocks.ts";
import type { Reading } from "./reading.ts";
import type { NamedQuery, QueryColumn, Scope } from "./scope.ts";
import { entryNamed, lookUp, starOf } from "./scope.ts";
import { fieldsOf, openType, settled } from "./types.ts";
import { restOf, withoutRest } from "../openWorld/queries.ts";

/** Walks through a query: what it reads goes to `reading`, what it yields is returned. */
export function readSelect(reading: Reading, select: SelectStmt, outer: Scope): readonly QueryColumn[] {
  return readOpen(reading, select, outer).map(settledColumn);
}

/** As above; a literal's column has no type yet, since UNION and its kin may still give it one. */
function readOpen(reading: Reading, select: SelectStmt, outer: Scope): readonly QueryColumn[] {
  const inside = withQueries(reading, select.withClause, { entries: [], named: [], outer });
  for (const clause of select.lockingClause ?? [])
    if ("LockingClause" in clause)
      refuseRowsWithoutTable(reading.execution, select, wordsFor(clause.LockingClause.strength));
  if (select.op !== undefined && select.op !== "SETOP_NONE") return readSetOperation(reading, select, inside);
  if (select.valuesLists !== undefined) return readValues(reading, select.valuesLists, inside);
  const entries = reading.where(select.whereClause, () => fromEntries(reading, select.fromClause, inside));
  const scope = { ...inside, entries };
  reading.where(select.whereClause, () => {
    lockRows(reading, select, scope);
  });
  const outputs = reading.forEachRow(entries.length > 0 || select.whereClause !== undefined, () => {
    readExpressions(reading, [select.whereClause, select.havingClause], scope);
    return targetsOf(reading, select.targetList, scope);
  });
  readExpressions(reading, [select.limitCount, select.limitOffset], scope);
  readExpressions(reading, select.windowClause, scope);
  for (const node of [
    ...(select.groupClause ?? []),
    ...(select.sortClause ?? []),
    ...(select.distinctClause ?? []),
  ])
    readReferring(reading, node, scope, outputs);
  for (const key of groupedKeys(reading.execution, select, scope)) reading.keys.add(key);
  return outputs;
}

/** ORDER BY and GROUP BY may name an output column. */
function readReferring(reading: Reading, node: Node, scope: Scope, outputs: readonly QueryColumn[]): void {
  const inner = "SortBy" in node ? node.SortBy.node : node;
  if (inner === undefined) return;
  if ("ColumnRef" in inner) {
    const parts = stringsOf(inner.ColumnRef.fields);
    if (parts.length === 1 && outputs.some(({ name }) => name === parts[0])) return;
  }
  readExpression(reading, inner, scope);
}

function readSetOperation(reading: Reading, select: SelectStmt, scope: Scope): readonly QueryColumn[] {
  const left = select.larg === undefined ? [] : readOpen(reading, select.larg, scope);
  const right = select.rarg === undefined ? [] : readOpen(reading, select.rarg, scope);
  return left.map((column, position) => {
    const types = [column.type, right[position]?.type];
    return {
      name: column.name,
      type: commonTypeNoted(reading, types),
      ...(column.rest === true ? { rest: true } : {}),
    };
  });
}

function readValues(reading: Reading, lists: readonly Node[], scope: Scope): readonly QueryColumn[] {
  const rows = lists.map((list) => ("List" in list ? (list.List.items ?? []) : []));
  for (const row of rows) readExpressions(reading, row, scope);
  return (rows[0] ?? []).map((_, position) => {
    const types = rows.map((row) => {
      const node = row[position];
      return node === undefined ? undefined : openType(reading, node, scope);
    });
    return { name: `column${position + 1}`, type: commonTypeNoted(reading, types) };
  });
}

/** The one type of a column of several rows or branches, to which all their values are brought. */
function commonTypeNoted(reading: Reading, types: readonly (TypeRef | undefined)[]): TypeRef | undefined {
  const common = commonType(reading.execution, types);
  for (const type of types) noteCoercion(reading, type, common);
  return common;
}

/** The list of RETURNING. */
export function readTargets(
  reading: Reading,
  targets: readonly Node[] | undefined,
  scope: Scope,
): readonly QueryColumn[] {
  return targetsOf(reading, targets, scope).map(settledColumn);
}

function settledColumn(column: QueryColumn): QueryColumn {
  return column.type === undefined ? column : { ...column, type: settled(column.type) };
}

function targetsOf(
  reading: Reading,
  targets: readonly Node[] | undefined,
  scope: Scope,
): readonly QueryColumn[] {
  return (targets ?? []).flatMap((node) => {
    if (!("ResTarget" in node) || node.ResTarget.val === undefined) return [];
    const { name, val } = node.ResTarget;
    const expanded = expandStar(reading, val, scope);
    if (expanded !== undefined) return expanded;
    readExpression(reading, val, scope);
    return [{ name: name ?? outputName(val), type: openType(reading, val, scope) }];
  });
}

/** `*`, `entry.*` and `(row).*`; undefined for any other expression. */
function expandStar(reading: Reading, node: Node, scope: Scope): readonly QueryColumn[] | undefined {
  if ("A_Indirection" in node) return expandRow(reading, node.A_Indirection, scope);
  if (!("ColumnRef" in node) || !isStar(node.ColumnRef.fields)) return undefined;
  const [qualifier, schema] = stringsOf(node.ColumnRef.fields).reverse();
  const entry = qualifier === undefined ? undefined : entryNamed(scope, qualifier, schema);
  const entries = qualifier === undefined ? scope.entries : entry === undefined ? [] : [entry];
  if (entries.some(({ open }) => open) || (qualifier !== undefined && entry === undefined))
    reading.opaque = true;
  const known = qualifier === undefined ? starOf(entries) : entries.flatMap((one) => one.columns);
  return [...expanded(reading, known), ...restOf(reading.execution, entries)];
}

function expanded(reading: Reading, columns: readonly QueryColumn[]): readonly QueryColumn[] {
  for (const { source } of columns) if (source !== undefined) reading.column(source.relation, source.number);
  return columns.map(({ name, type }) => ({ name, type }));
}

/** `(entry).*` is `entry.*`; of a value, the fields of its type. */
function expandRow(
  reading: Reading,
  { arg, indirection }: A_Indirection,
  scope: Scope,
): readonly QueryColumn[] | undefined {
  if (arg === undefined || !isStar(indirection)) return undefined;
  const found = "ColumnRef" in arg ? lookUp(scope, stringsOf(arg.ColumnRef.fields)) : undefined;
  if (found?.kind === "row" && !found.entry.open) return expanded(reading, found.entry.columns);
  const rest = indirection?.slice(0, -1) ?? [];
  const row: Node = rest.length === 0 ? arg : { A_Indirection: { arg, indirection: rest } };
  const fields = fieldsOf(reading.execution, openType(reading, row, scope));
  if (fields === undefined) return undefined;
  readExpression(reading, row, scope);
  return fields.map(({ name, type }) => ({ name, type }));
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
