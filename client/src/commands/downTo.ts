import * as vscode from "vscode";
import { pickMigration, pickReversible } from "../migrations/pick.ts";
import { runMigrations } from "../migrations/run.ts";
import type { Command } from "./command.ts";

/** Undoes every migration after one, which stays applied. */
export const downTo: Command = {
  id: "lockkeeper.downTo",
  async run(app, argument) {
    const project = await pickReversible(app, argument);
    if (project === undefined) return;
    const migration = await pickMigration(project, argument, {
      placeHolder: vscode.l10n.t("Undo everything after which migration?"),
      fits: ({ state }) => state !== "pending",
    });
    if (migration === undefined) return;
    await runMigrations(app, { project, command: "downTo", version: migration.version });
  },
};
