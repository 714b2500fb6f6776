import type { Node, RangeVar, ResTarget, SelectStmt } from "@pgsql/types";
import { columnNamed, isTable, isView, type Column, type Table, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { splitName } from "../lookup.ts";
import { stringsOf } from "../nodes.ts";
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

/** `view`: it is not updatable. `unknown`: what it stands on is not in the model. */
export type FoundBase = ViewBase | "view" | "unknown";

/** The relation whose rows are changed through a view (view_query_is_auto_updatable, rewriteHandler.c). */
export function viewBase(execution: Execution, view: View): FoundBase {
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

function isSimple(execution: Execution, select: SelectStmt): boolean {
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
  if (clauses.some((clause) => clause !== undefined)) return false;
  const calls = find(select.targetList, (node) => ("FuncCall" in node ? node.FuncCall : undefined));
  return !calls.some((call) => {
    const { name } = splitName(call.funcname);
    if (call.over !== undefined || aggregates.has(name) || setReturning.has(name)) return true;
    const own = execution.edit.get("functionName", `public.${name}`)?.[0];
    const routine = own === undefined ? undefined : execution.edit.get("function", own);
    return routine !== undefined && (routine.kind === "aggregate" || routine.returnsSet);
  });
}

/** By name now, or by the name that it had when its id was made. */
function relationOf(
  { edit }: Execution,
  view: View,
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
  view: View,
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
  const last = fields?.at(-1);
  if (last === undefined) return ["none"];
  if ("A_Star" in last) return base.columns;
  const name = stringsOf(fields).at(-1) ?? "";
  const column = columnNamed(base, name);
  if (column !== undefined) return [column];
  return name === base.name || systemNames.has(name) ? ["none"] : [undefined];
}

const systemNames: ReadonlySet<string> = new Set(["ctid", "tableoid", "xmin", "xmax", "cmin", "cmax"]);

/** Of pg_catalog; functions of the user's are known by their kind. */
const aggregates: ReadonlySet<string> = new Set(
  `any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every json_agg
   json_agg_strict json_object_agg jsonb_agg jsonb_object_agg json_arrayagg json_objectagg max min mode
   percentile_cont percentile_disc range_agg range_intersect_agg regr_avgx regr_avgy regr_count regr_intercept regr_r2
   regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance
   xmlagg`.split(/\s+/u),
);

const setReturning: ReadonlySet<string> = new Set(
  `generate_series generate_subscripts json_array_elements json_array_elements_text json_each json_each_text
   json_object_keys jsonb_array_elements jsonb_array_elements_text jsonb_each jsonb_each_text jsonb_object_keys
   jsonb_path_query regexp_matches regexp_split_to_table string_to_table unnest`.split(/\s+/u),
);
