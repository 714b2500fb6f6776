import type { MergeStmt, MergeWhenClause, Node, SelectStmt } from "@pgsql/types";
import type { Catalog } from "../catalog/catalog.ts";
import { isIndex, isTable, type Table } from "../catalog/relations.ts";
import { sameNode } from "../interpret/sameNode.ts";
import { find } from "../interpret/walk.ts";
import type { Statement } from "../sql/statement.ts";
import type { TimelineEntry } from "./entry.ts";

/** Whether a statement changes rows in bulk: all of them, or those that a condition picks. */
export function bulkChange({ node }: Statement): "every-row" | "many-rows" | undefined {
  const change = changeOf(node);
  if (change === undefined) return undefined;
  return isAlwaysTrue(change.where) && !change.joins ? "every-row" : "many-rows";
}

/** Whether a statement may change many rows: an UPDATE or DELETE that does not name one row by its key. */
export function changesManyRows({ statement, before, effects }: TimelineEntry): boolean {
  const change = changeOf(statement.node);
  if (change === undefined) return false;
  const changed = effects.locks.filter(({ mode }) => mode === "ROW EXCLUSIVE");
  const tables = changed.map(({ relation }) => before.get("relation", relation.id)).filter(isTable);
  return change.joins || !tables.some((table) => namesKey(change.where, table, before));
}

/** Whether a condition sets all columns of a unique key to constants. */
function namesKey(where: Node | undefined, table: Table, before: Catalog): boolean {
  const names = conjuncts(where).flatMap((each) => columnSetTo(each) ?? []);
  return table.indexes.some((id) => {
    const index = before.get("relation", id);
    if (!isIndex(index) || !index.unique || index.predicate !== undefined) return false;
    return index.columns.every(({ on }) =>
      table.columns.some(({ name, number }) => number === on && names.includes(name)),
    );
  });
}

/**
 * Whether a statement only reads, and perhaps many rows of a table that may hold some: a SELECT that does not name one by its
 * key, ANALYZE.
 */
export function readsManyRows(
  { statement: { node }, before, effects }: TimelineEntry,
  isOld: (id: string) => boolean,
): boolean {
  const where = node === undefined ? undefined : readOf(node);
  if (where === undefined) return false;
  const tables = effects.locks.flatMap(({ relation }) => {
    const table = before.get("relation", relation.id);
    return isTable(table) && isOld(relation.id) ? [table] : [];
  });
  return tables.length > 0 && !tables.some((table) => namesKey(where.condition, table, before));
}

/** The condition of a statement that only reads tables as a whole, or what a condition picks of them. */
function readOf(node: Node): { readonly condition: Node | undefined } | undefined {
  if ("VacuumStmt" in node)
    return node.VacuumStmt.is_vacuumcmd === true ? undefined : { condition: undefined };
  if (!("SelectStmt" in node)) return undefined;
  const { fromClause = [], limitCount, whereClause: condition } = node.SelectStmt;
  return fromClause.length === 0 || limitCount !== undefined ? undefined : { condition };
}

/**
 * Whether a statement writes what it reads from other relations: INSERT … SELECT, CREATE TABLE … AS. How long that takes
 * depends on how much is read. `isOld`: whether a relation may hold rows that no statement of the migration wrote.
 */
export function copiesManyRows(
  { statement: { node }, effects }: TimelineEntry,
  isOld: (id: string) => boolean,
): boolean {
  const query = copiedQuery(node);
  if (query === undefined || (query.fromClause ?? []).length === 0) return false;
  return effects.locks.some(({ relation }) => isOld(relation.id));
}

function copiedQuery(node: Node | undefined): SelectStmt | undefined {
  if (node === undefined) return undefined;
  const query =
    "InsertStmt" in node
      ? node.InsertStmt.selectStmt
      : "CreateTableAsStmt" in node && node.CreateTableAsStmt.into?.skipData !== true
        ? node.CreateTableAsStmt.query
        : undefined;
  return query !== undefined && "SelectStmt" in query ? query.SelectStmt : undefined;
}

/** `joins`: UPDATE … FROM and DELETE … USING pick rows by their join. */
function changeOf(
  node: Node | undefined,
): { readonly where: Node | undefined; readonly joins: boolean } | undefined {
  if (node === undefined) return undefined;
  if ("UpdateStmt" in node) {
    const { whereClause: where, fromClause = [] } = node.UpdateStmt;
    return { where, joins: fromClause.length > 0 };
  }
  if ("MergeStmt" in node) return changeOfMerge(node.MergeStmt);
  if (isUpsert(node)) return { where: undefined, joins: true };
  if (!("DeleteStmt" in node)) return undefined;
  const { whereClause: where, usingClause = [] } = node.DeleteStmt;
  return { where, joins: usingClause.length > 0 };
}

