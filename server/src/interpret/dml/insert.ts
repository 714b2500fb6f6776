import type { InsertStmt, Node, OnConflictClause } from "@pgsql/types";
import { isTable, isView, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationOf } from "../names/lookup.ts";
import { withTriggers } from "../triggers/fire.ts";
import { updateOf } from "../triggers/rowChange.ts";
import { refuseConflict } from "../triggers/fireRules.ts";
import { isStar } from "../nodes.ts";
import { lockRouted } from "./routing.ts";
import { noteCoercion, noteTypes } from "../query/constantTypes.ts";
import { readCondition } from "../query/condition.ts";
import { readExpression, readExpressions } from "../query/expression.ts";
import { knownValues } from "../query/knownValues.ts";
import { columnsWithoutOverlaps, emptyRangeMessage, isEmptyRange } from "./emptyRanges.ts";
import { nullGenerated } from "./generatedNulls.ts";
import { lockLookedUp, lockLookedUpOnUpdate, lockReferencing } from "./partnerLocks.ts";
import { lockDefaults } from "../query/defaults.ts";
import type { Reading } from "../query/reading.ts";
import type { QueryColumn, Scope } from "../query/scope.ts";
import { columnsBehind, columnsGiven, finishTarget } from "./finishTarget.ts";
import { refuseWithoutIdentity } from "./replicaIdentity.ts";
import { readReturning } from "./returning.ts";
import { refuseLiteral } from "../types/literals.ts";
import { RowValues } from "./rowValues.ts";
import { requireArbiter } from "./arbiter.ts";
import { assignedColumns, readAssigned } from "./assignments.ts";
import { evaluateRow } from "../query/storedExpressions.ts";
import { openTarget, type ResultRelation } from "./resultRelation.ts";
import { assumeColumn } from "../openWorld/columns.ts";
import { isOpen } from "../openWorld/world.ts";
import { readSelect } from "../query/place.ts";
import { withQueries } from "../query/withQueries.ts";

/** INSERT. */
export function readInsert(reading: Reading, insert: InsertStmt, outer: Scope): readonly QueryColumn[] {
  const scope = withQueries(reading, insert.withClause, { entries: [], named: [], outer });
  refuseSequenceColumns(reading.execution, insert);
  const target = openTarget(reading, insert.relation ?? {}, { events: ["insert"], isMerge: false });
  const { relation, tables, entry } = target;
  const named = targetColumns(reading.execution, relation, insert);
  const values = readSource(reading, insert, scope, named);
  refuseCount(reading, relation, named.length, insert, values);
  for (const row of values ?? [])
    row.forEach((value, position) => {
      refuseLiteral(reading.execution, named[position]?.type, value);
      noteTypes(reading, value, scope, named[position]?.type);
    });
  const targets = columnsGiven(reading, target, named, values);
  const leaves = new Map(
    tables.map((table) => [table.id, lockRouted(reading.execution, table, targets, values)]),
  );
  const own: Scope = { ...scope, entries: [entry] };
  const conflict = insert.onConflictClause;
  if (conflict !== undefined) {
    refuseConflict(reading.execution, relation, target.rules);
    readConflict(reading, conflict, target, { leaves, certain: hasRow(insert) }, own);
    if (isTable(relation)) requireArbiter(reading.execution, relation, conflict, hasRow(insert));
  }
  const change = { event: "insert", certain: hasRow(insert), mayExist: conflict !== undefined } as const;
  for (const table of tables)
    withTriggers(reading.execution, table, leaves.get(table.id) ?? [], change, () => {
      checkRow(reading, table, targets, values, insert);
    });
  finishTarget(reading, target, change, insert.returningClause);
  return readReturning(reading, insert.returningClause, own);
}

/** That a sequence takes no rows is found out only after its columns have been looked up. */
function refuseSequenceColumns(execution: Execution, { relation = {}, cols }: InsertStmt): void {
  if (relationOf(execution, relation)?.kind !== "sequence") return;
  for (const node of cols ?? [])
    if ("ResTarget" in node && !/^(?:last_value|log_cnt|is_called)$/u.test(node.ResTarget.name ?? ""))
      execution.fail("42703", `column "${node.ResTarget.name ?? ""}" does not exist`);
}

