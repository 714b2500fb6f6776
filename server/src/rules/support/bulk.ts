import type { Statement } from "../../sql/statement.ts";

/** Whether a statement changes rows in bulk: all of them, or those a condition that names no key picks. */
export function bulkChange(statement: Statement): "every-row" | "many-rows" | undefined {
  const { node } = statement;
  if (node === undefined) return undefined;
  const change = "UpdateStmt" in node ? node.UpdateStmt : "DeleteStmt" in node ? node.DeleteStmt : undefined;
  if (change === undefined) return undefined;
  return change.whereClause === undefined && !joins(node) ? "every-row" : "many-rows";
}

/** UPDATE … FROM and DELETE … USING pick rows by their join. */
function joins(node: NonNullable<Statement["node"]>): boolean {
  if ("UpdateStmt" in node) return (node.UpdateStmt.fromClause ?? []).length > 0;
  return "DeleteStmt" in node && (node.DeleteStmt.usingClause ?? []).length > 0;
}
