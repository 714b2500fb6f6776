import type { DropStmt } from "@pgsql/types";
import type { Execution } from "./execution.ts";

/** DROP of any kind of object. */
export function dropIndexOrTable(execution: Execution, statement: DropStmt): void {
  execution.giveUp(`${statement.removeType ?? "DROP"} is not interpreted yet`);
}
