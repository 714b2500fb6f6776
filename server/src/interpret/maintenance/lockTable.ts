import type { LockStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { isTable } from "../../catalog/relations.ts";
import type { RelationId } from "../../catalog/ids.ts";
import { lockModes, type LockMode } from "../locks.ts";
import { requireRelation, tableKinds } from "../names/lookup.ts";
import { requireTransaction } from "../refusals.ts";
import { descendantsOf } from "../constraints/partners.ts";

/** LOCK TABLE: what it says, on children and on what views stand on too. */
export function lockTable(execution: Execution, statement: LockStmt): void {
  const mode = lockModes[(statement.mode ?? lockModes.length) - 1] ?? "ACCESS EXCLUSIVE";
  requireTransaction(execution, "LOCK TABLE");
  for (const node of statement.relations ?? []) {
    if (!("RangeVar" in node)) continue;
    const relation = requireRelation(execution, node.RangeVar, [...tableKinds, "view"]);
    lockAll(execution, relation.id, mode, node.RangeVar.inh !== true);
  }
}

/** `above`: the views on the way here, which are not gone into again. */
function lockAll(
  execution: Execution,
  id: RelationId,
  mode: LockMode,
  only: boolean,
  above: readonly RelationId[] = [],
): void {
  const relation = execution.edit.get("relation", id);
  if (relation === undefined || above.includes(id)) return;
  if (!isTable(relation) && relation.kind !== "view")
    execution.fail("42809", `"${relation.name}" is not a table or view`);
  execution.lock(relation, mode);
  if (isTable(relation) && !only)
    for (const child of descendantsOf(execution, relation)) execution.lock(child, mode);
  if (relation.kind === "view")
    for (const read of relation.reads) lockAll(execution, read.relation, mode, false, [...above, id]);
}
