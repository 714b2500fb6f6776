import { on, type Registration } from "../registry.ts";
import { createForeignTable, importForeignSchema } from "./foreignTables.ts";
import { requireForeign } from "./names.ts";
import { createServer, createWrapper } from "./servers.ts";
import { alterUserMapping, createUserMapping, dropUserMapping } from "./userMappings.ts";

/** Foreign-data wrappers, servers, user mappings and foreign tables (foreigncmds.c). */
export const foreignStatements: readonly Registration[] = [
  on("CreateFdwStmt", (execution, { fdwname = "" }) => {
    createWrapper(execution, fdwname);
  }),
  on("AlterFdwStmt", (execution, { fdwname = "" }) => {
    requireForeign(execution, "foreign-data wrapper", fdwname);
  }),
  on("CreateForeignServerStmt", createServer),
  on("AlterForeignServerStmt", (execution, { servername = "" }) => {
    requireForeign(execution, "server", servername);
  }),
  on("CreateUserMappingStmt", createUserMapping),
  on("AlterUserMappingStmt", alterUserMapping),
  on("DropUserMappingStmt", dropUserMapping),
  on("CreateForeignTableStmt", createForeignTable),
  on("ImportForeignSchemaStmt", importForeignSchema),
];
