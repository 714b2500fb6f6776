import { pickReversible } from "../migrations/pick.ts";
import { runMigrations } from "../migrations/run.ts";
import type { Command } from "./command.ts";

/** Undoes the last applied migration and applies it again. */
export const redo: Command = {
  id: "lockkeeper.redo",
  async run(app, argument) {
    const project = await pickReversible(app, argument);
    if (project !== undefined) await runMigrations(app, { project, command: "redo" });
  },
};
