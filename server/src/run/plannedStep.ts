import type { Direction, Migration } from "../formats/format.ts";

/** One section of a migration that is to run. */
export interface PlannedStep {
  readonly direction: Direction;
  readonly migration: Migration;
}
