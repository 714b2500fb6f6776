import { isIndex, type Index } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";

/**
 * Makes a partition's index a part of its parent's; the constraint behind it is no longer the partition's own where the
 * parent has one (IndexSetParentIndex, ConstraintSetParentConstraint).
 */
export function attachIndex(execution: Execution, index: Index, parent: Index): Index {
  const now = relationById(execution, index.id);
  const tied: Index = { ...(isIndex(now) ? now : index), parent: parent.id };
  replaceRelation(execution.edit, tied);
  if (parent.constraint !== undefined) setKey(execution, tied, { local: false, inherited: 1 });
  return tied;
}

/** Makes it an index by itself again. */
export function untieIndex(execution: Execution, index: Index): void {
  const { parent, ...free } = index;
  if (parent === undefined) return;
  replaceRelation(execution.edit, free);
  setKey(execution, index, { local: true, inherited: 0 });
}

function setKey(
  execution: Execution,
  { table, constraint: key }: Index,
  change: { readonly local: boolean; readonly inherited: number },
): void {
  if (key === undefined) return;
  updateTable(execution.edit, table, (now) => ({
    ...now,
    constraints: now.constraints.map((each) => (each.id === key ? { ...each, ...change } : each)),
  }));
}

/** Whether an index that was just made is one of a partitioned table whose partitions all had theirs: nothing is built. */
export function takesOverAll(execution: Execution, { kind, children }: Index): boolean {
  return (
    kind === "partitioned-index" &&
    children.length > 0 &&
    !children.some((id) => execution.recorder.isNew(id))
  );
}
