import { pickReversible } from "../migrations/pick.ts";
import { runMigrations } from "../migrations/run.ts";
import type { Command } from "./command.ts";

/** Undoes the last applied migration. */
export const down: Command = {
  id: "lockkeeper.down",
  async run(app, argument) {
    const project = await pickReversible(app, argument);
    if (project !== undefined) await runMigrations(app, { project, command: "down", steps: 1 });
  },
};
