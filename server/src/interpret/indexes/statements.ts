import { createIndex } from "./createIndex.ts";
import { on, type Registration } from "../registry.ts";

/** CREATE INDEX. */
export const indexesStatements: readonly Registration[] = [on("IndexStmt", createIndex)];
