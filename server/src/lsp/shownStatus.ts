import type { MigrationState } from "../protocol.ts";

/** Where the migrations of a project stand in the ledger, and what the ledger has beyond the folder. */
export interface ShownStatus {
  readonly version: string;
  readonly name: string;
  readonly state: Exclude<MigrationState, "unknown">;
  /** False for what is in the ledger but not in the folder. */
  readonly inFolder: boolean;
  /** Where it stopped, of one that is not finished. */
  readonly stopped?: string;
}
