import { chooseDatabase } from "../database/choose.ts";
import { requireExecution } from "../trust.ts";
import type { Command } from "./command.ts";

/** Lets the user choose the database that migrations run on. */
export const selectDatabase: Command = {
  id: "lockkeeper.selectDatabase",
  async run(app) {
    if (!(await requireExecution())) return;
    if (app.database.state === undefined) await app.database.refresh();
    await chooseDatabase(app);
  },
};
