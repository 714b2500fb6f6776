import type { CreateForeignServerStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { otherNamed } from "../objects/otherObjects.ts";
import { putForeign, refuseTaken, requireForeign } from "./names.ts";

/** CREATE FOREIGN DATA WRAPPER. */
export function createWrapper(execution: Execution, name: string): void {
  refuseTaken(execution, "foreign-data wrapper", name);
  putForeign(execution, { kind: "foreign-data wrapper", name }, undefined);
}

/** CREATE SERVER: its name is looked at before its wrapper's (CreateForeignServer). */
export function createServer(execution: Execution, statement: CreateForeignServerStmt): void {
  const name = statement.servername ?? "";
  if (statement.if_not_exists === true && otherNamed(execution, "server", name) !== undefined) return;
  refuseTaken(execution, "server", name);
  const wrapper = requireForeign(execution, "foreign-data wrapper", statement.fdwname ?? "");
  putForeign(execution, { kind: "server", name }, wrapper);
}
