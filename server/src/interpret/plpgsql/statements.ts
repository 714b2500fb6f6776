import { runDo } from "./run.ts";
import { on, type Registration } from "../registry.ts";

/** Code that runs at once. */
export const plpgsqlStatements: readonly Registration[] = [on("DoStmt", runDo)];
