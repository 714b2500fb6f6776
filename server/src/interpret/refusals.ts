import type { Execution } from "./execution.ts";

/** 25001 in a transaction block, explicit or implied by a multi-statement string (PreventInTransactionBlock). */
export function refuseInTransaction(execution: Execution, command: string): void {
  if (!execution.target.inTransaction && execution.insideBody)
    execution.fail("25001", `${command} cannot be executed from a function`);
  if (execution.target.inTransaction)
    execution.fail("25001", `${command} cannot run inside a transaction block`);
}

/** 25P01 for what does nothing unless others follow in its transaction; in a body they do (RequireTransactionBlock). */
export function requireTransaction(execution: Execution, command: string): void {
  if (!execution.target.inTransaction && !execution.insideBody)
    execution.fail("25P01", `${command} can only be used in transaction blocks`);
}
