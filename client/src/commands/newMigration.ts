import * as vscode from "vscode";
import { newMigrationRequest, type NewMigration } from "../../../server/src/protocol.ts";
import { pickProject } from "../migrations/pick.ts";
import { defineCommand } from "./command.ts";

/** Makes the files of a new migration as its tool would, and opens it where the first statement goes. */
export const newMigration = defineCommand({
  id: "lockkeeper.newMigration",
  title: "New Migration…",
  icon: "$(add)",
  enablement: "lockkeeper.hasProjects",
  palette: "lockkeeper.hasProjects",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects",
      group: "navigation@4",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && viewItem =~ /^project/",
      group: "2_new@1",
    },
  ],
  async run(app, argument) {
    const project = await pickProject(app, argument);
    if (project === undefined) return;
    const name = await vscode.window.showInputBox({
      title: vscode.l10n.t("New migration in {0} ({1})", project.label, project.formatLabel),
      prompt: vscode.l10n.t("What does it do?"),
      placeHolder: vscode.l10n.t("add phone to customers"),
      validateInput: (text) =>
        /[\p{L}\p{N}]/u.test(text) ? undefined : vscode.l10n.t("Name it with letters or digits."),
    });
    if (name === undefined) return;
    const made = await app.server.client.sendRequest(newMigrationRequest, { project: project.uri, name });
    if (made === null) throw new Error(vscode.l10n.t("{0} has no migrations any more.", project.label));
    await write(made);
    await open(made);
  },
});

/** All files or none: what is there already is replaced only where it is the tool's own list. */
async function write({ files }: NewMigration): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, content, replaces } of files) {
    const contents = new TextEncoder().encode(content);
    edit.createFile(vscode.Uri.parse(uri), { contents, overwrite: replaces });
  }
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t("The migration could not be written. Is its folder writable?"));
}

async function open({ open: uri, position: { line, character } }: NewMigration): Promise<void> {
  const place = new vscode.Position(line, character);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}
