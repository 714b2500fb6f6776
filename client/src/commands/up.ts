import { pickProject } from "../migrations/pick.ts";
import { requestRun } from "../migrations/run.ts";
import { defineCommand } from "./command.ts";

/** Applies all pending migrations. */
export const up = defineCommand({
  id: "lockkeeper.up",
  title: "Run Migrations Up",
  icon: "$(arrow-up)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasProjects && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects && lockkeeper.mayExecute",
      group: "navigation@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^project/",
      group: "inline@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^project/",
      group: "1_run@1",
    },
  ],
  async run(app, argument) {
    const project = await pickProject(app, argument);
    if (project !== undefined) await requestRun(app, { project, command: "up" });
  },
});
