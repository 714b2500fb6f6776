import type { PendingPhase, Step } from "../recipes/recipe.ts";
import type { Rewrite } from "../recipes/rewriteInput.ts";
import type { LinePosition } from "../sql/offsets.ts";

export interface ShownRange {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

export interface ShownPlace {
  readonly path: string;
  readonly range: ShownRange;
}

/** Changes of files, with paths as the user sees them and zero-based ranges in UTF-16. */
export interface ShownChanges {
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly edits: readonly (ShownPlace & { readonly newText: string })[];
}

/** `rewrite --format json`, see INTERFACES. */
export function rewriteJson(
  recipe: string,
  statement: ShownPlace,
  { steps, pending, plan }: Rewrite,
  changes: ShownChanges,
): object {
  return {
    version: 1,
    recipe,
    title: plan.title,
    statement,
    steps: steps.map(stepJson),
    ...changes,
    pending: pending.map((phase) => pendingJson(plan.rollout?.id ?? plan.name, phase)),
  };
}

export function pendingJson(rollout: string, { phase, preconditions, steps }: PendingPhase): object {
  return {
    rollout,
    phase,
    preconditions: preconditions.map(({ query }) => query),
    labels: preconditions.map(({ label }) => label),
    steps: steps.map(stepJson),
  };
}

export function stepJson({ phase, transaction, title, up, down, deployBefore, deployAfter }: Step): object {
  return {
    phase,
    transaction: transaction === "none" ? "autocommit" : "single",
    title,
    up,
    down,
    deployBefore: deployBefore ?? null,
    deployAfter: deployAfter ?? null,
  };
}

/** The same for people: what each step does, then what is written where. */
export function rewriteText(
  { plan, steps, pending }: Rewrite,
  changes: ShownChanges,
  written: boolean,
): string {
  const list = steps.map((step, index) => `${index + 1}. ${stepText(step)}`);
  const later = pending.flatMap((phase) => pendingText(phase));
  return [[plan.title, ...list, ...later].join("\n"), ...changesText(changes, written)].join("\n\n");
}

/** What is written where, and whether it is. */
export function changesText(changes: ShownChanges, written: boolean): readonly string[] {
  const verb = written ? "Written" : "To be written";
  const files = [
    ...changes.edits.map(({ path, range, newText }) => {
      const text = newText === "" ? "(taken out)" : newText;
      return `${verb}: ${path}:${range.start.line + 1}\n\n${indented(text)}`;
    }),
    ...changes.files.map(({ path, content }) => `${verb}: ${path} (new)\n\n${indented(content.trimEnd())}`),
  ];
  return written ? files : [...files, "Nothing is written yet; --write does it."];
}

export function stepText({ phase, title, deployBefore, deployAfter, transaction }: Step): string {
  const outside = transaction === "none" ? " (outside a transaction)" : "";
  const before = deployBefore === undefined ? "" : `\n   Deploy first: ${deployBefore}`;
  const after = deployAfter === undefined ? "" : `\n   Deploy after this: ${deployAfter}`;
  return `${phase}: ${title}${outside}${before}${after}`;
}

export function pendingText({ phase, steps, preconditions }: PendingPhase): readonly string[] {
  return [
    `Later, ${phase}:`,
    ...steps.map((step) => `   ${stepText(step)}`),
    "   when it holds that:",
    ...preconditions.map(({ label }) => `   - ${label}`),
  ];
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
