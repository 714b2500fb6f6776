import type { Node } from "@pgsql/types";
import type { Reading } from "../query/reading.ts";
import type { QueryColumn, Scope } from "../query/scope.ts";
import { readDelete } from "./delete.ts";
import { readInsert } from "./insert.ts";
import { readMerge } from "./merge.ts";
import { readSystemChange } from "../query/systemChange.ts";
import { readUpdate } from "./update.ts";

/** INSERT, UPDATE, DELETE or MERGE, by itself or in WITH; yields what RETURNING lists. */
export function dataModifying(reading: Reading, node: Node, scope: Scope): readonly QueryColumn[] {
  const ofSystem = readSystemChange(reading, node, scope);
  if (ofSystem !== undefined) return ofSystem;
  if ("InsertStmt" in node) return readInsert(reading, node.InsertStmt, scope);
  if ("UpdateStmt" in node) return readUpdate(reading, node.UpdateStmt, scope);
  if ("DeleteStmt" in node) return readDelete(reading, node.DeleteStmt, scope);
  if ("MergeStmt" in node) return readMerge(reading, node.MergeStmt, scope);
  return [];
}
