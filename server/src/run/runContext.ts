import type { Blocker } from "./blockers.ts";
import type { OnEvent } from "./events.ts";
import type { Clock } from "./clock.ts";
import type { Ledger } from "../formats/format.ts";
import type { Observer } from "./observe/observer.ts";
import type { RunLock } from "./advisoryLock.ts";
import type { RunProject } from "./project.ts";
import type { Session } from "./session.ts";

/** What the steps of a run share. */
export interface RunContext {
  readonly project: RunProject;
  readonly ledger: Ledger;
  readonly session: Session;
  /** Absent on the embedded PostgreSQL, where the connection itself is the lock. */
  readonly lock: RunLock | undefined;
  readonly signal: AbortSignal;
  /** Tells the user whom or what the run waits for. */
  readonly waiting: (message: string, blockers?: readonly Blocker[]) => void;
  /** Told of all that happens, where somebody wants to know. */
  readonly onEvent?: OnEvent | undefined;
  /** Versions that are applied before the next step, in the folder's notation, oldest first. */
  applied: readonly string[];
  /** What the connection began with: the ledger is written under it, whatever a migration set. */
  readonly searchPath: string;
  /** Indexes that were INVALID before the run, so that those left by it can be named. */
  readonly invalidBefore: readonly string[];
  readonly clock: Clock;
  /** Where the run is to be looked at, statement by statement. */
  readonly observer?: Observer | undefined;
}
