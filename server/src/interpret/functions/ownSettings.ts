import type { Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { settingOf } from "../names/searchPath.ts";
import { settingValue } from "../session/set.ts";

/** What a routine sets while it runs, by the name of the setting (pg_proc.proconfig). */
export type OwnSettings = Readonly<Record<string, string>>;

/**
 * The settings of a routine after the SET and RESET clauses of CREATE or ALTER FUNCTION; undefined for none. FROM CURRENT
 * keeps the session's value, of which only the search path matters.
 */
export function settingsAfter(
  execution: Execution,
  settings: OwnSettings,
  clauses: readonly Node[],
): OwnSettings | undefined {
  const now = new Map(Object.entries(settings));
  for (const node of clauses) {
    const arg = "DefElem" in node && node.DefElem.defname === "set" ? node.DefElem.arg : undefined;
    if (arg === undefined || !("VariableSetStmt" in arg)) continue;
    const { kind, args = [] } = arg.VariableSetStmt;
    const name = (arg.VariableSetStmt.name ?? "").toLowerCase();
    if (kind === "VAR_SET_VALUE") now.set(name, settingValue(name, args));
    else if (kind === "VAR_RESET_ALL") now.clear();
    else if (kind === "VAR_RESET" || kind === "VAR_SET_DEFAULT") now.delete(name);
    else if (name === "search_path") now.set(name, settingOf(execution, name) ?? '"$user", public');
  }
  return now.size === 0 ? undefined : Object.fromEntries(now);
}
