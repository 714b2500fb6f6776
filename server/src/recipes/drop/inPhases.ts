import type { PendingPhase, Step } from "../recipe.ts";
import { stopUnless } from "../support/stopUnless.ts";
import type { Parting } from "./parting.ts";

/** What goes at the end of a rollout, and what goes before it. */
export interface Ending {
  /** What is dropped, as the user calls it. */
  readonly what: string;
  /** In the order in which they go. */
  readonly partings: readonly Parting[];
  /** What the down fills again once all is there. */
  readonly fills?: readonly string[];
  /** What else the down proves last of all. */
  readonly proofs: readonly string[];
  readonly finish: Step;
  /** What must be deployed before; undefined where nothing more than a while must pass. */
  readonly deployBefore: string | undefined;
  /** What must hold when the first migration runs, too, and not only when it is written. */
  readonly stop: PendingPhase["preconditions"][number] | undefined;
  readonly preconditions: PendingPhase["preconditions"];
}

/**
 * The last phase of a drop. A first step stops where the rollout is not as far as that, and is the last on the way
 * back: what came back NOT VALID is proven there, in a transaction in which nothing else is locked.
 */
export function inPhases(ending: Ending): PendingPhase {
  const { partings, finish, deployBefore, stop, preconditions } = ending;
  const fills = ending.fills ?? [];
  const proofs = [...fills, ...partings.flatMap((each) => each.proofs), ...ending.proofs];
  const asked = [...preconditions, ...(stop === undefined ? [] : [stop])];
  const check: Step = {
    phase: "contract",
    title: `Stop here unless ${ending.what} may go; on the way down, ${fills.length > 0 ? "fill it again, and " : ""}check what has come back`,
    suffix: "check",
    transaction: "own",
    up: [stopUnless(asked)],
    down: proofs,
  };
  const steps = [
    ...(proofs.length > 0 || stop !== undefined ? [check] : []),
    ...numbered(partings.map(({ step }) => step)),
    finish,
  ];
  const [first, ...rest] = steps;
  return {
    phase: "contract",
    steps: first === undefined || deployBefore === undefined ? steps : [{ ...first, deployBefore }, ...rest],
    preconditions: asked,
  };
}

/** Steps of a kind are told apart by a number in their file's name. */
function numbered(steps: readonly Step[]): readonly Step[] {
  const counts = new Map<string, number>();
  return steps.map((step) => {
    const { suffix = "step" } = step;
    const number = (counts.get(suffix) ?? 0) + 1;
    counts.set(suffix, number);
    return { ...step, suffix: `${suffix}_${number}` };
  });
}
