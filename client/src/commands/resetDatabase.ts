import * as vscode from "vscode";
import { startDatabase } from "../database/ensure.ts";
import { withDatabaseProgress } from "../database/progress.ts";
import { showFailure } from "../failures.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Drops everything in the selected database and starts it empty, after a confirmation. */
export const resetDatabase = defineCommand({
  id: "lockkeeper.resetDatabase",
  title: "Reset Database…",
  icon: "$(trash)",
  enablement: "lockkeeper.mayExecute && !lockkeeper.busy",
  palette:
    "lockkeeper.mayExecute && lockkeeper.database =~ /^(stopped|failed|ready)$/ && lockkeeper.databaseKind != server",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && lockkeeper.database =~ /^(stopped|failed|ready)$/ && lockkeeper.databaseKind != server",
      group: "1_reset@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && viewItem =~ /^database (stopped|failed|ready) (embedded|container)/",
      group: "2_reset@1",
    },
  ],
  async run(app) {
    const { state } = app.database;
    if (state === undefined || !(await requireExecution())) return;
    if (state.kind === "server") {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "A server is never reset by Lockkeeper; only the embedded database and its own container are.",
        ),
      );
      return;
    }
    const reset = vscode.l10n.t("Reset");
    const question = vscode.l10n.t("Drop everything in this database and start empty?");
    const options = { modal: true, detail: state.description };
    if ((await vscode.window.showWarningMessage(question, options, reset)) !== reset) return;
    const title = vscode.l10n.t("Resetting the database");
    const reply = await withDatabaseProgress(app.database, title, (token) => app.database.reset(token));
    if (reply === undefined) return;
    if (!reply.ok) void showFailure(app.output, reply.error);
    // Whoever had it running wants it empty, not stopped.
    else if (state.status === "ready" && reply.value.status !== "ready") await startDatabase(app);
    await app.migrations.refresh();
  },
});
