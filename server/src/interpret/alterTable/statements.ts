import { alterTable } from "./alterTable.ts";
import { on, type Registration } from "../registry.ts";

/** ALTER TABLE, and ALTER INDEX, VIEW, SEQUENCE and TYPE where the grammar reads them as such. */
export const alterTableStatements: readonly Registration[] = [on("AlterTableStmt", alterTable)];
