import type { A_Indirection, Node } from "@pgsql/types";
import { isStar, stringOf, stringsOf } from "../nodes.ts";
import { restOf } from "../openWorld/queries.ts";
import type { Row, Value } from "../values/value.ts";
import { readAt } from "./expression.ts";
import { outputName } from "./outputNames.ts";
import { isForValues, placeIn, type Evaluated, type Place } from "./place.ts";
import type { Reading } from "./reading.ts";
import { rowsOf, type Binding } from "./rows.ts";
import { entryNamed, lookUp, starOf, type QueryColumn, type Scope } from "./scope.ts";
import { openType } from "./typeOf.ts";
import { fieldsOf, settled } from "./types.ts";

/** One item of the list of SELECT or RETURNING, evaluated. */
export interface Target {
  readonly columns: readonly QueryColumn[];
  /** What it gives; `*` stands for all columns of the rows that are looked at. */
  readonly gives: "star" | { readonly name: string; readonly evaluated: Evaluated };
}

/** Evaluates the items of the list of SELECT or RETURNING. */
export function evaluateTargets(at: Place, targets: readonly Node[]): readonly Target[] {
  return targets.flatMap((node): Target[] => {
    if (!("ResTarget" in node) || node.ResTarget.val === undefined) return [];
    const { name, val } = node.ResTarget;
    const isOfRow = "ColumnRef" in val && isStar(val.ColumnRef.fields);
    if (isForValues(at)) {
      if (isOfRow) return [{ columns: [], gives: "star" }];
      return [{ columns: [], gives: { name: name ?? outputName(val), evaluated: readAt(at, val) } }];
    }
    const expanded = at.notes === undefined ? undefined : expandStar(at, at.notes, val);
    if (expanded !== undefined) return [{ columns: expanded, gives: "star" }];
    const evaluated = readAt(at, val);
    const column = { name: name ?? outputName(val), type: evaluated.type(), ...collationOf(at.scope, val) };
    return [{ columns: [column], gives: isOfRow ? "star" : { name: column.name, evaluated } }];
  });
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

/** A literal's column is of text in the end. */
export function settledColumn(column: QueryColumn): QueryColumn {
  return column.type === undefined ? column : { ...column, type: settled(column.type) };
}

/** The rows that evaluated targets make of one combination of rows: several where the only one is a set. */
export function rowsFrom(targets: readonly Target[], binding: Binding): readonly Row[] {
  const [only, second] = targets;
  if (only !== undefined && second === undefined && only.gives !== "star") {
    const { name, evaluated } = only.gives;
    if (evaluated.set !== undefined) return rowsOf(name, evaluated.set);
  }
  const fields = new Map<string, Value>();
  targets.forEach(({ gives }, position) => {
    if (gives === "star") {
      for (const entry of binding.values()) for (const [key, value] of entry.fields) fields.set(key, value);
      return;
    }
    const { name, evaluated } = gives;
    fields.set(fields.has(name) ? `${name} ${position}` : name, evaluated.value);
  });
  return [{ kind: "row", fields }];
}

/** `*`, `entry.*` and `(row).*`; undefined for any other expression. */
function expandStar(at: Place, reading: Reading, node: Node): readonly QueryColumn[] | undefined {
  const { scope } = at;
  if ("A_Indirection" in node) return expandRow(at, reading, node.A_Indirection);
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
  return columns.map(({ name, type, collation }) => ({
    name,
    type,
    ...(collation === undefined ? {} : { collation }),
  }));
}

function collationOf(scope: Scope, node: Node): Pick<QueryColumn, "collation"> {
  if ("CollateClause" in node)
    return { collation: stringOf(node.CollateClause.collname?.at(-1)) ?? "default" };
  const found = "ColumnRef" in node ? lookUp(scope, stringsOf(node.ColumnRef.fields)) : undefined;
  const collation = found?.kind === "column" ? found.column.collation : undefined;
  return collation === undefined ? {} : { collation };
}

/** `(entry).*` is `entry.*`; of a value, the fields of its type. */
function expandRow(
  at: Place,
  reading: Reading,
  { arg, indirection }: A_Indirection,
): readonly QueryColumn[] | undefined {
  const { scope } = at;
  if (arg === undefined || !isStar(indirection)) return undefined;
  const found = "ColumnRef" in arg ? lookUp(scope, stringsOf(arg.ColumnRef.fields)) : undefined;
  if (found?.kind === "row" && !found.entry.open) return expanded(reading, found.entry.columns);
  const rest = indirection?.slice(0, -1) ?? [];
  const row: Node = rest.length === 0 ? arg : { A_Indirection: { arg, indirection: rest } };
  const fields = fieldsOf(reading.execution, openType(reading, row, scope));
  if (fields === undefined) return undefined;
  readAt(at, row);
  return fields.map(({ name, type }) => ({ name, type }));
}
