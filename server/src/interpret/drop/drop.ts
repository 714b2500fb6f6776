import type { Execution } from "../execution.ts";
import { collect } from "./collect.ts";
import type { DropTarget } from "./dropTarget.ts";
import { remove } from "./remove.ts";

/**
 * Drops objects with all that goes with them (performMultipleDeletions): 2BP01 without CASCADE where something
 * would not go in silence. Locks on what the statement names are taken by the caller, those on the rest here.
 */
export function dropObjects(execution: Execution, targets: readonly DropTarget[], cascade: boolean): void {
  const collected = collect(execution, targets, cascade);
  for (const { dropped, named, byCascade } of [...collected].reverse()) {
    const run = (): void => {
      remove(execution, dropped, !named);
    };
    if (byCascade) execution.recorder.byCascade(run);
    else run();
  }
}
