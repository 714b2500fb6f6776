import type { CreateSchemaStmt } from "@pgsql/types";
import type { Execution } from "./execution.ts";
import { settingOf } from "./searchPath.ts";

/** CREATE SCHEMA; the objects written inside it are made in it (CreateSchemaCommand). */
export function createSchema(execution: Execution, statement: CreateSchemaStmt): void {
  const name = statement.schemaname ?? statement.authrole?.rolename ?? settingOf(execution, "role") ?? "";
  if (name.startsWith("pg_")) execution.fail("42939", `unacceptable schema name "${name}"`);
  if (execution.edit.get("schema", name) !== undefined) {
    if (statement.if_not_exists === true) return;
    execution.fail("42P06", `schema "${name}" already exists`);
  }
  execution.edit.put({ collection: "schema", key: name, value: { name } });
  if ((statement.schemaElts ?? []).length > 0)
    execution.giveUp("CREATE SCHEMA with objects inside is not interpreted yet");
}
