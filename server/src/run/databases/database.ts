import type { ClientConfig } from "pg";
import type { DatabaseKind, DatabaseStatus } from "../../protocol.ts";

/** Called with one short sentence whenever something worth showing happens. */
export type Progress = (message: string) => void;

/** How the ordinary `pg` client reaches a database that is ready. */
export interface ConnectionFacts {
  /** Complete: nothing is taken from PGHOST and its kin. Holds the password; never to be logged or shown. */
  readonly config: Readonly<ClientConfig>;
  /** e.g. `127.0.0.1:49153`; safe to show. */
  readonly address: string;
  /** e.g. `18.4`. */
  readonly version: string;
  /**
   * True for the embedded PostgreSQL: one backend, so every client shares one session. It takes one connection
   * at a time and drops the others; whoever holds the connection holds the database.
   */
  readonly singleBackend: boolean;
}

/**
 * Where migrations are run. The three kinds differ only here; everything else goes through `pg`.
 * An implementation may not: log or throw a password, touch what it did not start (unless it is a server that the
 * user named), wait without regard for the signal, or throw anything but a DatabaseError.
 */
export interface Database {
  readonly kind: DatabaseKind;
  readonly status: DatabaseStatus;
  /** Makes it ready, or finds that it is; may be called again after it stopped or died. */
  start(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts>;
  /** The same of what runs already; undefined, and nothing is started, where it does not. */
  attach(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts | undefined>;
  /** Ends it and keeps its data; a server by URL is only let go. */
  stop(): Promise<void>;
  /** Drops all data; afterwards it is stopped. A server by URL refuses. */
  reset(): Promise<void>;
  /** Lets go of everything that must not outlive this process. Data, and a running container, stay. */
  dispose(): Promise<void>;
  /**
   * Ends the statement under way where no second connection can cancel it (embedded): its session is gone
   * afterwards, and what it had not committed is rolled back. Undefined where pg_cancel_backend serves.
   */
  readonly interrupt: (() => Promise<void>) | undefined;
}
