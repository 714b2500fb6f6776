import type { Statement } from "../../sql/statement.ts";
import { isTransactionCommand } from "../../timeline/transaction.ts";

/** Whether a statement does the same in a transaction of its own as without one. */
export function canBeWrapped(statement: Statement): boolean {
  const { kind, node, text } = statement;
  if (node === undefined || isTransactionCommand(statement) || refusing.has(kind)) return false;
  return !/\bconcurrently\b/i.test(text);
}

/** What PostgreSQL refuses inside a transaction, what may commit by itself, and settings, which may be those of one. */
const refusing: ReadonlySet<string> = new Set([
  "AlterSubscriptionStmt",
  "AlterSystemStmt",
  "CallStmt",
  "ClusterStmt",
  "CreateSubscriptionStmt",
  "CreateTableSpaceStmt",
  "CreatedbStmt",
  "DiscardStmt",
  "DoStmt",
  "DropSubscriptionStmt",
  "DropTableSpaceStmt",
  "DropdbStmt",
  "ReindexStmt",
  "VacuumStmt",
  "VariableSetStmt",
]);
