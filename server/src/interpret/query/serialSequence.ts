import type { FuncCall } from "@pgsql/types";
import { isRelationId, type RelationId } from "../../catalog/ids.ts";
import { isTable } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { rangeNamed, relationOf, splitName, tableKinds } from "../names/lookup.ts";
import { stringOf } from "../nodes.ts";
import { dependentsOf } from "../objects/objects.ts";

const takers = ["nextval", "setval", "currval"];

/** The sequence of `setval(pg_get_serial_sequence('table', 'column'), …)`. */
export function serialSequence(execution: Execution, call: FuncCall): RelationId | undefined {
  if (!takers.includes(splitName(call.funcname).name)) return undefined;
  const [inner] = call.args ?? [];
  if (inner === undefined || !("FuncCall" in inner)) return undefined;
  if (splitName(inner.FuncCall.funcname).name !== "pg_get_serial_sequence") return undefined;
  const [table, column] = (inner.FuncCall.args ?? []).map((arg) => stringOf(arg));
  if (table === undefined || column === undefined) return undefined;
  const relation = relationOf(execution, rangeNamed(table), tableKinds);
  return isTable(relation) ? ownedBy(execution, relation.id, numberOf(relation.columns, column)) : undefined;
}

function numberOf(
  columns: readonly { readonly name: string; readonly number: number }[],
  name: string,
): number | undefined {
  return columns.find((column) => column.name === name)?.number;
}

function ownedBy(
  execution: Execution,
  table: RelationId,
  column: number | undefined,
): RelationId | undefined {
  for (const { object, columns, strength } of dependentsOf(execution.edit, table)) {
    if (strength !== "auto" || column === undefined || !columns.includes(column)) continue;
    const relation = isRelationId(object) ? execution.edit.get("relation", object) : undefined;
    if (relation?.kind === "sequence") return relation.id;
  }
  return undefined;
}
