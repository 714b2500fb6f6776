import { NotificationType, RequestType } from "vscode-jsonrpc";
import type { DatabaseChoice, DatabaseState, Reply, RunProgress } from "../protocol.ts";
import type { VerifiedMigration } from "../protocol/verify.ts";

/*
 * What the language server and its runner process say to each other over IPC, beside the operations of
 * `operations.ts`. Cancel a request to abort it.
 */

/** What the runner needs to know before anything else. */
export interface RunnerSettings {
  /** A folder that outlives the process, for the embedded database. */
  readonly storagePath: string;
  /** Tells this workspace's databases from those of others; stable, e.g. a hash of its folder. */
  readonly key: string;
  readonly image: string;
  /** Seconds. */
  readonly startTimeout: number;
}

/** `auto`: a container where an engine answers, else the embedded PostgreSQL. */
export type Selection = DatabaseChoice | { readonly kind: "auto" };

/** What a migration has come to while a project is verified. */
export interface Verdict {
  readonly project: string;
  readonly migration: VerifiedMigration;
}

export const initialize = new RequestType<RunnerSettings, null, void>("runner/initialize");
/** The request of an operation; failures are answers, so that they keep their code and place. */
export function requestOf<P, T>(operation: string): RequestType<P, Reply<T>, void> {
  return new RequestType(`runner/${operation}`);
}

export const stateChanged = new NotificationType<DatabaseState>("runner/stateChanged");
export const runProgress = new NotificationType<RunProgress>("runner/runProgress");
/** While a database starts: one sentence. */
export const startProgress = new NotificationType<string>("runner/startProgress");
export const verified = new NotificationType<Verdict>("runner/verified");
