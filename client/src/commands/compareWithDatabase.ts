import * as vscode from "vscode";
import { driftRequest } from "../../../server/src/protocol.ts";
import { ensureDatabase } from "../database/ensure.ts";
import { withDatabaseProgress } from "../database/progress.ts";
import { driftText } from "../drift/driftText.ts";
import { showFailure } from "../failures.ts";
import { pickProject } from "../migrations/pick.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Lists every object where the selected database differs from what its applied migrations would have created. Changes nothing. */
export const compareWithDatabase = defineCommand({
  id: "lockkeeper.compareWithDatabase",
  title: "Compare With Database",
  icon: "$(diff)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasProjects && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects && lockkeeper.mayExecute",
      group: "1_run@4",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^project/",
      group: "1_run@4",
    },
  ],
  async run(app, argument) {
    const project = await pickProject(app, argument);
    if (project === undefined || !(await requireExecution()) || !(await ensureDatabase(app))) return;
    const title = vscode.l10n.t("Comparing {0} with the database", project.label);
    const reply = await withDatabaseProgress(app.database, title, (token) =>
      app.server.client.sendRequest(driftRequest, { project: project.uri }, token),
    );
    if (reply === undefined) return;
    if (!reply.ok) {
      void showFailure(app.output, reply.error);
      return;
    }
    await app.results.showText(
      `${project.label} – drift.txt`,
      project.uri,
      driftText(project.label, reply.value),
    );
    if (reply.value.differences.length === 0)
      vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t("The database has not drifted")}`, 8000);
  },
});
