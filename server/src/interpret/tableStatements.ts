import { alterTable } from "./alterTable/alterTable.ts";
import { createTable } from "./createTable/createTable.ts";
import { alterOwner } from "./rename/alterOwner.ts";
import { moveObject } from "./rename/moveObject.ts";
import { rename } from "./rename/rename.ts";
import { alterDepends } from "./extensions/dependsOn.ts";
import { on, type Registration } from "./registry.ts";
import { alterSequence, createSequence } from "./objects/sequences.ts";
import { createComposite } from "./types/composites.ts";
import { alterDomain, createDomain } from "./types/domains.ts";
import { alterEnum, createEnum } from "./types/enums.ts";
import { createRange } from "./types/ranges.ts";

/** Statements on tables, columns, sequences, types and schemas. */
export const tableStatements: readonly Registration[] = [
  on("AlterTableStmt", alterTable),
  on("RenameStmt", rename),
  on("AlterObjectSchemaStmt", moveObject),
  on("AlterOwnerStmt", alterOwner),
  on("AlterObjectDependsStmt", alterDepends),
  on("CreateStmt", createTable),
  on("CreateForeignTableStmt", (execution, statement) => createTable(execution, statement.base ?? {}, true)),
  on("CreateSeqStmt", createSequence),
  on("AlterSeqStmt", alterSequence),
  on("CreateEnumStmt", createEnum),
  on("AlterEnumStmt", alterEnum),
  on("CompositeTypeStmt", createComposite),
  on("CreateRangeStmt", createRange),
  on("CreateDomainStmt", createDomain),
  on("AlterDomainStmt", alterDomain),
];
