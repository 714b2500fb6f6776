import type { Format } from "../formats/format.ts";
import type { Clock } from "./clock.ts";
import type { ConnectionFacts, Database } from "./databases/database.ts";

/** A database that is ready, and how to use it. */
export interface RunTarget {
  readonly database: Database;
  readonly facts: ConnectionFacts;
  readonly format: Format;
  /** Milliseconds to wait for another runner before giving up. */
  readonly lockLimit: number;
  readonly clock: Clock;
}
