import type { SafePlan } from "../analysis/safely/makeSafe.ts";
import type { LinePosition } from "../sql/offsets.ts";
import { changesText, pendingJson, pendingText, stepJson, stepText, type ShownChanges } from "./rewrite.ts";

/** A plan for a whole file, as it is told. */
export interface ToldPlan {
  readonly plan: SafePlan;
  /** Of the file, as the user sees it. */
  readonly path: string;
  /** Of an offset in the file; undefined stands for the beginning of its up section. */
  readonly place: (at: number | undefined) => LinePosition;
  readonly changes: ShownChanges;
  readonly written: boolean;
}

/** `rewrite --all --format json`: `files`, `edits`, `steps` and `pending` as for one statement, of all plans. `unplanned`: no recipe is for it, and why. */
export function safePlanJson({
  plan: { plans, refusals, unplanned },
  path,
  place,
  changes,
}: ToldPlan): object {
  return {
    version: 1,
    path,
    plans: plans.map(({ recipe, text, at, rewrite }) => ({
      recipe,
      title: rewrite.plan.title,
      statement: { path, start: place(at), sql: text },
    })),
    refusals: refusals.map(({ recipe, text, at, refused }) => ({
      recipe,
      refused,
      statement: { path, start: place(at), sql: text },
    })),
    unplanned: unplanned.map(({ rule, text, at, reason }) => ({
      rule,
      reason,
      statement: { path, start: place(at), sql: text },
    })),
    steps: plans.flatMap(({ rewrite }) => rewrite.steps.map(stepJson)),
    ...changes,
    pending: plans.flatMap(({ rewrite: { plan, pending } }) =>
      pending.map((phase) => pendingJson(plan.rollout?.id ?? plan.name, phase)),
    ),
  };
}

export function safePlanText({
  plan: { plans, unplanned },
  path,
  place,
  changes,
  written,
}: ToldPlan): string {
  if (plans.length === 0)
    return `${path}: ${unplanned.length === 0 ? "there is nothing to make safe" : "nothing here has a recipe"}.`;
  const list = plans.map(({ at, rewrite: { plan, steps, pending } }) =>
    [
      `${path}:${place(at).line + 1}: ${plan.title}`,
      ...steps.map((step, index) => `   ${index + 1}. ${stepText(step)}`),
      ...pending.flatMap((phase) => pendingText(phase)),
    ].join("\n"),
  );
  return [list.join("\n"), ...changesText(changes, written)].join("\n\n");
}
