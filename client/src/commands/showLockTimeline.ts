import * as vscode from "vscode";
import { showLockTimeline as show } from "../lockTimeline/panel.ts";
import { pickMigration, pickProject } from "../migrations/pick.ts";
import { placeOf } from "../migrations/target.ts";
import { toRange } from "../positions.ts";
import { defineCommand } from "./command.ts";

/** Draws what a migration locks, statement by statement, beside its text: that of the editor, of a row, or one that is picked. */
export const showLockTimeline = defineCommand({
  id: "lockkeeper.showLockTimeline",
  title: "Show Lock Timeline",
  icon: "$(graph)",
  palette: "lockkeeper.hasProjects",
  menus: [
    {
      menu: "editor/title",
      when: "lockkeeper.hasProjects && resourceExtname == .sql && resourceScheme == file",
      group: "navigation@3",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && viewItem =~ /^(migration (pending|unknown|applied|changed|unfinished)|section|statement)/",
      group: "2_open@2",
    },
  ],
  async run(app, argument) {
    const place = placeOf(argument);
    if (place !== undefined)
      return show(app, { uri: vscode.Uri.parse(place.uri), position: toRange(place.range).start });
    const editor = vscode.window.activeTextEditor;
    const isOpen = editor !== undefined && editor.document.uri.path.endsWith(".sql");
    if (isOpen && (argument === undefined || argument instanceof vscode.Uri))
      return show(app, { uri: editor.document.uri, position: editor.selection.active });
    const project = await pickProject(app, argument);
    if (project === undefined) return;
    const migration = await pickMigration(project, argument, {
      placeHolder: vscode.l10n.t("The locks of which migration?"),
      fits: ({ uri }) => uri !== undefined,
    });
    if (migration?.uri !== undefined)
      await show(app, { uri: vscode.Uri.parse(migration.uri), position: undefined });
  },
});
