import { NotificationType, RequestType } from "vscode-languageserver-protocol";
import type { Reply, RunFailure } from "../protocol.ts";

/* Migrations tried on a scratch database: up, down and up again. */

/**
 * - `reversible`: up and down end where they began, with the rows that were there;
 * - `lossy`: the schema does, but rows or values do not come back;
 * - `irreversible`: there is no down, or it leaves something of the schema other than it was;
 * - `broken`: the up, the down or the up after it fails;
 * - `untried`: it was not run, and `notes` says why.
 */
export type Badge = "reversible" | "lossy" | "irreversible" | "broken" | "untried";

/** The worst last. */
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

/** Whether a migration does not do what its author has written. A down that nobody has written is no mistake. */
export function failsVerification({ badge, down }: Pick<VerifiedMigration, "badge" | "down">): boolean {
  return badge === "broken" || (badge === "irreversible" && down === "written");
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

export interface VerifyParams {
  readonly project: string;
  /** The versions of those that are of interest; all where absent. Those before them are only applied. */
  readonly only?: readonly string[];
}

/** Runs migrations up, down and up again on a scratch database with rows in its tables. Cancel it to stop. */
export const verifyRequest = new RequestType<VerifyParams, Reply<VerifyResult>, void>("lockkeeper/verify");
/** What each migration has come to, as soon as it is known. */
export const verified = new NotificationType<{
  readonly project: string;
  readonly migration: VerifiedMigration;
}>("lockkeeper/verified");
