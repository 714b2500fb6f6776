import type { Effects } from "../../interpret/effects.ts";
import type { Observation } from "./observation.ts";

/** What a server did, one line per lock and per piece of work, or the error alone. */
export function observedInWords(observed: Observation): readonly string[] {
  if (observed.error !== undefined) return [`error ${observed.error.sqlstate}`];
  return [
    ...observed.locks.map(({ relation, mode }) => `${relation} ${mode}`),
    ...observed.work.map(({ relation, kind }) => `${kind} of ${relation}`),
  ].sort();
}

/**
 * The prediction in the same lines. A failure that depends on rows counts where the server did fail; where it did
 * not, the rest of the prediction must hold.
 */
export function inWords(predicted: Effects, observed: { readonly error?: unknown }): readonly string[] {
  const fails = predicted.fails;
  if (fails !== undefined && (fails.when === "always" || observed.error !== undefined))
    return [`error ${fails.sqlstate}`];
  return [
    ...predicted.locks.map(({ relation, mode }) => `${relation.name} ${mode}`),
    ...predicted.work.map(({ relation, kind }) => `${kind} of ${relation.name}`),
  ].sort();
}

/** Whether a prediction is what the lines say that a server did. */
export function agrees(predicted: Effects, observed: readonly string[]): boolean {
  const failed = observed[0]?.startsWith("error ") === true;
  return inWords(predicted, failed ? { error: true } : {}).join("\n") === observed.join("\n");
}
