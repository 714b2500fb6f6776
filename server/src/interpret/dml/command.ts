export type ChangeEvent = "insert" | "update" | "delete";

/** What a data-modifying statement does; MERGE may do several things, or nothing. */
export interface Command {
  readonly events: readonly ChangeEvent[];
  readonly isMerge: boolean;
}
