import { chooseDatabase } from "../database/choose.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Lets the user choose the database that migrations run on. */
export const selectDatabase = defineCommand({
  id: "lockkeeper.selectDatabase",
  title: "Select Database…",
  icon: "$(database)",
  enablement: "lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.database && lockkeeper.mayExecute",
      group: "navigation@3",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.database && lockkeeper.mayExecute && viewItem =~ /^database/",
      group: "1_run@3",
    },
  ],
  async run(app) {
    if (!(await requireExecution())) return;
    if (app.database.state === undefined) await app.database.refresh();
    await chooseDatabase(app);
  },
});
