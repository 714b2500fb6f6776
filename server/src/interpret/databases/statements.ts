import { refuseInTransaction } from "../refusals.ts";
import { alterDatabase, alterSystem, dropDatabase, setForDatabase } from "./databases.ts";
import { on, type Registration } from "../registry.ts";

/** Databases, tablespaces and the settings of the server. */
export const databasesStatements: readonly Registration[] = [
  on("CreatedbStmt", (execution) => refuseInTransaction(execution, "CREATE DATABASE")),
  on("DropdbStmt", dropDatabase),
  on("AlterSystemStmt", alterSystem),
  on("CreateTableSpaceStmt", (execution) => refuseInTransaction(execution, "CREATE TABLESPACE")),
  on("DropTableSpaceStmt", (execution) => refuseInTransaction(execution, "DROP TABLESPACE")),
  on("AlterDatabaseSetStmt", setForDatabase),
  on("AlterDatabaseStmt", alterDatabase),
];