/** Whether an INSERT changes the rows that it finds there already, as many as other tables have. */
export function isUpsert(node: Node | undefined): boolean {
  if (node === undefined || !("InsertStmt" in node)) return false;
  const { onConflictClause, selectStmt, withClause } = node.InsertStmt;
  return onConflictClause?.action === "ONCONFLICT_UPDATE" && readsTables(selectStmt, withClause?.ctes ?? []);
}

function readsTables(query: Node | undefined, ctes: readonly Node[]): boolean {
  const reads = (each: Node | undefined): boolean =>
    find(each, (part) => ("RangeVar" in part ? part.RangeVar : undefined)).some(
      ({ relname, schemaname }) => schemaname !== undefined || !names.includes(relname ?? ""),
    );
  const names = ctes.flatMap((each) =>
    "CommonTableExpr" in each ? [each.CommonTableExpr.ctename ?? ""] : [],
  );
  return reads(query) || ctes.some(reads);
}

/** MERGE picks rows by its join; without a condition in it, or for rows that the source lacks, it takes all of them. */
function changeOfMerge(merge: MergeStmt): ReturnType<typeof changeOf> {
  const clauses = mergeClauses(merge).filter(
    ({ commandType }) => commandType === "CMD_DELETE" || commandType === "CMD_UPDATE",
  );
  if (clauses.length === 0) return undefined;
  const whole = clauses.find(({ condition }) => condition === undefined);
  return { where: whole === undefined ? clauses[0]?.condition : merge.joinCondition, joins: false };
}

/** Whether a MERGE deletes, or changes, every row: it joins without a condition. */
export function wholeMerge({ node }: Statement): "delete" | "update" | "delete-unmatched" | undefined {
  if (node === undefined || !("MergeStmt" in node)) return undefined;
  const clauses = mergeClauses(node.MergeStmt).filter(({ condition }) => condition === undefined);
  const has = (command: string, kind: string): boolean =>
    clauses.some(
      ({ commandType, matchKind = "MERGE_WHEN_MATCHED" }) => commandType === command && matchKind === kind,
    );
  if (has("CMD_DELETE", "MERGE_WHEN_NOT_MATCHED_BY_SOURCE")) return "delete-unmatched";
  if (!isAlwaysTrue(node.MergeStmt.joinCondition)) return undefined;
  if (has("CMD_DELETE", "MERGE_WHEN_MATCHED")) return "delete";
  return has("CMD_UPDATE", "MERGE_WHEN_MATCHED") ? "update" : undefined;
}

function mergeClauses({ mergeWhenClauses = [] }: MergeStmt): readonly MergeWhenClause[] {
  return mergeWhenClauses.flatMap((node) => ("MergeWhenClause" in node ? [node.MergeWhenClause] : []));
}

function conjuncts(where: Node | undefined): readonly Node[] {
  if (where === undefined) return [];
  if ("BoolExpr" in where && where.BoolExpr.boolop === "AND_EXPR")
    return (where.BoolExpr.args ?? []).flatMap(conjuncts);
  return [where];
}

/** No condition, or one that says so of every row: `true`, `1 = 1`. */
function isAlwaysTrue(where: Node | undefined): boolean {
  return conjuncts(where).every((each) => {
    if ("A_Const" in each) return each.A_Const.boolval?.boolval === true;
    if (!("A_Expr" in each) || each.A_Expr.kind !== "AEXPR_OP") return false;
    const { name: [operator] = [], lexpr, rexpr } = each.A_Expr;
    if (operator === undefined || !("String" in operator) || operator.String.sval !== "=") return false;
    return isConstant(lexpr) && sameNode(lexpr, rexpr);
  });
}

function isConstant(node: Node | undefined): node is Extract<Node, { A_Const: unknown }> {
  return node !== undefined && "A_Const" in node && node.A_Const.isnull !== true;
}

/** The column of `column = constant`, or `column IN (constant, …)`. */
function columnSetTo(node: Node): string | undefined {
  if (!("A_Expr" in node)) return undefined;
  const { kind, name = [], lexpr, rexpr } = node.A_Expr;
  if (kind !== "AEXPR_OP" && kind !== "AEXPR_IN") return undefined;
  const [operator] = name;
  if (operator === undefined || !("String" in operator) || operator.String.sval !== "=") return undefined;
  if (lexpr === undefined || rexpr === undefined || !("ColumnRef" in lexpr)) return undefined;
  const values = "List" in rexpr ? (rexpr.List.items ?? []) : [rexpr];
  if (!values.every((value) => "A_Const" in value)) return undefined;
  const last = lexpr.ColumnRef.fields?.at(-1);
  return last !== undefined && "String" in last ? last.String.sval : undefined;
}
