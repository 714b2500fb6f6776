import type { RangeVar } from "@pgsql/types";
import {
  isTable,
  isView,
  type Column,
  type Relation,
  type Table,
  type View,
} from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { requireQueried } from "../names/lookup.ts";
import { isReplaced } from "../triggers/fire.ts";
import { firingRules, isReplacing, type FiringRule } from "../triggers/fireRules.ts";
import { takesRows, viewBase, type ViewBase } from "../views/viewBase.ts";
import { entryOf } from "../query/from.ts";
import type { ChangeEvent, Command } from "./command.ts";
import { lockWithBelow } from "../query/queryReading.ts";
import type { Reading } from "../query/reading.ts";
import type { RangeEntry } from "../query/scope.ts";

/** What a data-modifying statement changes. */
export interface ResultRelation {
  readonly relation: Relation;
  readonly entry: RangeEntry;
  /** The table itself, or the one behind a view; none where rules or INSTEAD OF triggers take its place. */
  readonly tables: readonly Table[];
  /** The view whose INSTEAD OF triggers take the rows. */
  readonly triggered: View | undefined;
  /** The rules on the way to the table. */
  readonly rules: readonly FiringRule[];
  /** The tables that hold the rows of one of `tables`: partitions and children too. */
  readonly leavesOf: (table: Table) => readonly Table[];
  /** The column of the table for one of `relation`, by number; undefined where it cannot be told. */
  readonly columnOf: (number: number) => Column | undefined;
}

/** What is behind a relation. */
type Reached = Pick<ResultRelation, "tables" | "triggered" | "rules" | "columnOf">;

const nowhere: Reached = { tables: [], triggered: undefined, rules: [], columnOf: () => undefined };

/** The relation that a data-modifying statement changes, locked in ROW EXCLUSIVE, and its entry in the scope. */
export function openTarget(reading: Reading, range: RangeVar, command: Command): ResultRelation {
  const { execution } = reading;
  const relation = requireQueried(execution, range);
  refuseKind(execution, relation, command);
  // An INSERT reaches partitions by routing, which is left to its reader.
  const isInsert = command.events.includes("insert") && !command.isMerge;
  const only = range.inh !== true || isInsert;
  const name = range.alias?.aliasname ?? relation.name;
  const entry = entryOf(execution, relation, name, range.alias);
  // What WHERE leaves of the partitions is known while its statement is read.
  const left = isTable(relation) && !isInsert ? reading.leavesOf(relation, only, name) : undefined;
  const leavesOf = (table: Table): readonly Table[] =>
    table.id === relation.id ? (left ?? reading.leavesOf(table, only, name)) : allLeaves(execution, table);
  const alone = only || (reading.runs && isIgnored(execution, relation, command));
  if (!reading.runs || isTable(relation)) reading.read(relation, "ROW EXCLUSIVE", alone, name);
  else reading.note(relation.id);
  if (!reading.runs) return { relation, entry, leavesOf, ...nowhere };
  return { relation, entry, leavesOf, ...reach(execution, relation, command) };
}

/** Where a rule does nothing instead, nobody looks for rows, and what is below stays closed. */
function isIgnored(execution: Execution, relation: Relation, command: Command): boolean {
  if (!isTable(relation) || relation.rules.length === 0) return false;
  const rules = firingRules(execution, relation, command);
  return isReplacing(rules) && rules.every(({ rule }) => (rule.actions ?? []).length === 0);
}

/**
 * Rows that come into a partition are held against its bound, which is that of all tables above it: those are opened
 * for it (generate_partition_qual).
 */
export function lockAbove(execution: Execution, relation: Relation): void {
  if (!isTable(relation) || relation.bound === undefined) return;
  for (const id of relation.parents) {
    const parent = execution.edit.get("relation", id);
    if (parent === undefined) continue;
    execution.lock(parent, "ACCESS SHARE");
    lockAbove(execution, parent);
  }
}

function allLeaves(execution: Execution, table: Table): readonly Table[] {
  const below = descendantsOf(execution, table);
  return [table, ...below].filter(({ kind }) => kind !== "partitioned-table");
}