/** As many values as columns, or fewer where no columns are named (transformInsertRow). */
function refuseCount(
  { execution }: Reading,
  relation: Relation,
  columns: number,
  { cols }: InsertStmt,
  values: readonly (readonly Node[])[] | undefined,
): void {
  // A table that no migration here creates has columns that nobody knows.
  if (values === undefined || (cols === undefined && isOpen(execution, relation))) return;
  for (const row of values) {
    if (row.some(isExpanded)) return;
    if (row.length > columns) execution.fail("42601", "INSERT has more expressions than target columns");
    if (cols !== undefined && row.length > 0 && row.length < columns)
      execution.fail("42601", "INSERT has more target columns than expressions");
  }
}

/** `(x).*` or `NEW.*`, which stand for any number of values. */
function isExpanded(node: Node): boolean {
  if ("ColumnRef" in node) return isStar(node.ColumnRef.fields);
  return "A_Indirection" in node && isStar(node.A_Indirection.indirection);
}

/** Whether there is a row for certain: VALUES, or a SELECT of constants. */
function hasRow({ selectStmt }: InsertStmt): boolean {
  if (selectStmt === undefined || !("SelectStmt" in selectStmt)) return true;
  const {
    valuesLists,
    fromClause,
    whereClause,
    op = "SETOP_NONE",
    limitCount,
    withClause,
  } = selectStmt.SelectStmt;
  if (valuesLists !== undefined) return true;
  return (
    op === "SETOP_NONE" &&
    [fromClause, whereClause, limitCount, withClause].every((clause) => clause === undefined)
  );
}

/** The columns that the statement names, or all. */
function targetColumns(execution: Execution, relation: Relation, insert: InsertStmt): readonly Column[] {
  const all = isTable(relation) || relation.kind === "view" ? relation.columns : [];
  if (insert.cols === undefined) return all;
  return insert.cols.flatMap((node) => {
    if (!("ResTarget" in node)) return [];
    const name = node.ResTarget.name ?? "";
    const column = all.find((one) => one.name === name) ?? assumeColumn(execution, relation, name);
    return (
      column ?? execution.fail("42703", `column "${name}" of relation "${relation.name}" does not exist`)
    );
  });
}

/** The rows of VALUES, none for DEFAULT VALUES; undefined where they are not written out. */
function readSource(
  reading: Reading,
  insert: InsertStmt,
  scope: Scope,
  named: readonly Column[],
): readonly (readonly Node[])[] | undefined {
  const source = insert.selectStmt;
  if (source === undefined) return [[]];
  if (!("SelectStmt" in source)) return undefined;
  const lists = source.SelectStmt.valuesLists;
  if (lists === undefined) {
    readSelect(reading, source.SelectStmt, scope).forEach(({ type }, position) => {
      noteCoercion(reading, type, named[position]?.type);
    });
    return undefined;
  }
  const inside = withQueries(reading, source.SelectStmt.withClause, { entries: [], named: [], outer: scope });
  const rows = lists.map((list) => ("List" in list ? (list.List.items ?? []) : []));
  for (const row of rows) readExpressions(reading, row, inside);
  return rows.some((row) => row.some(isExpanded)) ? undefined : rows;
}

/** Sequences of defaults, foreign keys that are looked up, and columns that must not be left out. */
function checkRow(
  reading: Reading,
  table: Table,
  targets: readonly Column[],
  values: readonly (readonly Node[])[] | undefined,
  insert: InsertStmt,
): void {
  const { execution } = reading;
  const isCertain = hasRow(insert);
  const row = new RowValues(targets, values, insert.cols !== undefined);
  for (const column of table.columns) refuseGenerated(execution, column, row.of(column), insert);
  for (const column of table.columns) {
    const nodes = row.of(column);
    const usesDefault =
      nodes === undefined || nodes.some((node) => node !== undefined && "SetToDefault" in node);
    if (usesDefault && isCertain) lockDefaults(reading, column);
    else if (usesDefault) execution.ifRows(() => lockDefaults(reading, column));
  }
  refuseNulls(execution, table, row, values !== undefined);
  for (const column of columnsWithoutOverlaps(execution, table))
    if (row.of(column)?.some((node) => node !== undefined && isEmptyRange(node)) === true)
      if (!isFilled(table)) execution.fail("23514", emptyRangeMessage(table, column));
  const look = (): void => {
    lockLookedUp(execution, table, (number) => {
      const column = table.columns.find((one) => one.number === number);
      return column !== undefined && !row.isAllNull(column);
    });
  };
  if (isCertain && insert.onConflictClause === undefined) look();
  else execution.ifRows(look);
  evaluateRow(execution, table);
}

