import type { Alias, JoinExpr, Node, RangeFunction, RangeSubselect, RangeVar } from "@pgsql/types";
import { isIndex, isTable, isView, type Relation } from "../../catalog/relations.ts";
import { knownRelation, requireQueried } from "../names/lookup.ts";
import { isSystemSchema } from "../names/searchPath.ts";
import { stringsOf } from "../nodes.ts";
import { builtin } from "../types/lookup.ts";
import { systemRelation } from "../systemCatalogs/systemRelations.ts";
import { commonType } from "./commonType.ts";
import { scanSystemTable } from "../systemCatalogs/systemTables.ts";
import type { Row } from "../values/value.ts";
import { readConditionAt } from "./condition.ts";
import { readAt } from "./expression.ts";
import { functionEntry } from "./functionEntry.ts";
import { hintsIn } from "./hints.ts";
import { crossed, joinKind, noRows, paired } from "./join.ts";
import { outputName } from "./outputNames.ts";
import { forRows, placeIn, type Place, select, type Rows } from "./place.ts";
import type { Reading } from "./reading.ts";
import { namedQuery, starOf, type QueryColumn, type RangeEntry, type Scope } from "./scope.ts";
import type { Execution } from "../execution.ts";
import { withoutRest } from "../openWorld/queries.ts";
import { isOpen } from "../openWorld/world.ts";
import { unknownType } from "../../catalog/types.ts";
import { forValues, rowsOf, type Bindings } from "./rows.ts";

/** What a FROM clause offers: names, and rows where the catalog decides on them. */
export interface From {
  readonly entries: readonly RangeEntry[];
  /** Undefined where the rows are not known, or not wanted. */
  readonly bindings: Bindings | undefined;
}

/** The entries of a FROM clause. LATERAL items see those before them; giving that to all does no harm. */
export function fromEntries(
  reading: Reading,
  items: readonly Node[] | undefined,
  scope: Scope,
): readonly RangeEntry[] {
  return readFrom(placeIn(reading, scope), items, undefined).entries;
}

/** As above, with the rows that the condition does not rule out. */
export function readFrom(at: Place, items: readonly Node[] | undefined, where: Node | undefined): From {
  let from: From = { entries: [], bindings: noRows };
  for (const item of items ?? []) from = withItem(at, from, item, where);
  return from;
}

function withItem(around: Place, before: From, item: Node, where: Node | undefined): From {
  const at = beside(around, before.entries);
  if ("JoinExpr" in item) {
    const { entries, bindings } = readJoin(at, item.JoinExpr, before.bindings, where);
    return { entries: [...before.entries, ...entries], bindings };
  }
  const { entry, rows } = readItem(at, item, where);
  return {
    entries: [...before.entries, entry],
    bindings: crossed(at, before.bindings, entry.name, rows, where),
  };
}

function beside(at: Place, entries: readonly RangeEntry[]): Place {
  return entries.length === 0
    ? at
    : { ...at, scope: { ...at.scope, entries: [...at.scope.entries, ...entries] } };
}

interface Item {
  readonly entry: RangeEntry;
  readonly rows?: Rows | undefined;
}

function readItem(at: Place, item: Node, where: Node | undefined): Item {
  if ("RangeVar" in item) {
    const entry = readRelation(at, item.RangeVar);
    return { entry, rows: areWanted(at) ? systemRows(at, item.RangeVar, entry, where) : undefined };
  }
  if ("RangeSubselect" in item) return readSubselect(at, item.RangeSubselect);
  if ("RangeFunction" in item) return readFunction(at, item.RangeFunction);
  if ("RangeTableSample" in item && item.RangeTableSample.relation !== undefined)
    return { entry: readItem(at, item.RangeTableSample.relation, where).entry };
  const alias =
    "RangeTableFunc" in item
      ? item.RangeTableFunc.alias
      : "JsonTable" in item
        ? item.JsonTable.alias
        : undefined;
  return { entry: renamed({ name: alias?.aliasname ?? "", columns: [], open: true }, alias) };
}

function areWanted({ rows, follows }: Place): boolean {
  return rows && follows !== "types";
}

/** The rows of a system catalog, as the model has them. */
function systemRows(
  at: Place,
  range: RangeVar,
  { name, relation }: RangeEntry,
  where: Node | undefined,
): Rows | undefined {
  const { schemaname, relname = "" } = range;
  if (relation !== undefined || (schemaname === undefined && isNamed(at, range))) return undefined;
  return scanSystemTable(at.execution, schemaname, relname, hintsIn(forValues(at), where, name));
}

