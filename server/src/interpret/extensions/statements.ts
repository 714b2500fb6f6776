import { alterDepends } from "./dependsOn.ts";
import { alterExtension, createExtension, updateExtension } from "./extensions.ts";
import { on, type Registration } from "../registry.ts";

/** Extensions and what belongs to them. */
export const extensionsStatements: readonly Registration[] = [
  on("AlterObjectDependsStmt", alterDepends),
  on("CreateExtensionStmt", createExtension),
  on("AlterExtensionStmt", updateExtension),
  on("AlterExtensionContentsStmt", alterExtension),
];
