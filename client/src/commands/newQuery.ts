import * as vscode from "vscode";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Opens an empty SQL document whose statements run on the selected database. */
export const newQuery = defineCommand({
  id: "lockkeeper.newQuery",
  title: "Open Query",
  icon: "$(terminal)",
  enablement: "lockkeeper.mayExecute",
  palette: "lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && lockkeeper.database != none",
      group: "navigation@2",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && viewItem =~ /^database/",
      group: "inline@2",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && viewItem =~ /^database/",
      group: "1_run@2",
    },
  ],
  async run() {
    if (!(await requireExecution())) return;
    const hint = vscode.l10n.t("Run with Ctrl+Enter (Cmd+Enter): the selection, or everything.");
    const document = await vscode.workspace.openTextDocument({ language: "sql", content: `-- ${hint}\n` });
    const selection = document.lineAt(document.lineCount - 1).range;
    await vscode.window.showTextDocument(document, { selection });
  },
});
