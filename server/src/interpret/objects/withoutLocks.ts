import type { Execution } from "../execution.ts";
import { alterExtension } from "../extensions/extensions.ts";
import { alterDefaultPrivileges } from "../privileges/grant.ts";
import { on, type Registration } from "../registry.ts";
import { refuseVariable } from "../session/set.ts";
import { stringsOf } from "../nodes.ts";
import { requireStatistics } from "../statistics/names.ts";
import { setConstraints } from "../session/setConstraints.ts";
import { controlTransaction } from "../session/transactionCharacteristics.ts";

/*
 * Statements that lock no relation and change nothing that the model follows. Roles, databases, languages,
 * text search, operators and the like are known to the server alone.
 */
export const quietStatements: readonly Registration[] = [
  on("CreateRoleStmt", nothing),
  on("AlterRoleStmt", nothing),
  on("AlterRoleSetStmt", (execution, { setstmt }) => refuseVariable(execution, setstmt ?? {})),
  on("DropRoleStmt", nothing),
  on("GrantRoleStmt", nothing),
  on("AlterDefaultPrivilegesStmt", alterDefaultPrivileges),
  on("AlterDatabaseSetStmt", (execution, { setstmt }) => refuseVariable(execution, setstmt ?? {})),
  on("AlterDatabaseStmt", nothing),
  on("AlterExtensionStmt", alterExtension),
  on("AlterExtensionContentsStmt", alterExtension),
  on("AlterStatsStmt", (execution, { defnames, missing_ok }) => {
    if (missing_ok !== true) requireStatistics(execution, stringsOf(defnames));
  }),
  on("AlterOperatorStmt", nothing),
  on("AlterTypeStmt", nothing),
  on("AlterCollationStmt", nothing),
  on("AlterTSConfigurationStmt", nothing),
  on("AlterTSDictionaryStmt", nothing),
  on("AlterFdwStmt", nothing),
  on("AlterForeignServerStmt", nothing),
  on("AlterUserMappingStmt", nothing),
  on("CreateFdwStmt", nothing),
  on("CreateForeignServerStmt", nothing),
  on("CreateUserMappingStmt", nothing),
  on("DropUserMappingStmt", nothing),
  on("CreatePLangStmt", nothing),
  on("CreateAmStmt", nothing),
  on("CreateConversionStmt", nothing),
  on("CreateOpClassStmt", nothing),
  on("CreateOpFamilyStmt", nothing),
  on("AlterOpFamilyStmt", nothing),
  on("CreateTransformStmt", nothing),
  on("AlterSubscriptionStmt", nothing),
  on("AlterDatabaseRefreshCollStmt", nothing),
  on("AlterTableSpaceOptionsStmt", nothing),
  on("ImportForeignSchemaStmt", notFollowed),
  on("TransactionStmt", controlTransaction),
  on("ConstraintsSetStmt", setConstraints),
  on("VariableShowStmt", nothing),
  on("ListenStmt", nothing),
  on("UnlistenStmt", nothing),
  on("NotifyStmt", nothing),
  on("CheckPointStmt", nothing),
  on("LoadStmt", nothing),
  on("ClosePortalStmt", nothing),
  on("FetchStmt", nothing),
];

/** What it touches depends on what the server alone knows. */
function notFollowed(execution: Execution): void {
  execution.partly("which relations it touches is known to the server alone");
}

function nothing(): void {
  // Nothing to do: see above.
}
