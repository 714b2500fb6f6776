import * as vscode from "vscode";
import { pickMigration, pickProject } from "../migrations/pick.ts";
import { requestRun } from "../migrations/run.ts";
import { defineCommand } from "./command.ts";

/** Applies pending migrations up to and including one. */
export const upTo = defineCommand({
  id: "lockkeeper.upTo",
  title: "Run Migrations Up to Here…",
  icon: "$(arrow-circle-up)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasProjects && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects && lockkeeper.mayExecute",
      group: "1_run@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^migration (pending|unknown)(?!.* failed)/",
      group: "inline@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^migration (pending|unknown)/",
      group: "1_run@1",
    },
  ],
  async run(app, argument) {
    const project = await pickProject(app, argument);
    if (project === undefined) return;
    const migration = await pickMigration(project, argument, {
      placeHolder: vscode.l10n.t("Apply up to and including which migration?"),
      fits: ({ state }) => state === "pending" || state === "unknown",
    });
    if (migration === undefined) return;
    await requestRun(app, { project, command: "upTo", version: migration.version });
  },
});
