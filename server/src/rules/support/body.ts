import type { Statement } from "../../sql/statement.ts";

/**
 * Whether a statement may do what stands in a body: a DO block, a procedure, a function that a query calls. What that is
 * the text of the statement does not show, so it is read from the effects alone.
 */
export function runsBody({ node }: Statement): boolean {
  return node !== undefined && ("DoStmt" in node || "CallStmt" in node || "SelectStmt" in node);
}
