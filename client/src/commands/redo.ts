import { pickReversible } from "../migrations/pick.ts";
import { requestRun } from "../migrations/run.ts";
import { defineCommand } from "./command.ts";

/** Runs the last applied migration down and up again. */
export const redo = defineCommand({
  id: "lockkeeper.redo",
  title: "Redo Last Migration",
  icon: "$(redo)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasProjects && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects && lockkeeper.mayExecute",
      group: "navigation@3",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem == 'project hasDown'",
      group: "1_run@3",
    },
  ],
  async run(app, argument) {
    const project = await pickReversible(app, argument);
    if (project !== undefined) await requestRun(app, { project, command: "redo" });
  },
});
