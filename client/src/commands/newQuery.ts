import * as vscode from "vscode";
import { queryPath } from "../../../server/src/protocol/queryDocument.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** A name that no open document has. */
function freeName(): vscode.Uri {
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  for (let number = 1; ; number += 1) {
    const uri = vscode.Uri.from({ scheme: "untitled", path: queryPath(number) });
    if (!open.has(uri.toString())) return uri;
  }
}

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
    const document = await vscode.workspace.openTextDocument(freeName());
    const editor = await vscode.window.showTextDocument(document);
    const hint = vscode.l10n.t("Run with Ctrl+Enter (Cmd+Enter): the selection, or everything.");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `-- ${hint}\n`));
  },
});
