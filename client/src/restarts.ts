import * as vscode from "vscode";
import { CloseAction, ErrorAction } from "vscode-languageclient/node";
import type { CloseHandlerResult, ErrorHandler } from "vscode-languageclient/node";

/** More crashes than this within the window, and the server stays down until the user asks for it. */
const allowed = { crashes: 4, milliseconds: 180_000 };

/**
 * Restarts the server quietly after a crash; says so, with what to do, when it keeps crashing. A server that dies while
 * it starts is left alone: whoever started it says so.
 */
export function restartAfterCrash(output: vscode.LogOutputChannel, isStarting: () => boolean): ErrorHandler {
  let crashes: readonly number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed: (): CloseHandlerResult => {
      if (isStarting()) return { action: CloseAction.DoNotRestart, handled: true };
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < allowed.milliseconds), now];
      if (crashes.length <= allowed.crashes) {
        output.warn(`The language server stopped unexpectedly; starting it again (${crashes.length}).`);
        return { action: CloseAction.Restart, handled: true };
      }
      crashes = [];
      void offerRestart(
        output,
        vscode.l10n.t(
          "Lockkeeper's language server stopped several times in a row and was not started again.",
        ),
      );
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

/** Says what is wrong with the server, with what to do about it. */
export async function offerRestart(output: vscode.LogOutputChannel, message: string): Promise<void> {
  const restart = vscode.l10n.t("Restart");
  const show = vscode.l10n.t("Show Output");
  const answer = await vscode.window.showErrorMessage(message, restart, show);
  if (answer === restart) await vscode.commands.executeCommand("lockkeeper.restartServer");
  if (answer === show) output.show();
}
