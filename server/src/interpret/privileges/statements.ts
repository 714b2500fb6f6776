import { alterDefaultPrivileges, grant } from "./grant.ts";
import { dropOwned, moveAll, reassignOwned } from "./owned.ts";
import { grantRole } from "./revoke.ts";
import { alterRole, createRole, dropRole, setForRole } from "./roles.ts";
import { on, type Registration } from "../registry.ts";

/** GRANT and what concerns all that a role owns. */
export const privilegesStatements: readonly Registration[] = [
  on("DropOwnedStmt", dropOwned),
  on("ReassignOwnedStmt", reassignOwned),
  on("AlterTableMoveAllStmt", moveAll),
  on("GrantStmt", grant),
  on("CreateRoleStmt", createRole),
  on("AlterRoleStmt", alterRole),
  on("AlterRoleSetStmt", setForRole),
  on("DropRoleStmt", dropRole),
  on("GrantRoleStmt", grantRole),
  on("AlterDefaultPrivilegesStmt", alterDefaultPrivileges),
];
