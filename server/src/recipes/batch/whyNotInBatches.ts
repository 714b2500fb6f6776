import type { Node } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Table } from "../../catalog/relations.ts";
import { columnRefs, walk } from "../../sql/ast.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { onlyGives, unknownCalls } from "./called.ts";
import type { RowChange } from "./change.ts";
import { comesToTheSame } from "./idempotent.ts";
import { conjuncts, ownColumn, ownColumns } from "./ownColumns.ts";
import { changesWithin, sourceObstacle, sourcesOf } from "./sources.ts";

/**
 * Why a change of rows would not come to the same in batches, in the words of the user. What it reads of other tables
 * is read anew for each batch, and the time is that of the batch: so would a row's own be, had somebody else made it.
 */
export function whyNotInBatches(change: RowChange, entry: TimelineEntry, table: Table): string | undefined {
  if (change.others.includes("RETURNING"))
    return "The statement has RETURNING, which belongs to one statement over all rows. Write the batches by hand.";
  const all = [...change.joined, ...change.values, ...conjuncts(change.condition)];
  if (changesWithin(all))
    return "The statement has WITH that changes rows by itself, and would do so for each batch. Write the batches by hand.";
  return (
    sourceObstacle(change, entry, table) ??
    ofSession(all) ??
    ofCalls(change, entry.before, table) ??
    computedFromItself(change, entry.before, table) ??
    matchedAgain(change, table)
  );
}

function ofSession(nodes: readonly Node[]): string | undefined {
  let found: string | undefined;
  for (const node of nodes)
    walk(node, (each) => {
      if ("SQLValueFunction" in each && !isTime(each.SQLValueFunction.op))
        found ??=
          "The statement asks for the user, who may be another one where the batches are run by themselves. Write a constant in its place.";
      if ("CurrentOfExpr" in each) found ??= "WHERE CURRENT OF is about the row of a cursor.";
      return undefined;
    });
  return found;
}

function isTime(op: string | undefined): boolean {
  return /^SVFOP_(?:CURRENT_(?:DATE|TIME)|LOCALTIME)/.test(op ?? "");
}

/** What may give another value each time it is asked: only where no row asks twice, and no two rows share one answer. */
function ofCalls(change: RowChange, catalog: Catalog, table: Table): string | undefined {
  const shared = [...change.joined, ...conjuncts(change.condition), ...change.values.flatMap(subqueries)];
  const ofValues = change.values.flatMap((value, at) => {
    const names = unknownCalls([value], catalog);
    const isOnce = isNullBefore(change.columns[at], change, table);
    return isOnce && names.every((name) => onlyGives(name, catalog)) ? [] : names;
  });
  const [unknown] = [...unknownCalls(shared, catalog), ...ofValues];
  return unknown === undefined
    ? undefined
    : `${unknown}() may give another value in each batch, and again where a batch is repeated. Write a constant in its place, change only rows that have none yet (WHERE … IS NULL), or fill the rows by hand.`;
}

/** Whether the condition takes only rows in which a column is NULL: what is given to it is given once. */
function isNullBefore(column: string | undefined, change: RowChange, table: Table): boolean {
  if (change.columns.length !== change.values.length) return false;
  return conjuncts(change.condition).some((each) => {
    if (!("NullTest" in each) || each.NullTest.nulltesttype !== "IS_NULL") return false;
    const { arg } = each.NullTest;
    return arg !== undefined && "ColumnRef" in arg && ownColumn(arg.ColumnRef, change, table) === column;
  });
}

function subqueries(node: Node): readonly Node[] {
  const found: Node[] = [];
  walk(node, (each) => {
    if ("SubLink" in each) found.push(each);
    return undefined;
  });
  return found;
}

/** A column that is set to what is computed from one that is set, unless doing it again changes nothing. */
function computedFromItself(change: RowChange, catalog: Catalog, table: Table): string | undefined {
  const { columns, values } = change;
  const changing = values.filter((value, at) => {
    const name = columns[at];
    const column = table.columns.find((each) => each.name === name);
    const pairs = columns.length === values.length && column !== undefined;
    return !(pairs && comesToTheSame(column, value, catalog));
  });
  const itself = ownColumns(changing, change, table).find((name) => columns.includes(name) || name === "*");
  return itself === undefined
    ? undefined
    : `${itself} is computed from itself, so rows would be changed twice where the batches are stopped and started again. Put the new values into another column first.`;
}

/** A row that is found by what it is set to may match something else when a batch is repeated. */
function matchedAgain(change: RowChange, table: Table): string | undefined {
  if (sourcesOf(change).length === 0 && change.joined.length === 0) return undefined;
  const matching = conjuncts(change.condition).filter((each) => !isAboutItself(each, change, table));
  const found = ownColumns(matching, change, table).find(
    (name) => change.columns.includes(name) || (name === "*" && change.columns.length > 0),
  );
  return found === undefined
    ? undefined
    : `Which row gives ${found} its value is found by ${found} itself, so rows would be changed twice where the batches are stopped and started again. Write the batches by hand.`;
}

/** Whether it says something of the changed row alone. */
function isAboutItself(node: Node, change: RowChange, table: Table): boolean {
  return (
    subqueries(node).length === 0 &&
    columnRefs(node).every((each) => ownColumn(each, change, table) !== undefined)
  );
}
