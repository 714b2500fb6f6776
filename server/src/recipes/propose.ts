import type { Severity } from "../rules/rule.ts";
import { recipes } from "./index.ts";
import { appliesAt, type PlannedProject, type StatementPlace } from "./planning.ts";
import type { Recipe } from "./recipe.ts";

/** What of a finding decides which recipe comes first. */
interface Weighed {
  readonly severity: Severity;
  /** Ids, the best first. */
  readonly recipes: readonly string[];
}

/**
 * The recipes that are about a statement, in the order in which the editor offers them and the command line tries them:
 * those for the gravest finding first, each finding's best before its others, then those
 * that divide the file, those last that only mitigate.
 */
export function propose(
  place: StatementPlace,
  planned: PlannedProject,
  findings: readonly Weighed[],
): readonly Recipe[] {
  if (place.statement.statement.node === undefined) return [];
  const named = [...findings]
    .sort((one, other) => weights[one.severity] - weights[other.severity])
    .flatMap(({ recipes: ids }) => ids);
  const all = recipes.length + named.length;
  const rank = ({ id, mitigates, divides }: Recipe): number =>
    (mitigates === true ? 2 * all : divides === true ? all : 0) +
    (named.includes(id) ? named.indexOf(id) : named.length);
  return recipes
    .filter((recipe) => appliesAt(recipe, place, planned))
    .sort((one, other) => rank(one) - rank(other));
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
