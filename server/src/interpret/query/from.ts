import type { Alias, JoinExpr, Node, RangeFunction, RangeVar } from "@pgsql/types";
import { isIndex, isTable, isView, type Relation } from "../../catalog/relations.ts";
import { knownRelation, requireQueried } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { builtin } from "../types/lookup.ts";
import { systemRelation } from "../systemCatalogs/systemRelations.ts";
import { commonType } from "./commonType.ts";
import { readExpression, readExpressions } from "./expression.ts";
import { functionEntry } from "./functionEntry.ts";
import type { Reading } from "./reading.ts";
import { namedQuery, starOf, type QueryColumn, type RangeEntry, type Scope } from "./scope.ts";
import { readSelect } from "./select.ts";
import type { Execution } from "../execution.ts";
import { withoutRest } from "../openWorld/queries.ts";
import { isOpen } from "../openWorld/world.ts";
import { unknownType } from "../../catalog/types.ts";

/** The entries of a FROM clause. LATERAL items see those before them; giving that to all does no harm. */
export function fromEntries(
  reading: Reading,
  items: readonly Node[] | undefined,
  scope: Scope,
): readonly RangeEntry[] {
  let entries: readonly RangeEntry[] = [];
  for (const item of items ?? [])
    entries = [...entries, ...fromItem(reading, item, { ...scope, entries: [...scope.entries, ...entries] })];
  return entries;
}

function fromItem(reading: Reading, item: Node, scope: Scope): readonly RangeEntry[] {
  if ("RangeVar" in item) return [fromRelation(reading, item.RangeVar, scope)];
  if ("JoinExpr" in item) return fromJoin(reading, item.JoinExpr, scope);
  if ("RangeSubselect" in item) {
    const { subquery, alias } = item.RangeSubselect;
    const outputs =
      subquery !== undefined && "SelectStmt" in subquery
        ? readSelect(reading, subquery.SelectStmt, { entries: [], named: [], outer: scope })
        : [];
    return [renamed({ name: alias?.aliasname ?? "", ...withoutRest(outputs) }, alias)];
  }
  if ("RangeFunction" in item) return [fromFunction(reading, item.RangeFunction, scope)];
  if ("RangeTableSample" in item)
    return item.RangeTableSample.relation === undefined
      ? []
      : fromItem(reading, item.RangeTableSample.relation, scope);
  const alias =
    "RangeTableFunc" in item
      ? item.RangeTableFunc.alias
      : "JsonTable" in item
        ? item.JsonTable.alias
        : undefined;
  return [renamed({ name: alias?.aliasname ?? "", columns: [], open: true }, alias)];
}

/** A table, a view, or a common table expression of that name. */
export function fromRelation(reading: Reading, range: RangeVar, scope: Scope): RangeEntry {
  const { relname = "", alias } = range;
  const query = range.schemaname === undefined ? namedQuery(scope, relname) : undefined;
  const name = alias?.aliasname ?? relname;
  if (query !== undefined) return renamed({ name, columns: query.columns, open: query.open }, alias);
  if (isSystem(reading, range)) return { name, columns: [], open: true };
  const relation = requireQueried(reading.execution, range);
  reading.read(relation, "ACCESS SHARE", range.inh !== true, name);
  return entryOf(reading.execution, relation, name, alias);
}

/** Catalogs and information schema are no part of the model: their columns are unknown, their locks left out. */
function isSystem(reading: Reading, range: RangeVar): boolean {
  const { schemaname, relname = "" } = range;
  if (systemRelation(reading.execution, range) !== undefined) return true;
  if (schemaname !== undefined) return ["pg_catalog", "information_schema"].includes(schemaname);
  return relname.startsWith("pg_") && knownRelation(reading.execution, range) === undefined;
}

export function entryOf(execution: Execution, relation: Relation, name: string, alias?: Alias): RangeEntry {
  const entry: RangeEntry = {
    name,
    schema: relation.schema,
    relation: relation.id,
    columns: columnsOf(relation),
    open: isOpen(execution, relation),
  };
  return renamed(entry, alias);
}

