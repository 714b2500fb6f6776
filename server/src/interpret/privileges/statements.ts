import { alterDefaultPrivileges, grant } from "./grant.ts";
import { dropOwned, moveAll, reassignOwned } from "./owned.ts";
import { refuseVariable } from "../session/set.ts";
import { on, type Registration } from "../registry.ts";

/** GRANT and what concerns all that a role owns. */
export const privilegesStatements: readonly Registration[] = [
  on("DropOwnedStmt", dropOwned),
  on("ReassignOwnedStmt", reassignOwned),
  on("AlterTableMoveAllStmt", moveAll),
  on("GrantStmt", grant),
  on("AlterRoleSetStmt", (execution, { setstmt }) => refuseVariable(execution, setstmt ?? {})),
  on("AlterDefaultPrivilegesStmt", alterDefaultPrivileges),
];
