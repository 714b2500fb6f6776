import type { DeleteStmt } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import { withTriggers } from "../triggers/fire.ts";
import { readCondition } from "../query/condition.ts";
import { finishTarget } from "./finishTarget.ts";
import { fromEntries } from "../query/from.ts";
import { lockReferencing } from "./partnerLocks.ts";
import type { Reading } from "../query/reading.ts";
import { refuseWithoutIdentity } from "./replicaIdentity.ts";
import { readReturning } from "./returning.ts";
import type { QueryColumn, Scope } from "../query/scope.ts";
import { openTarget } from "./resultRelation.ts";
import { withQueries } from "../query/withQueries.ts";

/** DELETE. */
export function readDelete(reading: Reading, statement: DeleteStmt, outer: Scope): readonly QueryColumn[] {
  const { execution } = reading;
  const named = withQueries(reading, statement.withClause, { entries: [], named: [], outer });
  const target = reading.where(statement.whereClause, () =>
    openTarget(reading, statement.relation ?? {}, { events: ["delete"], isMerge: false }),
  );
  const { tables, entry, leavesOf } = target;
  const using = fromEntries(reading, statement.usingClause, { ...named, entries: [entry] });
  const scope: Scope = { ...named, entries: [entry, ...using] };
  const { whereClause } = statement;
  if (whereClause !== undefined)
    reading.forEachRow(true, () => {
      readCondition(reading, whereClause, scope, "WHERE");
    });
  for (const table of tables) {
    for (const leaf of leavesOf(table)) refuseWithoutIdentity(execution, leaf, "delete");
    withTriggers(execution, table, leavesOf(table), { event: "delete", certain: false }, () => {
      lockReferencing(execution, table, { kind: "delete" });
    });
    execution.recorder.destroys(
      { code: "rows", name: displayName(table), implied: false, loses: "data" },
      table,
    );
  }
  finishTarget(reading, target, { event: "delete", certain: false }, statement.returningClause);
  return readReturning(reading, statement.returningClause, scope);
}
