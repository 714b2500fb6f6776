import { alterEventTrigger, createEventTrigger } from "./define.ts";
import { on, type Registration } from "../registry.ts";

/** Event triggers. */
export const eventTriggersStatements: readonly Registration[] = [
  on("CreateEventTrigStmt", createEventTrigger),
  on("AlterEventTrigStmt", alterEventTrigger),
];
