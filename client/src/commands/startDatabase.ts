import { startDatabase as start } from "../database/ensure.ts";
import { requireExecution } from "../trust.ts";
import type { Command } from "./command.ts";

/** Starts the selected database. */
export const startDatabase: Command = {
  id: "lockkeeper.startDatabase",
  async run(app) {
    if (await requireExecution()) await start(app);
  },
};
