import type { CreateForeignTableStmt, ImportForeignSchemaStmt } from "@pgsql/types";
import { nameKey } from "../../catalog/ids.ts";
import { createTable } from "../createTable/createTable.ts";
import type { Execution } from "../execution.ts";
import { requireSchema, schemaForCreation } from "../names/lookup.ts";
import { updateTable } from "../objects/objects.ts";
import { requireForeign } from "./names.ts";

/** CREATE FOREIGN TABLE: a table, and then its server is looked up (CreateForeignTable). */
export function createForeignTable(execution: Execution, statement: CreateForeignTableStmt): void {
  const { base = {}, servername = "" } = statement;
  const range = base.relation ?? {};
  const key = nameKey({ schema: schemaForCreation(execution, range), name: range.relname ?? "" });
  const before = execution.edit.get("relationName", key);
  createTable(execution, base, true);
  const id = execution.edit.get("relationName", key);
  if (id === undefined || id === before) return;
  const server = requireForeign(execution, "server", servername);
  updateTable(execution.edit, id, (now) => ({ ...now, server }));
}

/** IMPORT FOREIGN SCHEMA: what it makes is known to the server alone. */
export function importForeignSchema(execution: Execution, statement: ImportForeignSchemaStmt): void {
  requireForeign(execution, "server", statement.server_name ?? "");
  if (statement.local_schema !== undefined) requireSchema(execution, statement.local_schema);
  execution.partly("which relations it touches is known to the server alone");
}
