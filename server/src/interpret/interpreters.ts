import type { Node } from "@pgsql/types";
import { alterTable } from "./alterTable.ts";
import { createTable } from "./createTable.ts";
import type { Execution } from "./execution.ts";
import { dropIndexOrTable } from "./drop.ts";
import { alterSequence, createSequence } from "./sequences.ts";

/** The interpreter of a parse tree, or undefined where there is none for this kind of statement yet. */
export function interpreterOf(node: Node): ((execution: Execution) => void) | undefined {
  if ("DropStmt" in node) return (execution) => dropIndexOrTable(execution, node.DropStmt);
  if ("AlterTableStmt" in node) return (execution) => alterTable(execution, node.AlterTableStmt);
  if ("CreateStmt" in node) return (execution) => createTable(execution, node.CreateStmt);
  if ("CreateForeignTableStmt" in node)
    return (execution) => createTable(execution, node.CreateForeignTableStmt.base ?? {}, true);
  if ("CreateSeqStmt" in node) return (execution) => createSequence(execution, node.CreateSeqStmt);
  if ("AlterSeqStmt" in node) return (execution) => alterSequence(execution, node.AlterSeqStmt);
  return undefined;
}
