import { rules } from "../../rules/index.ts";
import type { DraftProject } from "./draftProject.ts";
import { placesIn } from "./places.ts";

/** A hazard for which there is no recipe. */
export interface Unplanned {
  readonly rule: string;
  readonly text: string;
  /** UTF-16 in the file as it is written; undefined where the text does not stand there so. */
  readonly at: number | undefined;
  /** Why, and what comes nearest, in the words of the user. */
  readonly reason: string;
}

/** What stays of a file's hazards once all plans are made, where no recipe has said why. */
export function unplannedIn(
  draft: DraftProject,
  path: string,
  origin: ReadonlyMap<string, number>,
  refusals: readonly { readonly recipe: string; readonly text: string }[],
): readonly Unplanned[] {
  return placesIn(draft.analysis, path, "up").flatMap(({ statement: { statement, findings } }) => {
    const { text } = statement;
    const refused = new Set(refusals.filter((each) => each.text === text).map(({ recipe }) => recipe));
    return findings.flatMap(({ rule, severity, recipes }) => {
      const reason = withoutPlan(rule);
      const isTold = recipes.some((recipe) => refused.has(recipe));
      if (reason === undefined || isTold || severity === "info") return [];
      return [{ rule, text, at: origin.get(text), reason }];
    });
  });
}

/** Why there is no recipe for what a rule finds, or not always. */
export function withoutPlan(rule: string): string | undefined {
  return rules.find(({ id }) => id === rule)?.withoutPlan;
}
