import * as vscode from "vscode";
import { ResponseError } from "vscode-languageclient/node";
import { setContext } from "../contexts.ts";

/** Does something with the database under a notification with cancel; undefined when it was cancelled. */
export async function withDatabaseProgress<T>(
  title: string,
  action: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T | undefined> {
  setContext("lockkeeper.busy", true);
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, cancellable: true, title },
      async (_progress, token) => {
        try {
          return await action(token);
        } catch (error) {
          if (token.isCancellationRequested && error instanceof ResponseError) return undefined;
          throw error;
        }
      },
    );
  } finally {
    setContext("lockkeeper.busy", false);
  }
}
