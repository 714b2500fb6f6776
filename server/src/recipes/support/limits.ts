import type { Group } from "./groups.ts";
import type { Sending } from "./sending.ts";

/**
 * Statements with a limit of their wait for locks; `lockTimeout` in PostgreSQL's notation, undefined where the wait is
 * limited already. SET LOCAL is gone at once where each statement is committed by itself: there one statement stands
 * between SET and RESET, and several, which are to be one transaction, get one. Not outside of transactions: there
 * lock_timeout would leave an INVALID index.
 */
export function limited(
  { autocommit }: Pick<Group, "autocommit">,
  statements: readonly string[],
  lockTimeout: string | undefined,
  sending: Sending,
): readonly string[] {
  if (autocommit || statements.length === 0 || lockTimeout === undefined) return statements;
  const local = `SET LOCAL lock_timeout = '${lockTimeout}'`;
  if (sending === "together") return [local, ...statements];
  if (statements.length > 1) return ["BEGIN", local, ...statements, "COMMIT"];
  return [`SET lock_timeout = '${lockTimeout}'`, ...statements, "RESET lock_timeout"];
}
