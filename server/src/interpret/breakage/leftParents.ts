import { displayName } from "../../catalog/ids.ts";
import { listChanges } from "../../catalog/listChanges.ts";
import { isTable } from "../../catalog/relations.ts";
import type { Broken, Difference } from "./difference.ts";
import { isGone } from "./goneNames.ts";

/**
 * NO INHERIT: whoever reads or changes the parent no longer finds the child's rows. That is what a partition is detached
 * for; a child that is dropped takes its rows along.
 */
export function leftParents({ before, execution, old, now }: Difference): readonly Broken[] {
  if (!isTable(old) || !isTable(now) || isGone(old, now) || old.children === now.children) return [];
  return listChanges(old.children, now.children).gone.flatMap((id): readonly Broken[] => {
    const [child, left] = [before.get("relation", id), execution.edit.get("relation", id)];
    if (!isTable(child) || child.bound !== undefined || left === undefined) return [];
    return [{ code: "old-code-misses-rows", part: displayName(child) }];
  });
}
