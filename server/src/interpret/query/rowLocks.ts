import type { Node, SelectStmt } from "@pgsql/types";
import type { Reading } from "./reading.ts";
import { lockWithBelow } from "./reading.ts";
import type { Scope } from "./scope.ts";
import { entryNamed } from "./scope.ts";

/** FOR UPDATE, NO KEY UPDATE, SHARE and KEY SHARE all take ROW SHARE on the tables they name, or on all. */
export function lockRows(reading: Reading, select: SelectStmt, scope: Scope): void {
  for (const clause of select.lockingClause ?? []) {
    if (!("LockingClause" in clause)) continue;
    const named = clause.LockingClause.lockedRels;
    const entries =
      named === undefined
        ? scope.entries
        : named.flatMap((range) => entryNamed(scope, nameOf(range), undefined) ?? []);
    for (const { relation: id } of entries) {
      const relation = id === undefined ? undefined : reading.execution.edit.get("relation", id);
      if (relation === undefined) continue;
      if (reading.runs) lockWithBelow(reading.execution, relation, "ROW SHARE", false);
      else reading.execution.lock(relation, "ROW SHARE");
    }
  }
}

function nameOf(node: Node): string {
  return "RangeVar" in node ? (node.RangeVar.relname ?? "") : "";
}
