import { mayExecute } from "../trust.ts";
import type { Command } from "./command.ts";

/** Reads the migrations and, where a database is running, its ledger again. */
export const refresh: Command = {
  id: "lockkeeper.refresh",
  async run(app) {
    if (mayExecute()) await app.database.refresh();
    await app.migrations.refresh();
  },
};
