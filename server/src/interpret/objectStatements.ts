import { dropStatement } from "./drop/dropStatement.ts";
import { createIndex } from "./indexes/createIndex.ts";
import { on, type Registration } from "./registry.ts";

/** Indexes, drops, views, functions, triggers, privileges and the rest that is no table, column or type. */
export const objectStatements: readonly Registration[] = [
  on("DropStmt", dropStatement),
  on("IndexStmt", createIndex),
];
