import { on, type Registration } from "../registry.ts";

/*
 * Statements that lock no relation and change nothing that the model follows. Roles, databases, languages,
 * text search, operators and the like are known to the server alone.
 */
export const statementsWithoutLocks: readonly Registration[] = [
  on("AlterOperatorStmt", nothing),
  on("AlterTypeStmt", nothing),
  on("AlterCollationStmt", nothing),
  on("AlterTSConfigurationStmt", nothing),
  on("AlterTSDictionaryStmt", nothing),
  on("CreatePLangStmt", nothing),
  on("CreateAmStmt", nothing),
  on("CreateConversionStmt", nothing),
  on("CreateOpClassStmt", nothing),
  on("CreateOpFamilyStmt", nothing),
  on("AlterOpFamilyStmt", nothing),
  on("CreateTransformStmt", nothing),
  on("AlterDatabaseRefreshCollStmt", nothing),
  on("AlterTableSpaceOptionsStmt", nothing),
  on("VariableShowStmt", nothing),
  on("ListenStmt", nothing),
  on("UnlistenStmt", nothing),
  on("NotifyStmt", nothing),
  on("CheckPointStmt", nothing),
  on("LoadStmt", nothing),
  on("ClosePortalStmt", nothing),
  on("FetchStmt", nothing),
  on("AlterSubscriptionStmt", nothing),
];

function nothing(): void {
  // Nothing to do: see above.
}
