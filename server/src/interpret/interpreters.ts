import type { Node } from "@pgsql/types";
import { alterTable } from "./alterTable.ts";
import type { Execution } from "./execution.ts";
import { dropIndexOrTable } from "./drop.ts";

/** The interpreter of a parse tree, or undefined where there is none for this kind of statement yet. */
export function interpreterOf(node: Node): ((execution: Execution) => void) | undefined {
  if ("DropStmt" in node) return (execution) => dropIndexOrTable(execution, node.DropStmt);
  if ("AlterTableStmt" in node) return (execution) => alterTable(execution, node.AlterTableStmt);
  return undefined;
}
