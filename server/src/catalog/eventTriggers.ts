import type { FunctionId } from "./ids.ts";
import type { Trigger } from "./relations.ts";

export interface EventTrigger {
  readonly name: string;
  /** `ddl_command_start`, `ddl_command_end`, `sql_drop`, `table_rewrite` or `login`. */
  readonly event: string;
  /** The command tags it is for, in capitals; empty for all. */
  readonly tags: readonly string[];
  readonly function: FunctionId;
  readonly enabled: Trigger["enabled"];
}
