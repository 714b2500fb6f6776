import * as vscode from "vscode";
import { pickMigration, pickProject } from "../migrations/pick.ts";
import { runMigrations } from "../migrations/run.ts";
import type { Command } from "./command.ts";

/** Applies pending migrations up to and including one. */
export const upTo: Command = {
  id: "lockkeeper.upTo",
  async run(app, argument) {
    const project = await pickProject(app, argument);
    if (project === undefined) return;
    const migration = await pickMigration(project, argument, {
      placeHolder: vscode.l10n.t("Apply up to and including which migration?"),
      fits: ({ state }) => state === "pending" || state === "unknown",
    });
    if (migration === undefined) return;
    await runMigrations(app, { project, command: "upTo", version: migration.version });
  },
};
