import type { Node, ResTarget, SelectStmt } from "@pgsql/types";
import { isBuiltinFunction, isBuiltinSet } from "../../catalog/builtins/functions.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { isIndex, isTable, type Table, type View } from "../../catalog/relations.ts";
import { ServerVersion } from "../../catalog/serverVersion.ts";
import type { Major } from "../../interpret/target.ts";
import { constantOf, functionCalls, nameOf, sameNode, stringOf } from "../../sql/ast.ts";

/**
 * Columns of a materialized view of which no two rows can have the same values, since its query groups by them or they
 * are the key of the one table that it reads. Undefined where that cannot be told from the query.
 */
export function keyColumns(
  view: View,
  catalog: Catalog,
  majors: readonly Major[],
): readonly string[] | undefined {
  if (!("SelectStmt" in view.query)) return undefined;
  const select = view.query.SelectStmt;
  if (select.op !== undefined && select.op !== "SETOP_NONE") return undefined;
  const targets = (select.targetList ?? []).flatMap((each) => ("ResTarget" in each ? [each.ResTarget] : []));
  if (targets.some(({ val }) => val === undefined || mayGiveSeveral(val, majors))) return undefined;
  const grouped = select.groupClause ?? [];
  // A star, also one of a row, gives more than one column.
  const isWhole = grouped.length === 0 && targets.length === 1 && isStar(targets[0]?.val);
  if (!isWhole && targets.length !== view.columns.length) return undefined;
  if (!isWhole && targets.some(({ val }) => isStar(val))) return undefined;
  const numbers =
    grouped.length > 0 ? groupedBy(grouped, targets) : keyOfTable(select, targets, view, catalog);
  if (numbers === undefined || numbers.length === 0) return undefined;
  const names = [...new Set(numbers)].map((number) => view.columns[number]?.name);
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? known : undefined;
}

/** A function that returns a set gives a row several times; of those of the user it is not looked at. */
function mayGiveSeveral(node: Node, majors: readonly Major[]): boolean {
  return functionCalls(node).some(({ funcname }) => {
    const [name = "", schema = "pg_catalog"] = [...nameOf(funcname)].reverse();
    if (schema !== "pg_catalog") return true;
    return majors.some((major) => {
      const server = new ServerVersion(major);
      return !isBuiltinFunction(name, server) || isBuiltinSet(name, server);
    });
  });
}

/** For each thing that is grouped by, the output that gives it; undefined where one is not given out. */
function groupedBy(grouped: readonly Node[], targets: readonly ResTarget[]): readonly number[] | undefined {
  const found = grouped.map((each) => {
    const position = constantOf(each);
    if (typeof position === "number") return position - 1;
    return "GroupingSet" in each ? -1 : targets.findIndex(({ val }) => sameNode(val, each));
  });
  return found.some((number) => number < 0 || number >= targets.length) ? undefined : found;
}

/** The outputs that are the primary key of the one table that is read. */
function keyOfTable(
  select: SelectStmt,
  targets: readonly ResTarget[],
  { reads, columns }: View,
  catalog: Catalog,
): readonly number[] | undefined {
  const [from, ...others] = select.fromClause ?? [];
  const [read, ...more] = reads;
  if (select.withClause !== undefined) return undefined;
  if (from === undefined || others.length > 0 || read === undefined || more.length > 0) return undefined;
  if (!("RangeVar" in from) || from.RangeVar.alias?.colnames !== undefined) return undefined;
  const table = catalog.get("relation", read.relation);
  const names = isTable(table) && table.name === from.RangeVar.relname ? keyNames(table, catalog) : undefined;
  if (names === undefined || !isTable(table)) return undefined;
  // The columns of the table may be others by now than those that the star has stood for.
  const isAll = isStar(targets[0]?.val);
  const own = table.columns.map(({ name }) => name);
  if (isAll && String(own) !== String(columns.map(({ name }) => name))) return undefined;
  const outputs = isAll ? own : targets.map(({ val }) => columnOf(val));
  const found = names.map((name) => outputs.indexOf(name));
  return found.includes(-1) ? undefined : found;
}

function keyNames(table: Table, catalog: Catalog): readonly string[] | undefined {
  if (table.kind === "table" && table.children.length > 0) return undefined;
  const key = table.constraints.find(({ kind }) => kind === "primary-key");
  const index = key?.kind === "primary-key" ? catalog.get("relation", key.index) : undefined;
  if (key?.deferrable !== false || !isIndex(index)) return undefined;
  const names = index.columns.flatMap(
    ({ on }) => table.columns.find(({ number }) => number === on)?.name ?? [],
  );
  return names.length === index.columns.length ? names : undefined;
}

function columnOf(node: Node | undefined): string | undefined {
  return node !== undefined && "ColumnRef" in node ? stringOf(node.ColumnRef.fields?.at(-1)) : undefined;
}

function isStar(node: Node | undefined): boolean {
  if (node === undefined) return false;
  const parts =
    "ColumnRef" in node
      ? node.ColumnRef.fields
      : "A_Indirection" in node
        ? node.A_Indirection.indirection
        : undefined;
  const last = parts?.at(-1);
  return last !== undefined && "A_Star" in last;
}
