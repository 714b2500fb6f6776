import * as vscode from "vscode";
import { pickMigration, pickReversible } from "../migrations/pick.ts";
import { requestRun } from "../migrations/run.ts";
import { defineCommand } from "./command.ts";

/** Runs every migration after one down; that one stays applied. */
export const downTo = defineCommand({
  id: "lockkeeper.downTo",
  title: "Run Migrations Down to Here…",
  icon: "$(arrow-circle-down)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasProjects && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects && lockkeeper.mayExecute",
      group: "1_run@2",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^migration (applied|changed|unknown) hasDown/",
      group: "inline@2",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^migration (applied|changed|unknown) hasDown/",
      group: "1_run@2",
    },
  ],
  async run(app, argument) {
    const project = await pickReversible(app, argument);
    if (project === undefined) return;
    const migration = await pickMigration(project, argument, {
      placeHolder: vscode.l10n.t("Run down everything after which migration?"),
      fits: ({ state }) => state !== "pending",
    });
    if (migration === undefined) return;
    await requestRun(app, { project, command: "downTo", version: migration.version });
  },
});
