import { pickReversible } from "../migrations/pick.ts";
import { requestRun } from "../migrations/run.ts";
import { defineCommand } from "./command.ts";

/** Runs the last applied migration down. */
export const down = defineCommand({
  id: "lockkeeper.down",
  title: "Run Last Migration Down",
  icon: "$(arrow-down)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasProjects && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects && lockkeeper.mayExecute",
      group: "navigation@2",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem == 'project hasDown'",
      group: "inline@2",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem == 'project hasDown'",
      group: "1_run@2",
    },
  ],
  async run(app, argument) {
    const project = await pickReversible(app, argument);
    if (project !== undefined) await requestRun(app, { project, command: "down", steps: 1 });
  },
});
