import { createCast } from "./casts.ts";
import { createComposite } from "./composites.ts";
import { alterDomain, createDomain } from "./domains.ts";
import { alterEnum, createEnum } from "./enums.ts";
import { createRange } from "./ranges.ts";
import { on, type Registration } from "../registry.ts";

/** Enums, composites, ranges, domains and casts. */
export const typesStatements: readonly Registration[] = [
  on("CreateEnumStmt", createEnum),
  on("AlterEnumStmt", alterEnum),
  on("CompositeTypeStmt", createComposite),
  on("CreateRangeStmt", createRange),
  on("CreateDomainStmt", createDomain),
  on("AlterDomainStmt", alterDomain),
  on("CreateCastStmt", createCast),
];
