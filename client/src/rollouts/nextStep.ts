import type { RolloutItem, RolloutStepItem } from "../../../server/src/protocol.ts";

type MigrationStep = Extract<RolloutStepItem, { readonly kind: "migration" }>;

/** What is to be done next in a rollout. */
export type NextStep =
  /** Where its migrations stand is not known: no database is connected. */
  | { readonly kind: "connect"; readonly step: MigrationStep }
  | { readonly kind: "run"; readonly step: MigrationStep }
  /** Something happened to a migration that somebody must look at: it was changed, or a run left it half-way. */
  | { readonly kind: "look"; readonly step: MigrationStep }
  | { readonly kind: "deploy"; readonly step: Extract<RolloutStepItem, { readonly kind: "deploy" }> }
  | { readonly kind: "finish"; readonly step: Extract<RolloutStepItem, { readonly kind: "finish" }> };

export type StepState = "done" | "next" | "later";

/** The first step that is not done; undefined after the last. `isDeployed`: what somebody said runs everywhere. */
export function nextStep(
  { steps }: Pick<RolloutItem, "steps">,
  isDeployed: (what: string) => boolean,
): NextStep | undefined {
  for (const [index, step] of steps.entries()) {
    if (step.kind === "finish") return { kind: "finish", step };
    if (step.kind === "deploy") {
      if (!isDeployed(step.what) && !wentOn(steps.slice(index))) return { kind: "deploy", step };
    } else if (step.state !== "applied") return { kind: ofState[step.state], step };
  }
  return undefined;
}

const ofState = {
  unknown: "connect",
  pending: "run",
  changed: "look",
  missing: "look",
  unfinished: "look",
} as const;

/** Whoever applied a later migration has deployed what it needs. */
function wentOn(later: readonly RolloutStepItem[]): boolean {
  return later.some((step) => step.kind === "migration" && step.state === "applied");
}

/** Where each step stands. */
export function stepStates(
  { steps }: Pick<RolloutItem, "steps">,
  next: NextStep | undefined,
): readonly StepState[] {
  const at = next === undefined ? steps.length : steps.indexOf(next.step);
  return steps.map((step, index) => {
    if (index === at) return "next";
    const isLater = index > at && !(step.kind === "migration" && step.state === "applied");
    return isLater ? "later" : "done";
  });
}

/** The part of a migration's name that tells it from the others of its rollout; its phase where they share all of it. */
export function ownPart(
  { id }: Pick<RolloutItem, "id">,
  { name, phase }: Pick<MigrationStep, "name" | "phase">,
): string {
  if (name === id) return phase;
  return name.startsWith(`${id}_`) ? name.slice(id.length + 1) : name;
}
