import { nameKey } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";

/** Whether a relation of any kind has this name; they share one name space per schema. */
export function isRelationName(execution: Execution, schema: string, name: string): boolean {
  return execution.edit.get("relationName", nameKey({ schema, name })) !== undefined;
}
