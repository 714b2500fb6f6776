import type { Node, RangeVar, ResTarget, SelectStmt } from "@pgsql/types";
import { columnNamed, isTable, isView, type Column, type Table, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { isAggregate, returnsSet } from "../functions/calledKind.ts";
import { isStar, stringsOf } from "../nodes.ts";
import { find } from "../walk.ts";

/** What stands behind an automatically updatable view. */
export interface ViewBase {
  readonly relation: Table | View;
  /** True for FROM ONLY. */
  readonly only: boolean;
  /**
   * The column behind a column of the view, by its number: `none` where an expression gives it, undefined where it
   * cannot be told, e.g. after a rename.
   */
  readonly columnOf: (number: number) => Column | "none" | undefined;
}

/** What decides it. */
type ViewShape = Pick<View, "query" | "reads" | "columns">;

/** `view`: it is not updatable. `unknown`: what it stands on is not in the model. */
export type FoundBase = ViewBase | "view" | "unknown";

/** The relation whose rows are changed through a view (view_query_is_auto_updatable, rewriteHandler.c). */
export function viewBase(execution: Execution, view: ViewShape): FoundBase {
  const select = "SelectStmt" in view.query ? view.query.SelectStmt : undefined;
  if (select === undefined || !isSimple(execution, select)) return "view";
  const [item, second] = select.fromClause ?? [];
  if (item === undefined || second !== undefined || !("RangeVar" in item)) return "view";
  const relation = relationOf(execution, view, item.RangeVar);
  if (relation === undefined) return "unknown";
  if (!isTable(relation) && !isView(relation)) return "view";
  if (relation.kind === "materialized-view") return "view";
  const behind = columnsBehind(view, relation, select);
  return {
    relation,
    only: item.RangeVar.inh !== true,
    columnOf: (number) => behind[view.columns.findIndex((column) => column.number === number)],
  };
}

/** Whether rows can be given to it: a view of expressions alone takes none (view_query_is_auto_updatable). */
export function takesRows(view: Pick<View, "columns">, base: FoundBase): boolean {
  if (base === "view") return false;
  return base === "unknown" || view.columns.some(({ number }) => base.columnOf(number) !== "none");
}

/** Whether INSERT, UPDATE and DELETE go through a view, as far as its own text tells. */
export function takesWrites({ query, triggers }: View): boolean {
  const select = "SelectStmt" in query ? query.SelectStmt : undefined;
  if (select === undefined) return false;
  const [item, second] = select.fromClause ?? [];
  const isOverOne = item !== undefined && second === undefined && "RangeVar" in item;
  return triggers.length > 0 || (isOverOne && hasPlainClauses(select));
}

function isSimple(execution: Execution, select: SelectStmt): boolean {
  if (!hasPlainClauses(select)) return false;
  const calls = find(select.targetList, (node) => ("FuncCall" in node ? node.FuncCall : undefined));
  return !calls.some(
    (call) => call.over !== undefined || isAggregate(execution, call) || returnsSet(execution, call),
  );
}

function hasPlainClauses(select: SelectStmt): boolean {
  if (select.op !== undefined && select.op !== "SETOP_NONE") return false;
  const { distinctClause, groupClause, havingClause, withClause, limitCount, limitOffset, valuesLists } =
    select;
  const clauses = [
    distinctClause,
    groupClause,
    havingClause,
    withClause,
    limitCount,
    limitOffset,
    valuesLists,
  ];
  return clauses.every((clause) => clause === undefined);
}

/** By name now, or by the name that it had when its id was made. */
function relationOf(
  { edit }: Execution,
  view: ViewShape,
  { schemaname, relname = "" }: RangeVar,
): Table | View | undefined {
  const read = view.reads.flatMap(({ relation }) => edit.get("relation", relation) ?? []);
  const fits = (schema: string, name: string): boolean =>
    name === relname && (schemaname === undefined || schema === schemaname);
  const [only, second] = read;
  const found =
    read.find(({ schema, name }) => fits(schema, name)) ??
    read.find(({ id }) => {
      const [schema = "", name = ""] = id
        .replace(/^relation:\??/u, "")
        .replace(/#\d+$/u, "")
        .split(".");
      return fits(schema, name);
    }) ??
    (second === undefined ? only : undefined);
  return isTable(found) || isView(found) ? found : undefined;
}

function columnsBehind(
  view: ViewShape,
  base: Table | View,
  { targetList }: SelectStmt,
): readonly (Column | "none" | undefined)[] {
  const columns = (targetList ?? []).flatMap((node) =>
    "ResTarget" in node ? behindTarget(base, node.ResTarget) : [],
  );
  // A column that was added to the table later is no column of the view.
  const isStar = targetList?.length === 1;
  if (columns.length === view.columns.length || (isStar && columns.length > view.columns.length))
    return columns;
  return [];
}

function behindTarget(base: Table | View, { val }: ResTarget): readonly (Column | "none" | undefined)[] {
  const fields: readonly Node[] | undefined =
    val !== undefined && "ColumnRef" in val ? val.ColumnRef.fields : undefined;
  if (fields === undefined) return ["none"];
  if (isStar(fields)) return base.columns;
  const name = stringsOf(fields).at(-1) ?? "";
  const column = columnNamed(base, name);
  if (column !== undefined) return [column];
  return name === base.name || systemNames.has(name) ? ["none"] : [undefined];
}

const systemNames: ReadonlySet<string> = new Set(["ctid", "tableoid", "xmin", "xmax", "cmin", "cmax"]);
