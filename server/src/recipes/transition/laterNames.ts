import { isIndex } from "../../catalog/relations.ts";
import type { RelationId } from "../../catalog/ids.ts";
import type { RecipeFacts } from "../recipe.ts";

/**
 * What indexes are called once all that stands behind the statement has run: that comes before a rollout is finished, so
 * its end, and the down from there, must speak of them by these names.
 */
export function laterNames(facts: RecipeFacts): ReadonlyMap<RelationId, string> {
  const names = new Map<RelationId, string>();
  for (const { statement, entries } of facts.later()) {
    if (statement.kind !== "RenameStmt") continue;
    for (const { outcome } of entries.values())
      for (const { collection, value } of outcome.changes)
        if (collection === "relation" && isIndex(value)) names.set(value.id, value.name);
  }
  return names;
}
