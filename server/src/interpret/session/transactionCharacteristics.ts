import type { Node, TransactionStmt, VariableSetStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { integerOf, stringOf } from "../nodes.ts";
import { settingOf } from "../names/searchPath.ts";

/** Set once a statement of the transaction has taken a snapshot (FirstSnapshotSet); no setting has a blank in its name. */
const queried = "the transaction has queried";

/** Statements that take no snapshot (PlannedStmtRequiresSnapshot, utility.c). */
const withoutSnapshot: ReadonlySet<string> = new Set([
  "TransactionStmt",
  "LockStmt",
  "VariableSetStmt",
  "VariableShowStmt",
  "ConstraintsSetStmt",
  "FetchStmt",
  "ListenStmt",
  "NotifyStmt",
  "UnlistenStmt",
  "CheckPointStmt",
]);

/** Notes that a statement of a transaction has been run. */
export function noteQuery({ edit, target }: Execution, node: Node): void {
  if (!target.inTransaction || withoutSnapshot.has(Object.keys(node)[0] ?? "")) return;
  if (edit.get("localSetting", queried) === undefined)
    edit.put({ collection: "localSetting", key: queried, value: "yes" });
}

/** SET TRANSACTION: most of it must come before any query (check_XactIsoLevel and its kin, commands/variable.c). */
export function setTransaction(execution: Execution, { name, args }: VariableSetStmt): void {
  if (!execution.target.inTransaction) return;
  if (name === "TRANSACTION SNAPSHOT") {
    refuseLate(execution, "SET TRANSACTION SNAPSHOT must be called before any query");
    if (!/^(?:serializable|repeatable read)$/u.test(isolationOf(execution)))
      execution.fail(
        "0A000",
        "a snapshot-importing transaction must have isolation level SERIALIZABLE or REPEATABLE READ",
      );
    return;
  }
  if (name === "TRANSACTION") setAll(execution, args);
}

/** BEGIN and its kin with characteristics, which hold for the transaction that begins. */
export function beginTransaction(execution: Execution, { options }: TransactionStmt): void {
  setAll(execution, options);
}

function setAll(execution: Execution, nodes: readonly Node[] | undefined): void {
  for (const node of nodes ?? []) {
    if (!("DefElem" in node) || !node.DefElem.defname?.startsWith("transaction_")) continue;
    const { defname, arg } = node.DefElem;
    const value = stringOf(arg) ?? (integerOf(arg) === 1 ? "on" : "off");
    refuseCharacteristic(execution, defname, value);
    execution.edit.put({ collection: "localSetting", key: defname, value });
  }
}

/** Fails where one of the transaction's own settings comes too late; other settings are let through. */
export function refuseCharacteristic(execution: Execution, name: string, value: string): void {
  if (name === "transaction_isolation" && value.toLowerCase() !== isolationOf(execution))
    refuseLate(execution, "SET TRANSACTION ISOLATION LEVEL must be called before any query");
  if (name === "transaction_deferrable")
    refuseLate(execution, "SET TRANSACTION [NOT] DEFERRABLE must be called before any query");
  const isReadOnly = isOn(
    settingOf(execution, name) ?? settingOf(execution, "default_transaction_read_only"),
  );
  if (name === "transaction_read_only" && isReadOnly && !isOn(value))
    refuseLate(execution, "transaction read-write mode must be set before any query");
}

function isolationOf(execution: Execution): string {
  const level =
    settingOf(execution, "transaction_isolation") ?? settingOf(execution, "default_transaction_isolation");
  return level === undefined || level === "" ? "read committed" : level.toLowerCase();
}

function isOn(value: string | undefined): boolean {
  return /^(?:on|true|yes|1)$/iu.test(value ?? "");
}

function refuseLate(execution: Execution, message: string): void {
  const { edit, target } = execution;
  if (target.inTransaction && edit.get("localSetting", queried) !== undefined)
    execution.fail("25001", message);
}