function isNamed({ execution, scope }: Place, range: RangeVar): boolean {
  const { schemaname, relname = "" } = range;
  if (schemaname === undefined && namedQuery(scope, relname) !== undefined) return true;
  const mayBeKnown = schemaname === undefined || !isSystemSchema(schemaname);
  return mayBeKnown && knownRelation(execution, range) !== undefined;
}

function readSubselect(at: Place, { subquery, alias }: RangeSubselect): Item {
  const found =
    subquery !== undefined && "SelectStmt" in subquery ? select(at, subquery.SelectStmt) : undefined;
  const outputs = withoutRest(found?.columns ?? []);
  return {
    entry: renamed({ name: alias?.aliasname ?? "", ...outputs }, alias),
    rows:
      found?.rows === undefined
        ? undefined
        : { ...found.rows, rows: found.rows.rows.map((each) => withNames(each, alias)) },
  };
}

function withNames(each: Row, alias: Alias | undefined): Row {
  const names = stringsOf(alias?.colnames);
  if (names.length === 0) return each;
  return {
    kind: "row",
    fields: new Map([...each.fields].map(([key, value], index) => [names[index] ?? key, value])),
  };
}

/** Tables and views are locked; where values alone are wanted, that has been done. */
function readRelation(at: Place, range: RangeVar): RangeEntry {
  const { notes, scope } = at;
  if (notes !== undefined) return fromRelation(notes, range, scope);
  const { relname = "", alias } = range;
  const relation = isNamed(at, range) ? knownRelation(at.execution, range) : undefined;
  const name = alias?.aliasname ?? relname;
  return relation === undefined
    ? { name, columns: [], open: true }
    : entryOf(at.execution, relation, name, alias);
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
  if (schemaname !== undefined) return isSystemSchema(schemaname);
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
  const plain = relation.columns.map(({ name, type, number, collation }) => ({
    name,
    type: type.id === unknownType.id ? undefined : type,
    ...(collation === undefined ? {} : { collation }),
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

function readJoin(at: Place, join: JoinExpr, before: Bindings | undefined, where: Node | undefined): From {
  const { larg, rarg, quals } = join;
  const none: From = { entries: [], bindings: undefined };
  const left = larg === undefined ? none : withItem(at, { entries: [], bindings: before }, larg, where);
  const inner = joinKind(join) === "inner" ? quals : undefined;
  const beyond = beside(at, left.entries);
  const right = rarg === undefined ? none : withItem(beyond, { entries: [], bindings: noRows }, rarg, inner);
  const all = [...left.entries, ...right.entries];
  const entries = at.notes === undefined ? all : joinedEntries(at.notes, join, left.entries, right.entries);
  const both = beside(at, all);
  if (quals !== undefined && at.notes !== undefined) readConditionAt(forRows(both), quals, "JOIN/ON");
  return { entries, bindings: paired(both, join, left.bindings, right.bindings, where) };
}

function joinedEntries(
  reading: Reading,
  join: JoinExpr,
  left: readonly RangeEntry[],
  right: readonly RangeEntry[],
): readonly RangeEntry[] {
  const shared = join.isNatural === true ? commonNames(left, right) : new Set(stringsOf(join.usingClause));
  markRead(reading, [...left, ...right], shared);
  const entries = shared.size === 0 ? [...left, ...right] : joined(reading, left, right, shared);
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

function readFunction(at: Place, item: RangeFunction): Item {
  const { functions = [], alias, ordinality } = item;
  const calls = functions.flatMap((pair) => ("List" in pair ? (pair.List.items ?? []).slice(0, 1) : []));
  const found = calls.map((call) => readAt(at, call));
  const name = alias?.aliasname ?? (calls[0] === undefined ? "" : outputName(calls[0]));
  const entry =
    at.notes === undefined
      ? { name, columns: [], open: true }
      : renamed(functionEntry(at.notes, item, at.scope), alias);
  const [only, second] = found;
  const set = second === undefined && ordinality !== true ? only?.set : undefined;
  const column = stringsOf(alias?.colnames)[0] ?? name;
  return {
    entry,
    rows: set === undefined || !at.rows ? undefined : { rows: rowsOf(column, set), complete: true },
  };
}
