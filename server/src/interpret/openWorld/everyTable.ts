import type { Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { hasUnknown } from "./schemas.ts";
import { unnamedTable } from "./unnamed.ts";
import { isOpenWorld } from "./world.ts";

/**
 * The tables that a statement on a whole schema, or on the whole database, reaches though no migration makes them;
 * undefined where the history has all.
 */
export function everyUnknown(execution: Execution, schema?: string): Table | undefined {
  const isComplete = schema === undefined ? !isOpenWorld(execution) : !hasUnknown(execution, schema);
  if (isComplete) return undefined;
  return unnamedTable(
    execution,
    schema === undefined
      ? "each table of the database that no migration makes"
      : `each table of the schema ${schema}`,
  );
}