/** Rules, INSTEAD OF triggers and views on the way to the table (RewriteQuery, rewriteHandler.c). */
function reach(execution: Execution, relation: Relation, command: Command): Reached {
  if (!isTable(relation) && !isView(relation)) return nowhere;
  execution.lock(relation, "ROW EXCLUSIVE");
  const rules = firingRules(execution, relation, command);
  if (isReplacing(rules)) {
    const reads = rules.some(({ rule }) => (rule.actions ?? []).length > 0);
    if (reads && !command.events.includes("insert"))
      lockWithBelow(execution, relation, "ROW EXCLUSIVE", false);
    return { ...nowhere, rules };
  }
  if (isTable(relation)) {
    if (command.isMerge || !command.events.includes("delete")) lockAbove(execution, relation);
    const columnOf = (number: number): Column | undefined =>
      relation.columns.find((column) => column.number === number);
    return { tables: [relation], triggered: undefined, rules, columnOf };
  }
  return reachThrough(execution, relation, command, rules);
}

function reachThrough(
  execution: Execution,
  view: View,
  command: Command,
  rules: readonly FiringRule[],
): Reached {
  const isInsert = command.events.includes("insert") && !command.isMerge;
  const replaced = command.events.filter((event) => isReplaced(execution, view, event));
  if (replaced.length > 0 && replaced.length === command.events.length) {
    // What an INSTEAD OF trigger is given as new rows needs nothing of the view's query.
    if (!isInsert) lockWithBelow(execution, view, "ROW EXCLUSIVE", false);
    return { ...nowhere, triggered: view, rules };
  }
  lockBehind(execution, view, isInsert);
  if (command.events.length === 0) return { ...nowhere, rules };
  const base = viewBase(execution, view);
  if (base === "view" || rules.some(({ rule }) => rule.instead))
    return refuseView(
      execution,
      view,
      command.events.find((event) => !replaced.includes(event)),
    );
  const givesValues = command.events.find((event) => event !== "delete");
  if (givesValues !== undefined && !takesRows(view, base)) return refuseView(execution, view, givesValues);
  if (replaced.length > 0) execution.fail("0A000", `cannot merge into view "${view.name}"`);
  if (base === "unknown") {
    execution.partly(`what the view ${view.name} stands on is not known`);
    return { ...nowhere, rules };
  }
  if (!isInsert) lockWithBelow(execution, base.relation, "ROW EXCLUSIVE", base.only);
  const further = reach(execution, base.relation, command);
  return {
    ...further,
    rules: [...rules, ...further.rules],
    columnOf: (number) => columnThrough(execution, view, base, number, further, command),
  };
}

function columnThrough(
  execution: Execution,
  view: View,
  base: ViewBase,
  number: number,
  further: Reached,
  command: Command,
): Column | undefined {
  const behind = base.columnOf(number);
  if (behind === "none") {
    const name = view.columns.find((column) => column.number === number)?.name ?? "";
    return execution.fail("0A000", `${verbOf(command)} column "${name}" of view "${view.name}"`);
  }
  return behind === undefined ? undefined : further.columnOf(behind.number);
}

/** All that the view's query names is locked; with rows to be found, what is below that too. */
function lockBehind(execution: Execution, view: View, isInsert: boolean): void {
  if (!isInsert) {
    lockWithBelow(execution, view, "ROW EXCLUSIVE", false);
    return;
  }
  for (const { relation } of view.reads) {
    const read = execution.edit.get("relation", relation);
    if (read !== undefined) execution.lock(read, "ACCESS SHARE");
  }
}

function verbOf({ events, isMerge }: Command): string {
  if (isMerge) return "cannot merge into";
  return events.includes("insert") ? "cannot insert into" : "cannot update";
}

function refuseView(execution: Execution, { name }: View, event: ChangeEvent = "insert"): never {
  const verbs = { insert: "insert into", update: "update", delete: "delete from" } as const;
  return execution.fail("55000", `cannot ${verbs[event]} view "${name}"`);
}

function refuseKind(execution: Execution, relation: Relation, { isMerge }: Command): void {
  if (isMerge && relation.kind === "view" && !execution.server.isSince(17))
    execution.fail("0A000", `cannot execute MERGE on relation "${relation.name}"`);
  if (relation.kind === "materialized-view")
    execution.fail("42809", `cannot change materialized view "${relation.name}"`);
  if (relation.kind === "sequence") execution.fail("42809", `cannot change sequence "${relation.name}"`);
  if (!isTable(relation) && !isView(relation))
    execution.fail("42809", `cannot open relation "${relation.name}"`);
}
