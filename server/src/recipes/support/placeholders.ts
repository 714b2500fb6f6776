import { placeholderNames, withPlaceholders, type PlaceholderNames } from "../../sql/placeholderNames.ts";
import type { PendingPhase, Plan, RecipeFacts, Step } from "../recipe.ts";

/** What is said of a plan, as `planWithPlaceholders`. */
export function saidWithPlaceholders(words: string, { section }: RecipeFacts): string {
  return withPlaceholders(words, placeholderNames(section.statements));
}

/** A plan with the placeholders that its statement's section and what ran before have; it remembers them, too. */
export function planWithPlaceholders(plan: Plan, facts: RecipeFacts): Plan {
  const { section } = facts;
  if (section.statements.every(({ statement }) => statement.masked === statement.text)) return plan;
  const placeholders = placeholderNames([...facts.earlier(), ...section.statements]);
  if (Object.keys(placeholders).length === 0) return plan;
  const { rollout } = plan;
  return {
    ...plan,
    title: withPlaceholders(plan.title, placeholders),
    steps: plan.steps.map((step) => stepWith(step, placeholders)),
    pending: plan.pending.map((phase) => phaseWithPlaceholders(phase, placeholders)),
    ...(rollout === undefined ? {} : { rollout: { ...rollout, placeholders } }),
  };
}

export function phaseWithPlaceholders(phase: PendingPhase, placeholders: PlaceholderNames): PendingPhase {
  return {
    ...phase,
    steps: phase.steps.map((step) => stepWith(step, placeholders)),
    preconditions: phase.preconditions.map((each) => ({
      ...each,
      label: withPlaceholders(each.label, placeholders),
      query: withPlaceholders(each.query, placeholders),
    })),
  };
}

function stepWith(step: Step, placeholders: PlaceholderNames): Step {
  const again = (text: string): string => withPlaceholders(text, placeholders);
  const both = ({ up, down }: Pick<Step, "up" | "down">) => ({ up: up.map(again), down: down.map(again) });
  const { repeatable, deployBefore, deployAfter } = step;
  return {
    ...step,
    ...both(step),
    title: again(step.title),
    ...(repeatable === undefined ? {} : { repeatable: both(repeatable) }),
    ...(deployBefore === undefined ? {} : { deployBefore: again(deployBefore) }),
    ...(deployAfter === undefined ? {} : { deployAfter: again(deployAfter) }),
  };
}
