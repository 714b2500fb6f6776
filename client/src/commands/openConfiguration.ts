import * as vscode from "vscode";
import type { App } from "../app.ts";
import { defineCommand } from "./command.ts";

const fileName = "lockkeeper.config.json";

/** Opens the configuration file of a workspace folder; where there is none, a new one that says what was found, unsaved. */
export const openConfiguration = defineCommand({
  id: "lockkeeper.openConfiguration",
  title: "Open Configuration File",
  icon: "$(gear)",
  palette: "workspaceFolderCount != 0",
  menus: [{ menu: "view/title", when: "view == lockkeeper.migrations", group: "2_open@2" }],
  async run(app) {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 0) return vscode.commands.executeCommand("vscode.openFolder");
    const folder =
      folders.length === 1
        ? folders[0]
        : await vscode.window.showWorkspaceFolderPick({
            placeHolder: vscode.l10n.t("Configure the migrations of which folder?"),
          });
    if (folder === undefined) return undefined;
    const pattern = new vscode.RelativePattern(folder, `**/${fileName}`);
    const [found] = await vscode.workspace.findFiles(pattern, "**/node_modules/**", 1);
    if (found !== undefined) return vscode.window.showTextDocument(found);
    const uri = vscode.Uri.joinPath(folder.uri, fileName).with({ scheme: "untitled" });
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    return editor.edit((edit) => edit.insert(new vscode.Position(0, 0), configurationFor(app, folder)));
  },
});

/** Names the projects that were found in a folder, so that saving it changes nothing yet. */
function configurationFor(app: App, folder: vscode.WorkspaceFolder): string {
  const root = folder.uri.toString();
  const migrations = (app.migrations.projects ?? [])
    .filter(({ uri }) => uri === root || uri.startsWith(`${root}/`))
    .map(({ uri, format }) => ({
      folder: decodeURIComponent(uri.slice(root.length + 1)) || ".",
      tool: format,
    }));
  const known = migrations.length === 0 ? ["migrations"] : migrations;
  return `${JSON.stringify({ migrations: known, postgres: [15, 18] }, undefined, 2)}\n`;
}
