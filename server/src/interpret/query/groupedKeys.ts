import type { Node, SelectStmt } from "@pgsql/types";
import type { ConstraintId } from "../../catalog/ids.ts";
import { isTable } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { isAggregate } from "../functions/calledKind.ts";
import { isStar, stringsOf } from "../nodes.ts";
import { walk } from "../walk.ts";
import { lookUp, type QueryColumn, type RangeEntry, type Scope } from "./scope.ts";

/**
 * The primary keys that a query with GROUP BY relies on: it groups by all their columns and uses another column of the
 * table outside of aggregates (check_functional_grouping, pg_constraint.c). A view over it then depends on the
 * constraint.
 */
export function groupedKeys(execution: Execution, select: SelectStmt, scope: Scope): readonly ConstraintId[] {
  const { groupClause } = select;
  if (groupClause === undefined || groupClause.some((node) => "GroupingSet" in node)) return [];
  const grouped = new Set(groupClause.flatMap((node) => columnsMeant(node, select, scope)));
  return scope.entries.flatMap((entry) => {
    const table = entry.relation === undefined ? undefined : execution.edit.get("relation", entry.relation);
    const key = isTable(table) ? table.constraints.find(({ kind }) => kind === "primary-key") : undefined;
    if (key?.kind !== "primary-key" || key.deferrable) return [];
    const isGrouped = (number: number): boolean =>
      entry.columns.some((column) => column.source?.number === number && grouped.has(column));
    return key.columns.every(isGrouped) && usesOthers(execution, select, scope, entry, grouped)
      ? [key.id]
      : [];
  });
}

/** GROUP BY names a column, an output column, or the position of one. */
function columnsMeant(node: Node, select: SelectStmt, scope: Scope): readonly QueryColumn[] {
  if ("A_Const" in node) {
    const target = select.targetList?.[(node.A_Const.ival?.ival ?? 0) - 1];
    return target !== undefined && "ResTarget" in target ? columnOf(target.ResTarget.val, scope) : [];
  }
  const own = columnOf(node, scope);
  if (own.length > 0 || !("ColumnRef" in node)) return own;
  const [name, ...more] = stringsOf(node.ColumnRef.fields);
  const output = select.targetList?.find((target) => "ResTarget" in target && target.ResTarget.name === name);
  return more.length === 0 && output !== undefined && "ResTarget" in output
    ? columnOf(output.ResTarget.val, scope)
    : [];
}

function columnOf(node: Node | undefined, scope: Scope): readonly QueryColumn[] {
  if (node === undefined || !("ColumnRef" in node)) return [];
  const found = lookUp(scope, stringsOf(node.ColumnRef.fields));
  return found.kind === "column" ? [found.column] : [];
}

/** Whether a column of the item that is not grouped stands outside of aggregates. */
function usesOthers(
  execution: Execution,
  { targetList, havingClause, sortClause, distinctClause }: SelectStmt,
  scope: Scope,
  entry: RangeEntry,
  grouped: ReadonlySet<QueryColumn>,
): boolean {
  let found = false;
  const isOther = (column: QueryColumn): boolean => entry.columns.includes(column) && !grouped.has(column);
  walk([targetList, havingClause, sortClause, distinctClause], (node) => {
    if ("SubLink" in node || ("FuncCall" in node && isAggregate(execution, node.FuncCall))) return "skip";
    if (!("ColumnRef" in node)) return undefined;
    const fields = node.ColumnRef.fields ?? [];
    const parts = stringsOf(fields);
    if (isStar(fields) && (parts.length === 0 || parts.at(-1) === entry.name))
      found ||= entry.columns.some(isOther);
    else found ||= columnOf(node, scope).some(isOther);
    return undefined;
  });
  return found;
}
