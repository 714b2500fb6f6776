import { isAssumed } from "../../catalog/ids.ts";
import { isIndex, type Index } from "../../catalog/relations.ts";
import type { RecipeFacts } from "../recipe.ts";
import { catalogOf, changesWithin } from "./subject.ts";

/** The index that the statement takes out of the catalog, where it is known what it is. */
export function droppedIndex(facts: RecipeFacts): Index | undefined {
  const catalog = catalogOf(facts);
  for (const { collection, key, value } of changesWithin(facts)) {
    if (collection !== "relation" || value !== undefined) continue;
    const before = catalog?.get("relation", key);
    if (isIndex(before) && !isAssumed(before.id)) return before;
  }
  return undefined;
}
