import { propose } from "../../recipes/propose.ts";
import type { Recipe } from "../../recipes/recipe.ts";
import type { DraftProject } from "./draftProject.ts";
import type { AnalysedPlace } from "./places.ts";

/** The recipes for what is found at a statement, the best first. */
export function proposedFor(place: AnalysedPlace, { planned }: DraftProject): readonly Recipe[] {
  const { findings } = place.statement;
  const named = new Set(findings.flatMap(({ recipes }) => recipes));
  if (named.size === 0) return [];
  return propose(place, planned, findings).filter(({ id }) => named.has(id));
}
