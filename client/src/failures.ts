import * as vscode from "vscode";
import type { RunFailure } from "../../server/src/protocol.ts";
import { openAt } from "./positions.ts";

/**
 * Says what failed; where the file and the spot are known, "Show" goes there, else "Show Log" to the log: a message without
 * a button is cut to its first line.
 */
export async function showFailure(output: vscode.LogOutputChannel, failure: RunFailure): Promise<void> {
  output.error(`[${failure.code}] ${failure.message}`);
  if (failure.code === "cancelled") {
    void vscode.window.showInformationMessage(failure.message);
    return;
  }
  const show = vscode.l10n.t("Show");
  const log = vscode.l10n.t("Show Log");
  const { uri, range } = failure;
  const answer = await vscode.window.showErrorMessage(failure.message, uri === undefined ? log : show);
  if (answer === show && uri !== undefined) await openAt(uri, range);
  else if (answer === log) output.show();
}

/** Runs an action of the user; an unexpected error becomes a message instead of an unhandled rejection. */
export async function guarded(output: vscode.LogOutputChannel, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    const message = error instanceof Error ? error.message : String(error);
    output.error(error instanceof Error ? error : message);
    void vscode.window.showErrorMessage(vscode.l10n.t("Lockkeeper: {0}", message));
  }
}
