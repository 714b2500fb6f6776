import { createTable } from "./createTable.ts";
import { on, type Registration } from "../registry.ts";

/** CREATE TABLE and CREATE FOREIGN TABLE. */
export const createTableStatements: readonly Registration[] = [
  on("CreateStmt", createTable),
  on("CreateForeignTableStmt", (execution, statement) => createTable(execution, statement.base ?? {}, true)),
];
