import * as vscode from "vscode";
import { withDatabaseProgress } from "../database/progress.ts";
import { showFailure } from "../failures.ts";
import { requireExecution } from "../trust.ts";
import type { Command } from "./command.ts";

/** Stops the selected database; what it holds is kept. */
export const stopDatabase: Command = {
  id: "lockkeeper.stopDatabase",
  async run(app) {
    if (!(await requireExecution())) return;
    const title = vscode.l10n.t("Stopping the database");
    const reply = await withDatabaseProgress(app.database, title, (token) => app.database.stop(token));
    if (reply !== undefined && !reply.ok) void showFailure(app.output, reply.error);
  },
};
