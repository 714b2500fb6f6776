import { relationOfRowType } from "../../catalog/ids.ts";
import { spelledTypes } from "../../catalog/spelledTypes.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { isVisible } from "../names/visibility.ts";

/** A type in the words of the server's messages, without modifiers (format_type_be). */
export function formatType(execution: Execution, { id, array }: TypeRef): string {
  return `${elementName(execution, id)}${array ? "[]" : ""}`;
}

function elementName(execution: Execution, id: TypeRef["id"]): string {
  const builtin = id.startsWith("type:pg_catalog.") ? id.slice("type:pg_catalog.".length) : undefined;
  if (builtin !== undefined) return spelledTypes[builtin] ?? builtin;
  const named = execution.edit.get("type", id) ?? rowType(execution, id);
  if (named === undefined) return id.slice("type:".length);
  return isVisible(execution, named) ? named.name : `${named.schema}.${named.name}`;
}

/** The row type of a relation is called as the relation is. */
function rowType(
  execution: Execution,
  id: TypeRef["id"],
): { readonly schema: string; readonly name: string } | undefined {
  const relation = relationOfRowType(id);
  return relation === undefined ? undefined : execution.edit.get("relation", relation);
}
