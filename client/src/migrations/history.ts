import * as vscode from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import type { LanguageServer } from "../languageClient.ts";
import { hiddenFindings } from "./hidden.ts";
import type { MigrationsModel } from "./model.ts";

/** Shows the findings of history, or hides them again. */
export async function showHistory({ client }: LanguageServer, all: boolean): Promise<void> {
  await client.sendRequest(ExecuteCommandRequest.type, {
    command: "lockkeeper.showHistory",
    arguments: [all],
  });
}

/** Says in the status bar how many findings are not shown; a click shows them. */
export function createHistoryItem(migrations: MigrationsModel): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("lockkeeper.history", vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t("Lockkeeper History");
  const update = (): void => {
    const { findings, shown } = hiddenFindings(migrations.projects ?? []);
    if (findings === 0) {
      item.hide();
      return;
    }
    item.text = shown ? `$(filter) ${findings}` : `$(history) ${findings}`;
    const words = shown
      ? vscode.l10n.t("Lockkeeper: {0} findings of history are shown. Hide them.", findings)
      : vscode.l10n.t(
          "Lockkeeper: {0} findings of migrations that are applied, as on the base branch, or accepted are not shown. Show them.",
          findings,
        );
    item.tooltip = words;
    item.accessibilityInformation = { label: words };
    item.command = shown ? "lockkeeper.showNewFindings" : "lockkeeper.showAllFindings";
    item.show();
  };
  update();
  return vscode.Disposable.from(item, migrations.onDidChange(update));
}
