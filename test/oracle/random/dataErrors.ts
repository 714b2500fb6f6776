import type { Statement } from "../../../server/src/sql/statement.ts";
import type { Seen } from "../replay/sender.ts";

const dataKinds = ["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "SelectStmt", "TruncateStmt"];

/**
 * Whether a statement on rows failed because of the values that it met (classes 22 and 23): which rows are there is
 * no matter of the schema, so nothing is predicted of them.
 */
export function isDataError({ kind }: Statement, seen: Seen): boolean {
  const error = seen.watched ? seen.observation.error : seen.error;
  return error !== undefined && dataKinds.includes(kind) && /^2[23]/.test(error.sqlstate);
}
