import * as vscode from "vscode";
import { requireExecution } from "../trust.ts";
import type { Command } from "./command.ts";

/** Opens an empty SQL document whose statements run on the selected database. */
export const newQuery: Command = {
  id: "lockkeeper.newQuery",
  async run() {
    if (!(await requireExecution())) return;
    const hint = vscode.l10n.t("Run with Ctrl+Enter (Cmd+Enter): the selection, or everything.");
    const document = await vscode.workspace.openTextDocument({ language: "sql", content: `-- ${hint}\n` });
    const selection = document.lineAt(document.lineCount - 1).range;
    await vscode.window.showTextDocument(document, { selection });
  },
};
