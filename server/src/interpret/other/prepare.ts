import type { PrepareStmt } from "@pgsql/types";
import { isView, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { dataModifying } from "../query/dataModifying.ts";
import { Reading } from "../query/reading.ts";
import { emptyScope } from "../query/scope.ts";
import { readSelect } from "../query/select.ts";

/**
 * PREPARE parses and rewrites the statement but does not plan it (PrepareQuery): it locks what is named and what views
 * stand on, but no children, partitions or sequences.
 */
export function prepareStatement(execution: Execution, { query }: PrepareStmt): void {
  if (query === undefined) return;
  const reading = new Reading(execution, false);
  if ("SelectStmt" in query) readSelect(reading, query.SelectStmt, emptyScope);
  else dataModifying(reading, query, emptyScope);
  for (const id of reading.relations.keys()) {
    const relation = execution.edit.get("relation", id);
    if (relation?.kind === "view" && isView(relation)) lockBehind(execution, relation);
  }
}

function lockBehind(execution: Execution, view: View): void {
  for (const { relation: id } of view.reads) {
    const read = execution.edit.get("relation", id);
    if (read === undefined) continue;
    execution.lock(read, "ACCESS SHARE");
    if (read.kind === "view" && isView(read)) lockBehind(execution, read);
  }
}
