import { createTable } from "./createTable.ts";
import { on, type Registration } from "../registry.ts";

/** CREATE TABLE. */
export const createTableStatements: readonly Registration[] = [on("CreateStmt", createTable)];
