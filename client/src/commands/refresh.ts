import { mayExecute } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Reads the migrations and, where a database is running, its ledger again. */
export const refresh = defineCommand({
  id: "lockkeeper.refresh",
  title: "Refresh Migrations",
  icon: "$(refresh)",
  menus: [{ menu: "view/title", when: "view == lockkeeper.migrations", group: "navigation@4" }],
  async run(app) {
    if (mayExecute()) await app.database.refresh();
    await app.migrations.refresh();
  },
});
