import type { Node } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import { tagOf } from "../eventTriggers/tags.ts";
import type { Execution } from "../execution.ts";
import { settingOf } from "../names/searchPath.ts";
import { isOn } from "./isOn.ts";

/** Statements that a read-only transaction may run, or that are held up only where they write rows. */
const harmless: ReadonlySet<string> = new Set([
  ...["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "CopyStmt"],
  ...["TransactionStmt", "VariableSetStmt", "VariableShowStmt", "ConstraintsSetStmt", "AlterSystemStmt"],
  ...["CallStmt", "DoStmt", "PrepareStmt", "ExecuteStmt", "DeallocateStmt", "ExplainStmt"],
  ...["DeclareCursorStmt", "FetchStmt", "ClosePortalStmt", "DiscardStmt", "LoadStmt", "CheckPointStmt"],
  ...["ListenStmt", "NotifyStmt", "UnlistenStmt", "LockStmt", "ClusterStmt", "ReindexStmt", "VacuumStmt"],
]);

/** Fails for what a read-only transaction may not do, before anything is looked up (ClassifyUtilityCommandAsReadOnly). */
export function refuseInReadOnly(execution: Execution, node: Node): void {
  if (!isReadOnly(execution)) return;
  const [kind = ""] = Object.keys(node);
  const makesTable = "SelectStmt" in node && node.SelectStmt.intoClause !== undefined;
  if (harmless.has(kind) && !makesTable) return;
  refuse(execution, tagOf(node) ?? words(kind));
}

/** Fails where rows of a relation would be written in a read-only transaction; a temporary one may be (ExecCheckXactReadOnly). */
export function refuseWrite(execution: Execution, relation: Relation, command: string): void {
  const isTemporary = "persistence" in relation && relation.persistence === "temporary";
  if (!isTemporary && !execution.plansOnly && isReadOnly(execution)) refuse(execution, command);
}

function isReadOnly(execution: Execution): boolean {
  // A body outside a transaction has one of its own.
  const isSet = execution.edit.get("localSetting", "transaction_read_only") !== undefined;
  // The default counts when a transaction begins.
  const isBegun = execution.target.inTransaction || isSet;
  return isOn(settingOf(execution, isBegun ? "transaction_read_only" : "default_transaction_read_only"));
}

function refuse(execution: Execution, command: string): never {
  return execution.fail("25006", `cannot execute ${command} in a read-only transaction`);
}

/** `CreateRoleStmt` as `CREATE ROLE`. */
function words(kind: string): string {
  return kind
    .replace(/Stmt$/u, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ")
    .toUpperCase();
}
