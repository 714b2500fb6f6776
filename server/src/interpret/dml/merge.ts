import type { MergeStmt, MergeWhenClause } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import { isTable, isView, type Table } from "../../catalog/relations.ts";
import { withTriggers } from "../triggers/fire.ts";
import { updateOf } from "../triggers/rowChange.ts";
import { assignedColumns, readAssigned } from "./assignments.ts";
import { lockDefaults } from "../query/defaults.ts";
import { readCondition } from "../query/condition.ts";
import { readExpression, readExpressions } from "../query/expression.ts";
import { columnsBehind, finishTarget } from "./finishTarget.ts";
import { fromEntries } from "../query/from.ts";
import { lockLookedUp, lockLookedUpOnUpdate, lockReferencing } from "./partnerLocks.ts";
import { knownValues } from "../query/knownValues.ts";
import type { Reading } from "../query/reading.ts";
import { refuseWithoutIdentity } from "./replicaIdentity.ts";
import { readReturning } from "./returning.ts";
import type { QueryColumn, RangeEntry, Scope } from "../query/scope.ts";
import { evaluateRow } from "../query/storedExpressions.ts";
import { openTarget, type ResultRelation } from "./resultRelation.ts";
import type { ChangeEvent } from "./command.ts";
import { withQueries } from "../query/withQueries.ts";

/** MERGE (15 and later; RETURNING 17). */
export function readMerge(reading: Reading, merge: MergeStmt, outer: Scope): readonly QueryColumn[] {
  const { execution } = reading;
  if (!execution.server.isSince(15)) execution.fail("42601", 'syntax error at or near "MERGE"');
  const named = withQueries(reading, merge.withClause, { entries: [], named: [], outer });
  const clauses = (merge.mergeWhenClauses ?? []).flatMap((node) =>
    "MergeWhenClause" in node ? [node.MergeWhenClause] : [],
  );
  const events = clauses.flatMap(({ commandType }) => eventOf(commandType) ?? []);
  const target = openTarget(reading, merge.relation ?? {}, { events, isMerge: true });
  const source =
    merge.sourceRelation === undefined ? [] : fromEntries(reading, [merge.sourceRelation], named);
  const scope: Scope = { ...named, entries: [target.entry, ...source] };
  if (merge.joinCondition !== undefined) readExpression(reading, merge.joinCondition, scope);
  for (const clause of clauses)
    readClause(reading, clause, target, { ...named, entries: visibleTo(clause, target.entry, source) });
  for (const event of new Set(events))
    finishTarget(reading, target, { event, certain: false }, merge.returningClause);
  if (merge.returningClause !== undefined && !execution.server.isSince(17))
    execution.fail("42601", 'syntax error at or near "RETURNING"');
  return readReturning(reading, merge.returningClause, scope);
}

/** A row that is found on one side only has no columns of the other. */
function visibleTo(
  { matchKind }: MergeWhenClause,
  target: RangeEntry,
  source: readonly RangeEntry[],
): readonly RangeEntry[] {
  if (matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE") return [target];
  return matchKind === "MERGE_WHEN_NOT_MATCHED_BY_TARGET" ? source : [target, ...source];
}

function eventOf(command: MergeWhenClause["commandType"]): ChangeEvent | undefined {
  if (command === "CMD_INSERT") return "insert";
  if (command === "CMD_UPDATE") return "update";
  return command === "CMD_DELETE" ? "delete" : undefined;
}

function readClause(reading: Reading, clause: MergeWhenClause, target: ResultRelation, scope: Scope): void {
  const { execution } = reading;
  if (clause.condition !== undefined) readCondition(reading, clause.condition, scope, "WHEN");
  readExpressions(reading, clause.values, scope);
  for (const node of clause.targetList ?? [])
    if ("ResTarget" in node && node.ResTarget.val !== undefined)
      readExpression(reading, node.ResTarget.val, scope);
  const { relation, tables, leavesOf } = target;
  if (!isTable(relation) && !isView(relation)) return;
  const named = assignedColumns(execution, relation, clause.targetList);
  for (const table of tables) {
    const assigned = columnsBehind(execution, target, named);
    const leaves = leavesOf(table);
    if (clause.commandType === "CMD_INSERT")
      withTriggers(execution, table, leaves, { event: "insert", certain: false }, () => {
        insertRow(reading, table, assigned);
      });
    if (clause.commandType === "CMD_UPDATE") {
      for (const node of clause.targetList ?? []) readAssigned(reading, table, node);
      for (const leaf of leaves) refuseWithoutIdentity(execution, leaf, "update");
      const told = updateOf(table, assigned, knownValues(target, clause.targetList));
      withTriggers(execution, table, leaves, told, () => {
        lockLookedUpOnUpdate(execution, table, leaves, told);
        lockReferencing(execution, table, { kind: "update", columns: assigned });
        evaluateRow(execution, table, assigned);
      });
    }
    if (clause.commandType === "CMD_DELETE") {
      for (const leaf of leaves) refuseWithoutIdentity(execution, leaf, "delete");
      withTriggers(execution, table, leaves, { event: "delete", certain: false }, () => {
        lockReferencing(execution, table, { kind: "delete" });
      });
      execution.recorder.destroys(
        { code: "rows", name: displayName(table), implied: false, loses: "data" },
        table,
      );
    }
  }
}

function insertRow(reading: Reading, table: Table, assigned: readonly number[]): void {
  const isGiven = (number: number): boolean => assigned.length === 0 || assigned.includes(number);
  reading.execution.ifRows(() => {
    for (const column of table.columns) if (!isGiven(column.number)) lockDefaults(reading, column);
    lockLookedUp(reading.execution, table, isGiven);
  });
  evaluateRow(reading.execution, table);
}
