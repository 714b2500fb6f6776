import * as vscode from "vscode";
import { pickMigration, pickProject } from "../migrations/pick.ts";
import { canBeSettled, offerSettling } from "../migrations/settle.ts";
import { defineCommand } from "./command.ts";

/** Settles a migration that a run left half-way, that was changed, or that counts as what it is not. */
export const settleMigration = defineCommand({
  id: "lockkeeper.settleMigration",
  title: "Settle Migration…",
  icon: "$(tools)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasProjects && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^migration (unfinished|changed|missing)/",
      group: "inline@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^migration (unfinished|changed|missing|applied|pending)/",
      group: "3_settle@1",
    },
  ],
  async run(app, argument) {
    const project = await pickProject(app, argument);
    if (project === undefined) return;
    const migration = await pickMigration(project, argument, {
      placeHolder: vscode.l10n.t("Settle which migration?"),
      fits: canBeSettled,
    });
    if (migration !== undefined) await offerSettling(app, project, migration);
  },
});
