import { createTrigger } from "./createTrigger.ts";
import { alterPolicy, createPolicy } from "./policies.ts";
import { createRule } from "./rules.ts";
import { on, type Registration } from "../registry.ts";

/** Triggers, policies and rules. */
export const triggersStatements: readonly Registration[] = [
  on("CreateTrigStmt", createTrigger),
  on("CreatePolicyStmt", createPolicy),
  on("AlterPolicyStmt", alterPolicy),
  on("RuleStmt", createRule),
];
