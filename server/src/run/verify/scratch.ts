import type { ConnectionFacts, Database } from "../databases/database.ts";

/** A database of our own, which nobody else uses and which is gone afterwards. */
export interface Scratch {
  readonly database: Database;
  readonly facts: ConnectionFacts;
  /** Whether others use the same server. */
  readonly shared: boolean;
  /** Makes it empty again. */
  reset(signal: AbortSignal): Promise<void>;
  remove(): Promise<void>;
}

/** Every name of ours begins so; whatever runs under it was made by a process that may have been killed. */
export const scratchPrefix = "lockkeeper_verify_";
