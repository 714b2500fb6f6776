import type { Node, VariableSetStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { integerOf, stringOf } from "../nodes.ts";
import { refuseSetting } from "./settings.ts";
import { refuseCharacteristic, setTransaction } from "./transactionCharacteristics.ts";

/** SET, SET LOCAL and RESET. */
export function setVariable(execution: Execution, statement: VariableSetStmt): void {
  const name = (statement.name ?? "").toLowerCase();
  switch (statement.kind) {
    case "VAR_SET_VALUE": {
      refuseVariable(execution, statement);
      const value = settingValue(name, statement.args ?? []);
      refuseCharacteristic(execution, name, value);
      assign(execution, name, value, statement.is_local === true || name.startsWith("transaction_"));
      return;
    }
    case "VAR_SET_DEFAULT":
    case "VAR_RESET": {
      refuseVariable(execution, statement);
      assign(execution, name, undefined, statement.is_local === true);
      return;
    }
    case "VAR_RESET_ALL": {
      resetAll(execution);
      return;
    }
    case "VAR_SET_MULTI":
      setTransaction(execution, statement);
      return;
    default:
      // SET … FROM CURRENT changes nothing that the model follows.
      return;
  }
}

/** Fails where the setting or its value is refused: in SET, and where a role, database or function keeps it. */
export function refuseVariable(execution: Execution, { kind, name = "", args }: VariableSetStmt): void {
  if (kind === "VAR_SET_VALUE") {
    const value = settingValue(name.toLowerCase(), args ?? []);
    const isList = [...lists, ...otherLists].includes(name.toLowerCase());
    refuseSetting(execution, name.toLowerCase(), value);
    if ((args?.length ?? 0) > 1 && !isList && !name.includes("."))
      execution.fail("22023", `SET ${name} takes only one argument`);
  } else if (kind === "VAR_SET_DEFAULT" || kind === "VAR_RESET")
    refuseSetting(execution, name.toLowerCase(), undefined);
}

/** Sets a setting for the session, or until the end of the transaction; without a value, to its default. */
export function assign(execution: Execution, name: string, value: string | undefined, local: boolean): void {
  const { edit } = execution;
  // Outside a transaction SET LOCAL is a warning and does nothing; a body has one to itself.
  if (local && !execution.target.inTransaction && !execution.insideBody) return;
  if (name === "session_replication_role" && value?.toLowerCase() === "replica")
    execution.recorder.unguards({ code: "session" });
  if (local) {
    const before = edit.get("setting", name);
    const set = value ?? (before === undefined ? undefined : (defaults[name] ?? ""));
    edit.put({ collection: "localSetting", key: name, value: set });
    return;
  }
  edit.put({ collection: "setting", key: name, value });
  if (edit.get("localSetting", name) !== undefined)
    edit.put({ collection: "localSetting", key: name, value: undefined });
}

/** What SET LOCAL … TO DEFAULT puts over the value that the session has. */
const defaults: Readonly<Record<string, string | undefined>> = {
  search_path: '"$user", public',
  lock_timeout: "0",
  statement_timeout: "0",
  check_function_bodies: "on",
  session_replication_role: "origin",
  role: "none",
};

/** Settings that RESET ALL leaves as they are (GUC_NO_RESET_ALL); DISCARD ALL takes them back too. */
const lasting = ["role", "session_authorization", "transaction_isolation", "transaction_read_only", "seed"];

/** RESET ALL; `everything`: DISCARD ALL. What waits for the end of the transaction is kept beside its settings. */
export function resetAll({ edit }: Execution, everything = false): void {
  const goes = (key: string): boolean => !key.includes(" ") && (everything || !lasting.includes(key));
  for (const [key] of edit.all("setting"))
    if (goes(key)) edit.put({ collection: "setting", key, value: undefined });
  for (const [key] of edit.all("localSetting"))
    if (goes(key)) edit.put({ collection: "localSetting", key, value: undefined });
}

/** The settings that are lists of identifiers; each element is quoted where it must be. */
const lists = ["search_path", "temp_tablespaces", "session_preload_libraries", "shared_preload_libraries"];

/** Lists of which the model keeps no value (GUC_LIST_INPUT). */
const otherLists = [
  "datestyle",
  "createrole_self_grant",
  "debug_io_direct",
  "local_preload_libraries",
  "log_connections",
  "log_destination",
  "restrict_nonsystem_relation_kind",
  "wal_consistency_checking",
];

/** The value as the server keeps it (flatten_set_variable_args). */
export function settingValue(name: string, nodes: readonly Node[]): string {
  return nodes.map((node) => (lists.includes(name) ? quoted(textOf(node)) : textOf(node))).join(", ");
}

function textOf(node: Node): string {
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return textOf(node.TypeCast.arg);
  if ("A_Const" in node && node.A_Const.fval !== undefined) return node.A_Const.fval.fval ?? "0";
  if ("A_Const" in node && node.A_Const.boolval !== undefined)
    return node.A_Const.boolval.boolval === true ? "true" : "false";
  return stringOf(node) ?? String(integerOf(node) ?? "");
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
