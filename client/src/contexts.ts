import * as vscode from "vscode";
import type { DatabaseStatus } from "../../server/src/protocol.ts";

/** The keys that the manifest's `when` clauses read, and what each holds. */
export interface Contexts {
  /** The server has answered at least once. */
  readonly "lockkeeper.analysed": boolean;
  readonly "lockkeeper.hasProjects": boolean;
  /** A change in several phases is under way. */
  readonly "lockkeeper.hasRollouts": boolean;
  /** The server did not answer the last time. */
  readonly "lockkeeper.failed": boolean;
  /** Whether there are findings of history, and whether they are shown. */
  readonly "lockkeeper.history": "none" | "hidden" | "shown";
  /** The workspace is trusted and on a disk. */
  readonly "lockkeeper.mayExecute": boolean;
  readonly "lockkeeper.virtual": boolean;
  /** A rewrite of several files is shown and waits for Apply or Discard. */
  readonly "lockkeeper.previewing": boolean;
  /** A run or a change of the database is under way. */
  readonly "lockkeeper.busy": boolean;
  readonly "lockkeeper.database": DatabaseStatus;
  readonly "lockkeeper.databaseKind": string;
}

/** Sets one key; VS Code redraws what depends on it. */
export function setContext<Key extends keyof Contexts>(key: Key, value: Contexts[Key]): void {
  void vscode.commands.executeCommand("setContext", key, value);
}
