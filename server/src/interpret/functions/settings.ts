import type { Routine } from "../../catalog/functions.ts";
import type { Execution } from "../execution.ts";

/** Runs a routine under the settings that its SET clauses give it. */
export function withSettings<T>(execution: Execution, { settings }: Routine, run: () => T): T {
  return settings === undefined ? run() : withLocalSettings(execution, settings, run);
}

/** Runs something under settings that end with it. */
export function withLocalSettings<T>(
  { edit }: Execution,
  settings: Readonly<Record<string, string>>,
  run: () => T,
): T {
  const before = Object.keys(settings).map((key) => [key, edit.get("localSetting", key)] as const);
  for (const [key, value] of Object.entries(settings)) edit.put({ collection: "localSetting", key, value });
  const result = run();
  for (const [key, value] of before) edit.put({ collection: "localSetting", key, value });
  return result;
}
