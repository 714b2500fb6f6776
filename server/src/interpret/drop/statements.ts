import { dropStatement } from "./dropStatement.ts";
import { on, type Registration } from "../registry.ts";

/** DROP of every kind of object. */
export const dropStatements: readonly Registration[] = [on("DropStmt", dropStatement)];
