import type { CreateSchemaStmt, Node } from "@pgsql/types";
import type { Execution } from "./execution.ts";
import { settingOf } from "./searchPath.ts";

/** How a statement is interpreted; handed in, since it may be any kind. */
export type Interpret = (execution: Execution, node: Node) => void;

/** CREATE SCHEMA; the objects written inside it are made in it (CreateSchemaCommand). */
export function createSchema(execution: Execution, statement: CreateSchemaStmt, interpret: Interpret): void {
  const name = statement.schemaname ?? statement.authrole?.rolename ?? settingOf(execution, "role") ?? "";
  if (name.startsWith("pg_")) execution.fail("42939", `unacceptable schema name "${name}"`);
  if (execution.edit.get("schema", name) !== undefined) {
    if (statement.if_not_exists === true) return;
    execution.fail("42P06", `schema "${name}" already exists`);
  }
  execution.edit.put({ collection: "schema", key: name, value: { name } });
  const elements = inOrder(statement.schemaElts ?? []);
  if (elements.length === 0) return;
  inSchema(execution, name, () => {
    for (const element of elements) interpret(execution, element);
  });
}

/** Tables before views, indexes, triggers and grants, whatever the order they are written in. */
const order = ["CreateSeqStmt", "CreateStmt", "ViewStmt", "IndexStmt", "CreateTrigStmt", "GrantStmt"];

function inOrder(elements: readonly Node[]): readonly Node[] {
  const place = (node: Node): number => order.indexOf(Object.keys(node)[0] ?? "");
  return elements.toSorted((a, b) => place(a) - place(b));
}

/** Runs with the new schema in front of the search path, as the server does. */
function inSchema(execution: Execution, schema: string, run: () => void): void {
  const { edit } = execution;
  const before = edit.get("localSetting", "search_path");
  const rest = settingOf(execution, "search_path") ?? '"$user", public';
  const path = `"${schema.replaceAll('"', '""')}", ${rest}`;
  edit.put({ collection: "localSetting", key: "search_path", value: path });
  run();
  edit.put({ collection: "localSetting", key: "search_path", value: before });
}