const sequenceColumns: readonly QueryColumn[] = [
  { name: "last_value", type: builtin("int8") },
  { name: "log_cnt", type: builtin("int8") },
  { name: "is_called", type: builtin("bool") },
];

function columnsOf(relation: Relation): readonly QueryColumn[] {
  if (isIndex(relation)) return [];
  if (relation.kind === "sequence") return sequenceColumns;
  const plain = relation.columns.map(({ name, type, number }) => ({
    name,
    type: type.id === unknownType.id ? undefined : type,
    source: { relation: relation.id, number },
  }));
  return isTable(relation) || isView(relation) ? plain : [];
}

function renamed(entry: RangeEntry, alias: Alias | undefined): RangeEntry {
  const names = stringsOf(alias?.colnames);
  if (names.length === 0) return entry;
  const known = entry.columns.map((column, position) => ({
    ...column,
    name: names[position] ?? column.name,
  }));
  const more = names.slice(known.length).map((name) => ({ name, type: undefined }));
  return { ...entry, columns: [...known, ...more] };
}

function fromJoin(reading: Reading, join: JoinExpr, scope: Scope): readonly RangeEntry[] {
  const left = join.larg === undefined ? [] : fromItem(reading, join.larg, scope);
  const withLeft = { ...scope, entries: [...scope.entries, ...left] };
  const right = join.rarg === undefined ? [] : fromItem(reading, join.rarg, withLeft);
  const shared = join.isNatural === true ? commonNames(left, right) : new Set(stringsOf(join.usingClause));
  markRead(reading, [...left, ...right], shared);
  const entries = shared.size === 0 ? [...left, ...right] : joined(reading, left, right, shared);
  if (join.quals !== undefined)
    readExpression(reading, join.quals, { ...scope, entries: [...scope.entries, ...left, ...right] });
  const alias = join.alias?.aliasname;
  if (alias === undefined) return entries;
  const open = entries.some((entry) => entry.open);
  return [renamed({ name: alias, columns: starOf(entries), open }, join.alias)];
}

/** What both sides share comes first, with the type that they have in common (transformFromClauseItem). */
function joined(
  { execution }: Reading,
  left: readonly RangeEntry[],
  right: readonly RangeEntry[],
  shared: ReadonlySet<string>,
): readonly RangeEntry[] {
  const [ours, theirs] = [starOf(left), starOf(right)];
  const merged = [...shared].flatMap((name) => {
    const own = ours.find((column) => column.name === name);
    const other = theirs.find((column) => column.name === name);
    return own === undefined ? [] : [{ ...own, type: commonType(execution, [own.type, other?.type]) }];
  });
  const rest = [...ours, ...theirs].filter(({ name }) => !shared.has(name));
  return [...left, ...right].map((entry, position) => ({
    ...entry,
    star: position === 0 ? [...merged, ...rest] : [],
  }));
}

function commonNames(left: readonly RangeEntry[], right: readonly RangeEntry[]): Set<string> {
  const theirs = new Set(starOf(right).map(({ name }) => name));
  return new Set(starOf(left).flatMap(({ name }) => (theirs.has(name) ? [name] : [])));
}

function markRead(reading: Reading, entries: readonly RangeEntry[], names: ReadonlySet<string>): void {
  for (const { columns } of entries)
    for (const { name, source } of columns)
      if (names.has(name) && source !== undefined) reading.column(source.relation, source.number);
}

function fromFunction(reading: Reading, item: RangeFunction, scope: Scope): RangeEntry {
  const calls = (item.functions ?? []).flatMap((pair) =>
    "List" in pair ? (pair.List.items ?? []).slice(0, 1) : [],
  );
  readExpressions(reading, calls, scope);
  return renamed(functionEntry(reading, item, scope), item.alias);
}
