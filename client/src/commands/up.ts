import { pickProject } from "../migrations/pick.ts";
import { runMigrations } from "../migrations/run.ts";
import type { Command } from "./command.ts";

/** Applies all pending migrations. */
export const up: Command = {
  id: "lockkeeper.up",
  async run(app, argument) {
    const project = await pickProject(app, argument);
    if (project !== undefined) await runMigrations(app, { project, command: "up" });
  },
};
