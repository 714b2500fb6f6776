import type { Catalog } from "../catalog/catalog.ts";
import type { Effects, Failure } from "../interpret/effects.ts";
import type { Outcome } from "../interpret/interpret.ts";
import type { Major } from "../interpret/target.ts";
import type { Statement } from "../sql/statement.ts";
import type { HeldLocks } from "./held.ts";
import type { Settings } from "./session.ts";
import type { TransactionMode, TransactionState } from "./transaction.ts";

/** One statement in its section, on one server version. */
export interface TimelineEntry {
  readonly statement: Statement;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly outcome: Outcome;
  /** What it does to relations that existed before its transaction; what it does to newer ones disturbs nobody. */
  readonly effects: Effects;
  /** Locks on such relations that earlier statements of the same transaction took and that are still held. */
  readonly held: HeldLocks;
  /** The transaction it runs in. */
  readonly transaction: TransactionState;
  /** How it fails if the file is sent as one string, where that is only one of the ways in which it may be sent. */
  readonly ifTogether: Failure | undefined;
}

/** The statements of one section, in order, on one server version, or on several that do the same. */
export interface Timeline {
  readonly mode: TransactionMode;
  /** The catalog before the section; what is not in it was created by the migration itself. */
  readonly start: Catalog;
  readonly end: Catalog;
  readonly entries: readonly TimelineEntry[];
  /** What SET left behind: the settings of the session after the last statement, by name. */
  readonly settings: Settings;
}

export interface TimelineInput {
  readonly mode: TransactionMode;
  readonly statements: readonly Statement[];
  readonly major: Major;
  readonly timeZone: string;
  /** The tool sends the statements one by one, not as one string. */
  readonly splits?: boolean;
  /** Nothing says how the file is sent: `mode` is a guess. */
  readonly assumed?: boolean;
  /** Whether the tool takes a statement out of a pipeline and sends it by itself. */
  readonly alone?: (statement: Statement) => boolean;
  /** False where the history is known to begin with an empty database; true by default. */
  readonly assumesMissing?: boolean;
  /**
   * True for the last section of a migration in its direction: whatever comes next may be run in another session, so
   * `end` has nothing left of this one.
   */
  readonly endsSession?: boolean;
}
