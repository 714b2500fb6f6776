import type { LockingClause, Node, SelectStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { isAggregate } from "../functions/calledKind.ts";
import { refuseWrite } from "../session/readOnly.ts";
import { walk } from "../walk.ts";
import type { Reading } from "./reading.ts";
import type { RangeEntry, Scope } from "./scope.ts";

/** FOR UPDATE, NO KEY UPDATE, SHARE and KEY SHARE all take ROW SHARE on the tables they name, or on all. */
export function lockRows(reading: Reading, select: SelectStmt, scope: Scope): void {
  for (const clause of select.lockingClause ?? []) {
    if (!("LockingClause" in clause)) continue;
    const { lockedRels: named, strength } = clause.LockingClause;
    const entries =
      named === undefined
        ? scope.entries
        : named.map((range) => requireEntry(reading.execution, scope, nameOf(range), wordsFor(strength)));
    for (const { relation: id, name } of entries) {
      const relation = id === undefined ? undefined : reading.execution.edit.get("relation", id);
      if (relation === undefined) continue;
      if (reading.runs && (relation.kind === "materialized-view" || relation.kind === "sequence"))
        reading.execution.fail(
          "42809",
          `cannot lock rows in ${relation.kind.replace("-", " ")} "${relation.name}"`,
        );
      reading.read(relation, "ROW SHARE", false, name);
      if (reading.runs) refuseWrite(reading.execution, relation, `SELECT ${wordsFor(strength)}`);
    }
  }
}

function requireEntry(execution: Execution, scope: Scope, name: string, words: string): RangeEntry {
  const entry = scope.entries.find((one) => one.name === name);
  return entry ?? execution.fail("42P01", `relation "${name}" in ${words} clause not found in FROM clause`);
}

/** Rows that are put together of several ones cannot be locked (CheckSelectLocking). */
export function refuseRowsWithoutTable(execution: Execution, select: SelectStmt, words: string): void {
  const refuse = (what: string): never => execution.fail("0A000", `${words} is not allowed with ${what}`);
  if (select.op !== undefined && select.op !== "SETOP_NONE") refuse("UNION/INTERSECT/EXCEPT");
  if (select.valuesLists !== undefined) refuse("VALUES");
  if (select.distinctClause !== undefined) refuse("DISTINCT clause");
  if (select.groupClause !== undefined) refuse("GROUP BY clause");
  if (select.havingClause !== undefined) refuse("HAVING clause");
  for (const target of select.targetList ?? [])
    walk(target, (at) => {
      if ("SubLink" in at) return "skip";
      if (!("FuncCall" in at)) return undefined;
      if (at.FuncCall.over !== undefined) refuse("window functions");
      else if (isAggregate(execution, at.FuncCall)) refuse("aggregate functions");
      return undefined;
    });
}

export function wordsFor(strength: LockingClause["strength"]): string {
  const words: Readonly<Record<string, string | undefined>> = {
    LCS_FORKEYSHARE: "FOR KEY SHARE",
    LCS_FORSHARE: "FOR SHARE",
    LCS_FORNOKEYUPDATE: "FOR NO KEY UPDATE",
  };
  return words[strength ?? ""] ?? "FOR UPDATE";
}

function nameOf(node: Node): string {
  return "RangeVar" in node ? (node.RangeVar.relname ?? "") : "";
}
