import type { ResTarget, UpdateStmt } from "@pgsql/types";
import { isTable, isView, type Relation, type Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { assignedColumns, readAssigned } from "./assignments.ts";
import { readCondition } from "../query/condition.ts";
import { readExpression } from "../query/expression.ts";
import { withTriggers } from "../triggers/fire.ts";
import { updateOf, type RowChange } from "../triggers/rowChange.ts";
import { columnsBehind, finishTarget } from "./finishTarget.ts";
import { nullGenerated } from "./generatedNulls.ts";
import { fromEntries } from "../query/from.ts";
import { lockLookedUpOnUpdate, lockReferencing } from "./partnerLocks.ts";
import { knownValues } from "../query/knownValues.ts";
import type { Reading } from "../query/reading.ts";
import { refuseWithoutIdentity } from "./replicaIdentity.ts";
import { readReturning } from "./returning.ts";
import type { QueryColumn, Scope } from "../query/scope.ts";
import { evaluateRow } from "../query/storedExpressions.ts";
import { openTarget } from "./resultRelation.ts";
import { withQueries } from "../query/withQueries.ts";

/** UPDATE. */
export function readUpdate(reading: Reading, update: UpdateStmt, outer: Scope): readonly QueryColumn[] {
  const { execution } = reading;
  const named = withQueries(reading, update.withClause, { entries: [], named: [], outer });
  const target = reading.where(update.whereClause, () =>
    openTarget(reading, update.relation ?? {}, { events: ["update"], isMerge: false }),
  );
  const { relation, tables, entry, leavesOf } = target;
  const scope: Scope = {
    ...named,
    entries: [entry, ...fromEntries(reading, update.fromClause, { ...named, entries: [entry] })],
  };
  const assigned =
    isTable(relation) || isView(relation) ? assignedColumns(execution, relation, update.targetList) : [];
  reading.forEachRow(true, () => {
    for (const node of update.targetList ?? [])
      if ("ResTarget" in node && node.ResTarget.val !== undefined) {
        readExpression(reading, node.ResTarget.val, scope, typeAssigned(relation, node.ResTarget));
        execution.ifRows(() => {
          readAssigned(reading, relation, node);
        });
      }
    if (update.whereClause !== undefined) readCondition(reading, update.whereClause, scope, "WHERE");
  });
  for (const table of tables) {
    for (const leaf of leavesOf(table)) refuseWithoutIdentity(execution, leaf, "update");
    const changed = columnsBehind(execution, target, assigned);
    const told = updateOf(table, changed, knownValues(target, update.targetList));
    withTriggers(execution, table, leavesOf(table), told, () => {
      lockLookedUpOnUpdate(execution, table, leavesOf(table), told);
      lockReferencing(execution, table, { kind: "update", columns: changed });
      evaluateRow(execution, table, changed);
    });
    mayViolate(execution, table);
    mayBecomeNull(execution, table, told);
  }
  finishTarget(reading, target, { event: "update", certain: false }, update.returningClause);
  return readReturning(reading, update.returningClause, scope);
}

/** A generated column that must not be null is so where the columns it stands on are set to NULL. */
function mayBecomeNull(execution: Execution, table: Table, { values }: RowChange): void {
  const column = nullGenerated(execution, table, ({ number }) => values?.get(number) === "null");
  const isFilled = table.triggers.some(
    ({ timing, events }) => timing === "before" && events.includes("update"),
  );
  if (column === undefined || isFilled) return;
  execution.failIfRows(
    "23502",
    `null value in column "${column.name}" of relation "${table.name}" violates not-null constraint`,
  );
}

function typeAssigned(relation: Relation, { name, indirection }: ResTarget): TypeRef | undefined {
  const columns = isTable(relation) || isView(relation) ? relation.columns : [];
  return indirection === undefined ? columns.find((column) => column.name === name)?.type : undefined;
}

/** An UPDATE checks whole rows anew, old ones too that a CHECK … NOT VALID has never looked at. */
function mayViolate(execution: Execution, table: Table): void {
  const check = table.constraints.find(({ kind, valid, enforced }) => kind === "check" && !valid && enforced);
  if (check !== undefined)
    execution.failIfViolated(
      "23514",
      `new row for relation "${table.name}" violates check constraint "${check.name}"`,
    );
}
