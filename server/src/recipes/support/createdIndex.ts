import { isIndex, type Index } from "../../catalog/relations.ts";
import type { RecipeFacts } from "../recipe.ts";
import { changesWithin } from "./subject.ts";

/** The index that a statement adds to the catalog, with the name PostgreSQL gives it. */
export function indexCreatedBy(facts: RecipeFacts): Index | undefined {
  for (const change of changesWithin(facts)) {
    if (change.collection === "relation" && isIndex(change.value)) return change.value;
  }
  return undefined;
}