/** The first row that surely has a NULL where none may be ends the statement. */
function refuseNulls(execution: Execution, table: Table, row: RowValues, always: boolean): void {
  const columns = table.columns.filter(({ notNull }) => notNull);
  const isGenerated = columns.some(({ generated }) => generated !== undefined);
  for (let at = 0; at < row.count; at++) {
    const isNull = (column: Column): boolean => row.isNull(column, at);
    const refused =
      columns.find(isNull) ?? (isGenerated ? nullGenerated(execution, table, isNull) : undefined);
    if (refused !== undefined) refuseNull(execution, table, refused, always);
  }
}

/** Whether a BEFORE trigger may put other values into the row. */
function isFilled({ triggers }: Table): boolean {
  return triggers.some(({ timing, events }) => timing === "before" && events.includes("insert"));
}

/** A BEFORE trigger may fill the column in; a domain may have a default of its own. */
function refuseNull(execution: Execution, table: Table, column: Column, always: boolean): void {
  const isDomain = execution.edit.get("type", column.type.id)?.kind === "domain";
  if (isFilled(table) || isDomain || table.rules.length > 0) return;
  const message = `null value in column "${column.name}" of relation "${table.name}" violates not-null constraint`;
  if (always) execution.fail("23502", message);
  else execution.failIfRows("23502", message);
}

function refuseGenerated(
  execution: Execution,
  column: Column,
  nodes: readonly (Node | undefined)[] | undefined,
  insert: InsertStmt,
): void {
  if (
    nodes === undefined ||
    nodes.length === 0 ||
    nodes.every((node) => node !== undefined && "SetToDefault" in node)
  )
    return;
  const isAlways = column.identity?.always === true && insert.override !== "OVERRIDING_SYSTEM_VALUE";
  if (column.generated !== undefined || (isAlways && insert.override !== "OVERRIDING_USER_VALUE"))
    execution.fail("428C9", `cannot insert a non-DEFAULT value into column "${column.name}"`);
}

/** The tables that the rows go to, and whether there is a row. */
interface Written {
  readonly leaves: ReadonlyMap<Table["id"], readonly Table[]>;
  readonly certain: boolean;
}

function readConflict(
  reading: Reading,
  clause: OnConflictClause,
  target: ResultRelation,
  { leaves, certain }: Written,
  scope: Scope,
): void {
  const { relation, tables, entry } = target;
  const inside: Scope = { ...scope, entries: [entry, { ...entry, name: "excluded" }] };
  const onlyQualified: Scope = { ...scope, entries: [entry], outer: inside };
  for (const node of clause.targetList ?? [])
    if ("ResTarget" in node && node.ResTarget.val !== undefined)
      readExpression(reading, node.ResTarget.val, onlyQualified);
  if (clause.whereClause !== undefined) readCondition(reading, clause.whereClause, onlyQualified, "WHERE");
  if (clause.action !== "ONCONFLICT_UPDATE") return;
  if (!isTable(relation) && !isView(relation)) return;
  const assigned = assignedColumns(reading.execution, relation, clause.targetList);
  for (const node of clause.targetList ?? []) readAssigned(reading, relation, node);
  for (const table of tables) {
    const changed = columnsBehind(reading.execution, target, assigned);
    const told = updateOf(table, changed, knownValues(target, clause.targetList));
    const written = leaves.get(table.id) ?? [];
    const refuse = (): void => {
      for (const leaf of written) refuseWithoutIdentity(reading.execution, leaf, "update");
    };
    // Rows are needed to be routed; a table itself is looked at as the statement starts.
    if (table.kind !== "partitioned-table" || (certain && written.length === 1)) refuse();
    else reading.execution.ifRows(refuse);
    withTriggers(reading.execution, table, written, told, () => {
      lockLookedUpOnUpdate(reading.execution, table, written, told);
      lockReferencing(reading.execution, table, { kind: "update", columns: changed });
      evaluateRow(reading.execution, table, changed);
    });
  }
}
