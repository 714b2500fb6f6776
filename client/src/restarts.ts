import * as vscode from "vscode";
import { CloseAction, ErrorAction } from "vscode-languageclient/node";
import type { CloseHandlerResult, ErrorHandler } from "vscode-languageclient/node";

/** More crashes than this within the window, and the server stays down until the user asks for it. */
const allowed = { crashes: 4, milliseconds: 180_000 };

/** Restarts the server quietly after a crash; says so, with what to do, when it keeps crashing. */
export function restartAfterCrash(output: vscode.LogOutputChannel): ErrorHandler {
  let crashes: readonly number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed: (): CloseHandlerResult => {
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < allowed.milliseconds), now];
      if (crashes.length <= allowed.crashes) {
        output.warn(`The language server stopped unexpectedly; starting it again (${crashes.length}).`);
        return { action: CloseAction.Restart, handled: true };
      }
      crashes = [];
      void offerRestart(output);
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

async function offerRestart(output: vscode.LogOutputChannel): Promise<void> {
  const restart = vscode.l10n.t("Restart");
  const show = vscode.l10n.t("Show Output");
  const message = vscode.l10n.t(
    "Lockkeeper's language server stopped several times in a row and was not started again.",
  );
  const answer = await vscode.window.showErrorMessage(message, restart, show);
  if (answer === restart) await vscode.commands.executeCommand("lockkeeper.restartServer");
  if (answer === show) output.show();
}
