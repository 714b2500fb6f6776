import type { RunFailure } from "../../protocol.ts";
import type { Difference } from "./compareEntry.ts";
import type { ObservedWork } from "./observation.ts";
import type { LockMode } from "../../interpret/locks.ts";

/** What a run of one migration did, statement by statement, beside what was predicted for the database as it was. */
export interface ObservedMigration {
  readonly migration: string;
  readonly name: string;
  readonly direction: "up" | "down";
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly postgres: number;
  readonly statements: readonly ObservedStatement[];
}

export interface HeldLock {
  /** `schema.name`, as it was called when the statement began. */
  readonly relation: string;
  readonly mode: LockMode;
  /** From the start of the statement to the end of its transaction; null where that was not seen. */
  readonly heldMilliseconds: number | null;
}

export interface ObservedStatement {
  /** Relative to the project's folder. */
  readonly path: string;
  readonly range: NonNullable<RunFailure["range"]>;
  readonly sql: string;
  readonly milliseconds: number;
  /**
   * How it was watched: `transaction`: at the end of the statement, in its transaction; `beside`: from another connection
   * while it ran, so that short locks may be missing; `not`: nothing but time, rows and notices is known.
   */
  readonly watched: "transaction" | "beside" | "not";
  readonly locks: readonly HeldLock[];
  readonly work: readonly ObservedWork[];
  /** Of the command tag; null where it has none. */
  readonly rows: number | null;
  readonly notices: readonly string[];
  /** Of the whole server meanwhile; null where it could not be asked. */
  readonly walBytes: number | null;
  /** Temporary files; null where the role may not have them told. */
  readonly tempBytes: number | null;
  readonly error?: { readonly sqlstate: string; readonly message: string };
  readonly predicted?: { readonly locks: readonly string[]; readonly work: readonly string[] };
  /** Lines that only the prediction has, and lines that only the server gave; absent where nothing was compared. */
  readonly difference?: Difference;
}
