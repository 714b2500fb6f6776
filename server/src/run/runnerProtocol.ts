import { NotificationType, RequestType } from "vscode-jsonrpc";
import type {
  DatabaseChoice,
  DatabaseState,
  DriftResult,
  QueryResult,
  RepairAction,
  Reply,
  RunParams,
  RunProgress,
} from "../protocol.ts";
import type { DryRun } from "./dryRun.ts";
import type { RunProject } from "./project.ts";
import type { RunOutcome } from "./runner.ts";
import type { LedgerStatus } from "./standing.ts";

/* What the language server and its runner process say to each other, over IPC. Cancel a request to abort it. */

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

export interface ProjectRun {
  readonly project: RunProject;
  readonly params: RunParams;
}

export const initialize = new RequestType<RunnerSettings, null, void>("runner/initialize");
export const state = new RequestType<null, Reply<DatabaseState>, void>("runner/state");
export const select = new RequestType<Selection, Reply<DatabaseState>, void>("runner/select");
export const start = new RequestType<null, Reply<DatabaseState>, void>("runner/start");
export const stop = new RequestType<null, Reply<DatabaseState>, void>("runner/stop");
export const reset = new RequestType<null, Reply<DatabaseState>, void>("runner/reset");
export const status = new RequestType<RunProject, Reply<LedgerStatus>, void>("runner/status");
export const run = new RequestType<ProjectRun, Reply<RunOutcome>, void>("runner/run");
export const dryRun = new RequestType<ProjectRun, Reply<DryRun>, void>("runner/dryRun");
export const repair = new RequestType<
  { readonly project: RunProject; readonly action: RepairAction; readonly version: string },
  Reply<string>,
  void
>("runner/repair");
export const drift = new RequestType<RunProject, Reply<DriftResult>, void>("runner/drift");
export const query = new RequestType<
  { readonly sql: string; readonly limit: number },
  Reply<QueryResult>,
  void
>("runner/query");

export const stateChanged = new NotificationType<DatabaseState>("runner/stateChanged");
export const runProgress = new NotificationType<RunProgress>("runner/runProgress");
/** While a database starts: one sentence. */
export const startProgress = new NotificationType<string>("runner/startProgress");
