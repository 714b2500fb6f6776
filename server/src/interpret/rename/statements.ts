import { alterOwner } from "./alterOwner.ts";
import { moveObject } from "./moveObject.ts";
import { rename } from "./rename.ts";
import { on, type Registration } from "../registry.ts";

/** RENAME, SET SCHEMA and OWNER TO of every kind of object. */
export const renameStatements: readonly Registration[] = [
  on("RenameStmt", rename),
  on("AlterObjectSchemaStmt", moveObject),
  on("AlterOwnerStmt", alterOwner),
];
