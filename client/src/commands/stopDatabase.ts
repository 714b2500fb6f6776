import * as vscode from "vscode";
import { withDatabaseProgress } from "../database/progress.ts";
import { showFailure } from "../failures.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Stops the selected database; what it holds is kept. */
export const stopDatabase = defineCommand({
  id: "lockkeeper.stopDatabase",
  title: "Stop Database",
  icon: "$(debug-stop)",
  enablement: "lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.mayExecute && lockkeeper.database == ready",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && lockkeeper.database == ready",
      group: "navigation@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && viewItem =~ /^database ready/",
      group: "inline@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && viewItem =~ /^database ready/",
      group: "1_run@1",
    },
  ],
  async run(app) {
    if (!(await requireExecution())) return;
    const title = vscode.l10n.t("Stopping the database");
    const reply = await withDatabaseProgress(app.database, title, (token) => app.database.stop(token));
    if (reply !== undefined && !reply.ok) void showFailure(app.output, reply.error);
  },
});
