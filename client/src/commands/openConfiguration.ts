import * as vscode from "vscode";
import { defineCommand } from "./command.ts";

const fileName = "lockkeeper.config.json";

/** Opens the project's configuration file; a new one is shown unsaved where there is none. */
export const openConfiguration = defineCommand({
  id: "lockkeeper.openConfiguration",
  title: "Open Configuration File",
  icon: "$(gear)",
  palette: "workspaceFolderCount != 0",
  menus: [{ menu: "view/title", when: "view == lockkeeper.migrations", group: "2_open@2" }],
  async run() {
    const [found] = await vscode.workspace.findFiles(`**/${fileName}`, "**/node_modules/**", 1);
    if (found !== undefined) return vscode.window.showTextDocument(found);
    const folder = vscode.workspace.workspaceFolders?.[0];
    if (folder === undefined) return vscode.commands.executeCommand("vscode.openFolder");
    const uri = vscode.Uri.joinPath(folder.uri, fileName).with({ scheme: "untitled" });
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    return editor.edit((edit) => edit.insert(new vscode.Position(0, 0), template));
  },
});

const template = `${JSON.stringify({ migrations: ["migrations"], postgres: [15, 18] }, undefined, 2)}\n`;
