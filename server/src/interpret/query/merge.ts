import type { MergeStmt, MergeWhenClause } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import type { Table } from "../../catalog/relations.ts";
import { updateOf, withTriggers } from "../triggers/fire.ts";
import { assignedColumns, readAssigned } from "./assignments.ts";
import { lockDefaults } from "./defaults.ts";
import { readExpression, readExpressions } from "./expression.ts";
import { fromEntries } from "./from.ts";
import { lockLookedUp, lockLookedUpOnUpdate, lockReferencing } from "./partnerLocks.ts";
import type { Reading } from "./reading.ts";
import { refuseWithoutIdentity } from "./replicaIdentity.ts";
import { readReturning } from "./returning.ts";
import type { QueryColumn, Scope } from "./scope.ts";
import { withQueries } from "./select.ts";
import { openTarget, type Target } from "./target.ts";

/** MERGE (15 and later; RETURNING 17). */
export function readMerge(reading: Reading, merge: MergeStmt, outer: Scope): readonly QueryColumn[] {
  const { execution } = reading;
  if (execution.target.major < 15) execution.fail("42601", 'syntax error at or near "MERGE"');
  const named = withQueries(reading, merge.withClause, { entries: [], named: [], outer });
  const { tables, entry, leavesOf } = openTarget(reading, merge.relation ?? {}, "merge");
  const source =
    merge.sourceRelation === undefined ? [] : fromEntries(reading, [merge.sourceRelation], named);
  const scope: Scope = { ...named, entries: [entry, ...source] };
  if (merge.joinCondition !== undefined) readExpression(reading, merge.joinCondition, scope);
  for (const node of merge.mergeWhenClauses ?? [])
    if ("MergeWhenClause" in node) readClause(reading, node.MergeWhenClause, { tables, leavesOf }, scope);
  if (merge.returningClause !== undefined && execution.target.major < 17)
    execution.fail("42601", 'syntax error at or near "RETURNING"');
  return readReturning(reading, merge.returningClause, scope);
}

function readClause(
  reading: Reading,
  clause: MergeWhenClause,
  { tables, leavesOf }: Pick<Target, "tables" | "leavesOf">,
  scope: Scope,
): void {
  const { execution } = reading;
  readExpressions(reading, [clause.condition, ...(clause.values ?? [])], scope);
  for (const node of clause.targetList ?? [])
    if ("ResTarget" in node && node.ResTarget.val !== undefined)
      readExpression(reading, node.ResTarget.val, scope);
  for (const table of tables) {
    const assigned = assignedColumns(execution, table, clause.targetList);
    const leaves = leavesOf(table);
    if (clause.commandType === "CMD_INSERT")
      withTriggers(execution, table, leaves, { event: "insert", certain: false }, () => {
        insertRow(reading, table, assigned);
      });
    if (clause.commandType === "CMD_UPDATE") {
      for (const node of clause.targetList ?? []) readAssigned(reading, table, node);
      refuseWithoutIdentity(execution, table, "update");
      withTriggers(execution, table, leaves, updateOf(table, assigned), () => {
        lockLookedUpOnUpdate(execution, table, assigned);
        lockReferencing(execution, table, { kind: "update", columns: assigned });
      });
    }
    if (clause.commandType === "CMD_DELETE") {
      refuseWithoutIdentity(execution, table, "delete");
      withTriggers(execution, table, leaves, { event: "delete", certain: false }, () => {
        lockReferencing(execution, table, { kind: "delete" });
      });
      execution.destroys({ code: "rows", name: displayName(table), implied: false, loses: "data" }, table);
    }
  }
}

function insertRow(reading: Reading, table: Table, assigned: readonly number[]): void {
  const isGiven = (number: number): boolean => assigned.length === 0 || assigned.includes(number);
  for (const column of table.columns) if (!isGiven(column.number)) lockDefaults(reading, column);
  lockLookedUp(reading.execution, table, isGiven);
}
