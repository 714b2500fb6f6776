import { relationOfRowType, type RelationId, type TypeId } from "../../catalog/ids.ts";
import { isIndex, ownRowType } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";

/** Fails with 42P16 where a column would hold rows of its own table or composite type, however deep (CheckAttributeType). */
export function refuseMemberOfItself(
  execution: Execution,
  owner: { readonly id: RelationId; readonly name: string },
  type: TypeRef,
): void {
  const relation = execution.edit.get("relation", owner.id);
  if (relation === undefined) return;
  if (holds(execution, type.id, ownRowType(relation), new Set()))
    execution.fail("42P16", `composite type ${owner.name} cannot be made a member of itself`);
}

function holds(execution: Execution, type: TypeId, wanted: TypeId, seen: Set<TypeId>): boolean {
  if (type === wanted) return true;
  if (seen.has(type) || type.startsWith("type:pg_catalog.")) return false;
  seen.add(type);
  const own = execution.edit.get("type", type);
  if (own?.kind === "domain") return holds(execution, own.base.id, wanted, seen);
  const relation = own?.kind === "composite" ? own.relation : relationOfRowType(type);
  const found = relation === undefined ? undefined : execution.edit.get("relation", relation);
  if (found === undefined || found.kind === "sequence" || isIndex(found)) return false;
  return found.columns.some((column) => holds(execution, column.type.id, wanted, seen));
}
