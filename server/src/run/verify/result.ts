import type { RunFailure } from "../../protocol.ts";

/**
 * - `reversible`: up and down end where they began, with the rows that were there;
 * - `lossy`: the schema does, but rows or values do not come back;
 * - `irreversible`: there is no down, or it leaves something of the schema other than it was;
 * - `broken`: the up, the down or the up after it fails;
 * - `untried`: it was not run, and `notes` says why.
 */
export type Badge = "reversible" | "lossy" | "irreversible" | "broken" | "untried";

export const badges: readonly Badge[] = ["reversible", "lossy", "irreversible", "broken", "untried"];

/** What one migration does on a scratch database. */
export interface VerifiedMigration {
  readonly migration: string;
  readonly name: string;
  /** Relative to the project's folder. */
  readonly path: string;
  readonly badge: Badge;
  readonly down: "written" | "missing";
  /** Rows and values that do not come back. */
  readonly lost: readonly string[];
  /** What of the schema is not as it was before. */
  readonly left: readonly string[];
  readonly notes: readonly string[];
  readonly failure?: VerifyFailure;
}

export interface VerifyFailure extends Pick<RunFailure, "uri" | "range" | "code" | "message"> {
  /** Which of the three runs failed. */
  readonly during: "up" | "down" | "second up";
}

export interface VerifyResult {
  /** e.g. `PostgreSQL 18.4`. */
  readonly database: string;
  readonly postgres: number;
  readonly migrations: readonly VerifiedMigration[];
  /** Tables into which no row could be written, and why. */
  readonly unfilled: readonly { readonly table: string; readonly why: string }[];
  readonly notes: readonly string[];
}
