import type { Execution } from "../execution.ts";
import { collect } from "./collect.ts";
import type { Doomed } from "./doomed.ts";
import { remove } from "./remove.ts";

/**
 * Drops objects with all that goes with them (performMultipleDeletions): 2BP01 without CASCADE where something
 * would not go in silence. Locks on what the statement names are taken by the caller, those on the rest here.
 */
export function dropObjects(execution: Execution, targets: readonly Doomed[], cascade: boolean): void {
  const condemned = collect(execution, targets, cascade);
  for (const { doomed, named, byCascade } of [...condemned].reverse()) {
    const run = (): void => {
      remove(execution, doomed, !named);
    };
    if (byCascade) execution.byCascade(run);
    else run();
  }
}
