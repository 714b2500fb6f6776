import { propose } from "../../recipes/propose.ts";
import type { Recipe } from "../../recipes/recipe.ts";
import { rules } from "../../rules/index.ts";
import type { DraftProject } from "./draftProject.ts";
import type { AnalysedPlace } from "./places.ts";

/** Beside what these tell, nothing is said of a missing limit, which is the least that can be done about it. */
const locking = new Set(rules.filter(({ group }) => group === "locking").map(({ id }) => id));
const limits = "add-lock-timeout";

/** The recipes for what is found at a statement, the best first. */
export function proposedFor(place: AnalysedPlace, { planned }: DraftProject): readonly Recipe[] {
  const { findings } = place.statement;
  const named = new Set(findings.flatMap(({ recipes }) => recipes));
  if (findings.some(({ rule }) => locking.has(rule))) named.add(limits);
  if (named.size === 0) return [];
  return propose(place, planned, findings).filter(({ id }) => named.has(id));
}
