import type { Node, TransactionStmt, VariableSetStmt } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Change } from "../../catalog/collections.ts";
import type { Execution } from "../execution.ts";
import { integerOf, stringOf } from "../nodes.ts";
import { settingOf } from "../names/searchPath.ts";
import { isOn } from "./isOn.ts";

/** Set once a statement of the transaction has taken a snapshot (FirstSnapshotSet); no setting has a blank in its name. */
const queried = "the transaction has queried";

/**
 * The savepoints that are open, one a line: whether the transaction was read-only, and the name. Behind one of them is
 * a subtransaction.
 */
const open = "open savepoints";

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

/** BEGIN and its kin with characteristics, which hold for the transaction that begins; and savepoints. */
export function controlTransaction(execution: Execution, statement: TransactionStmt): void {
  const { kind, options, savepoint_name: name = "" } = statement;
  if (kind === "TRANS_STMT_SAVEPOINT") setSavepoint(execution, name);
  if (kind === "TRANS_STMT_RELEASE") releaseSavepoint(execution, name);
  if (kind !== "TRANS_STMT_BEGIN" && kind !== "TRANS_STMT_START") return;
  const isReadOnly = settingOf(execution, "default_transaction_read_only");
  if (isReadOnly !== undefined && !execution.target.inTransaction)
    execution.edit.put({ collection: "localSetting", key: "transaction_read_only", value: isReadOnly });
  setAll(execution, options);
}

function savepointsOf({ edit }: Execution): readonly string[] {
  const names = edit.get("localSetting", open) ?? "";
  return names === "" ? [] : names.split("\n");
}

function setSavepoint({ edit, target }: Execution, name: string): void {
  if (!target.inTransaction) return;
  const isReadOnly = edit.get("localSetting", "transaction_read_only") ?? "";
  const before = edit.get("localSetting", open);
  const value = `${before === undefined ? "" : `${before}\n`}${isReadOnly} ${name}`;
  edit.put({ collection: "localSetting", key: open, value });
}

/** Whether it may write is again what it was before the savepoint (CommitSubTransaction); all else stays. */
function releaseSavepoint(execution: Execution, name: string): void {
  const { edit } = execution;
  const all = savepointsOf(execution);
  const at = all.findLastIndex((each) => each.slice(each.indexOf(" ") + 1) === name);
  const released = all[at];
  if (released === undefined) return;
  const value = at === 0 ? undefined : all.slice(0, at).join("\n");
  edit.put({ collection: "localSetting", key: open, value });
  const isReadOnly = released.slice(0, released.indexOf(" "));
  edit.put({
    collection: "localSetting",
    key: "transaction_read_only",
    value: isReadOnly === "" ? undefined : isReadOnly,
  });
}

/** What ROLLBACK TO SAVEPOINT does not take back: a snapshot, once taken, stays. */
export function keptByRollback(catalog: Catalog): readonly Change[] {
  const value = catalog.get("localSetting", queried);
  return value === undefined ? [] : [{ collection: "localSetting", key: queried, value }];
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
  const isInside = savepointsOf(execution).length > 0;
  if (name === "transaction_isolation" && value.toLowerCase() !== isolationOf(execution)) {
    refuseLate(execution, "SET TRANSACTION ISOLATION LEVEL must be called before any query");
    if (isInside)
      execution.fail("25001", "SET TRANSACTION ISOLATION LEVEL must not be called in a subtransaction");
  }
  if (name === "transaction_deferrable") {
    if (isInside)
      execution.fail("25001", "SET TRANSACTION [NOT] DEFERRABLE cannot be called within a subtransaction");
    refuseLate(execution, "SET TRANSACTION [NOT] DEFERRABLE must be called before any query");
  }
  const isReadOnly = isOn(
    settingOf(execution, name) ?? settingOf(execution, "default_transaction_read_only"),
  );
  if (name !== "transaction_read_only" || !isReadOnly || isOn(value)) return;
  if (isInside)
    execution.fail("25001", "cannot set transaction read-write mode inside a read-only transaction");
  refuseLate(execution, "transaction read-write mode must be set before any query");
}

function isolationOf(execution: Execution): string {
  const level =
    settingOf(execution, "transaction_isolation") ?? settingOf(execution, "default_transaction_isolation");
  return level === undefined || level === "" ? "read committed" : level.toLowerCase();
}

function refuseLate(execution: Execution, message: string): void {
  const { edit, target } = execution;
  if (target.inTransaction && edit.get("localSetting", queried) !== undefined)
    execution.fail("25001", message);
}
