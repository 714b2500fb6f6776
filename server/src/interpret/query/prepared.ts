import type { DeallocateStmt, ExecuteStmt, Node, PrepareStmt } from "@pgsql/types";
import { isView, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { QueryReading } from "./queryReading.ts";
import { emptyScope, type QueryColumn } from "./scope.ts";
import { runQuery } from "./statements.ts";
import { readSelect } from "./place.ts";

/** PREPARE: the statement is parsed and rewritten, which locks what it names and what views in it stand on. */
export function prepare(execution: Execution, { name = "", query }: PrepareStmt): void {
  if (query === undefined) return;
  const reading = new QueryReading(execution, false);
  if ("SelectStmt" in query) readSelect(reading, query.SelectStmt, emptyScope);
  else reading.execution.bodies.change(reading, query, emptyScope);
  for (const id of reading.relations.keys()) lockBehind(execution, execution.edit.get("relation", id));
  if (execution.edit.get("prepared", name) !== undefined)
    execution.fail("42P05", `prepared statement "${name}" already exists`);
  execution.edit.put({ collection: "prepared", key: name, value: query });
}

function lockBehind(execution: Execution, view: Relation | undefined): void {
  if (view?.kind !== "view" || !isView(view)) return;
  for (const { relation } of view.reads) {
    const read = execution.edit.get("relation", relation);
    if (read !== undefined) execution.lock(read, "ACCESS SHARE");
    lockBehind(execution, read);
  }
}

/** EXECUTE: the statement is planned and run. */
export function execute(execution: Execution, { name = "" }: ExecuteStmt): void {
  runPrepared(execution, name);
}

export function runPrepared(execution: Execution, name: string): readonly QueryColumn[] {
  const query: Node =
    execution.edit.get("prepared", name) ??
    execution.fail("26000", `prepared statement "${name}" does not exist`);
  return runQuery(execution, query).columns;
}

/** DEALLOCATE. */
export function deallocate(execution: Execution, { name }: DeallocateStmt): void {
  if (name === undefined) {
    forgetPrepared(execution);
    return;
  }
  if (execution.edit.get("prepared", name) === undefined)
    execution.fail("26000", `prepared statement "${name}" does not exist`);
  execution.edit.put({ collection: "prepared", key: name, value: undefined });
}

export function forgetPrepared({ edit }: Execution): void {
  for (const [key] of edit.all("prepared")) edit.put({ collection: "prepared", key, value: undefined });
}
