import { alterFunction } from "./alterFunction.ts";
import { callProcedure } from "./callProcedure.ts";
import { createFunction } from "./createFunction.ts";
import { on, type Registration } from "../registry.ts";

/** Functions and procedures. */
export const functionsStatements: readonly Registration[] = [
  on("CreateFunctionStmt", createFunction),
  on("AlterFunctionStmt", alterFunction),
  on("CallStmt", callProcedure),
];
