import * as vscode from "vscode";
import { pickMigration, pickProject } from "../migrations/pick.ts";
import { placeOf } from "../migrations/target.ts";
import { openAt } from "../positions.ts";
import { defineCommand } from "./command.ts";

/** Opens the file behind a row of the view, or that of a migration picked by name. */
export const openMigration = defineCommand({
  id: "lockkeeper.openMigration",
  title: "Open Migration…",
  icon: "$(go-to-file)",
  palette: "lockkeeper.hasProjects",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects",
      group: "2_open@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && viewItem =~ /^(migration (pending|unknown|applied|changed|unfinished)|section|statement)/",
      group: "2_open@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && viewItem =~ /^migration (pending|unknown|applied|changed|unfinished)/",
      group: "inline@3",
    },
  ],
  async run(app, argument) {
    const place = placeOf(argument);
    if (place !== undefined) return openAt(place.uri, place.range);
    const project = await pickProject(app, argument);
    if (project === undefined) return;
    const migration = await pickMigration(project, argument, {
      placeHolder: vscode.l10n.t("Open which migration?"),
      fits: ({ uri }) => uri !== undefined,
    });
    if (migration?.uri !== undefined) await openAt(migration.uri, undefined);
  },
});
