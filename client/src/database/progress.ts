import * as vscode from "vscode";
import { ResponseError } from "vscode-languageclient/node";
import type { DatabaseModel } from "./model.ts";
import { setContext } from "../contexts.ts";

/** Does something with the database under a notification with cancel; undefined when it was cancelled. */
export async function withDatabaseProgress<T>(
  database: DatabaseModel,
  title: string,
  action: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T | undefined> {
  setContext("lockkeeper.busy", true);
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, cancellable: true, title },
      async (progress, token) => {
        const listener = database.onProgress((message) => progress.report({ message }));
        try {
          return await action(token);
        } catch (error) {
          if (token.isCancellationRequested && error instanceof ResponseError) return undefined;
          throw error;
        } finally {
          listener.dispose();
        }
      },
    );
  } finally {
    setContext("lockkeeper.busy", false);
  }
}
