import { startDatabase as start } from "../database/ensure.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Starts the selected database. */
export const startDatabase = defineCommand({
  id: "lockkeeper.startDatabase",
  title: "Start Database",
  icon: "$(play)",
  enablement: "lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.mayExecute && lockkeeper.database =~ /^(stopped|failed)$/",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && lockkeeper.database =~ /^(stopped|failed)$/",
      group: "navigation@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && viewItem =~ /^database (stopped|failed)/",
      group: "inline@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && viewItem =~ /^database (stopped|failed)/",
      group: "1_run@1",
    },
  ],
  async run(app) {
    if (await requireExecution()) await start(app);
  },
});
