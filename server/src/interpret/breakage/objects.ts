import type { ObjectBreakage } from "../effects.ts";
import type { Execution } from "../execution.ts";

/** Notes whom the change of an object breaks; one that nothing here makes is assumed to exist. */
export function breaksObject(execution: Execution, breakage: ObjectBreakage): void {
  execution.recorder.breaksObject(breakage);
  if (breakage.assumed === true && breakage.named !== undefined)
    execution.assume({ kind: "exists", about: breakage.object });
}
