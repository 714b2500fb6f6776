import { refuseInTransaction } from "../refusals.ts";
import { refuseVariable } from "../session/set.ts";
import { on, type Registration } from "../registry.ts";

/** Databases, tablespaces and the settings of the server. */
export const databasesStatements: readonly Registration[] = [
  on("CreatedbStmt", (execution) => refuseInTransaction(execution, "CREATE DATABASE")),
  on("DropdbStmt", (execution) => refuseInTransaction(execution, "DROP DATABASE")),
  on("AlterSystemStmt", (execution) => refuseInTransaction(execution, "ALTER SYSTEM")),
  on("CreateTableSpaceStmt", (execution) => refuseInTransaction(execution, "CREATE TABLESPACE")),
  on("DropTableSpaceStmt", (execution) => refuseInTransaction(execution, "DROP TABLESPACE")),
  on("AlterDatabaseSetStmt", (execution, { setstmt }) => refuseVariable(execution, setstmt ?? {})),
];
