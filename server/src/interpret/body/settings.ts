import type { Routine } from "../../catalog/functions.ts";
import type { Execution } from "../execution.ts";

/** Runs a routine under the settings that its SET clauses give it. */
export function withSettings<T>(execution: Execution, { settings }: Routine, run: () => T): T {
  const { edit } = execution;
  if (settings === undefined) return run();
  const before = Object.keys(settings).map((key) => [key, edit.get("localSetting", key)] as const);
  for (const [key, value] of Object.entries(settings)) edit.put({ collection: "localSetting", key, value });
  const result = run();
  for (const [key, value] of before) edit.put({ collection: "localSetting", key, value });
  return result;
}
