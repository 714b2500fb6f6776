import { pickProject } from "../migrations/pick.ts";
import { requestRun } from "../migrations/run.ts";
import { readTarget } from "../migrations/target.ts";
import { defineCommand } from "./command.ts";

/** Applies a migration that failed, and nothing after it. */
export const runAgain = defineCommand({
  id: "lockkeeper.runAgain",
  title: "Run Again",
  icon: "$(debug-rerun)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "false",
  menus: [
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^migration pending.* failed/",
      group: "inline@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem =~ /^migration pending.* failed/",
      group: "1_run@0",
    },
  ],
  async run(app, argument) {
    const project = await pickProject(app, argument);
    if (project === undefined) return;
    // A row that is drawn anew as its button is pressed does not come along; of the last run, one has failed at most.
    const failed = project.migrations.find(({ failure }) => failure !== undefined);
    const version = readTarget(argument)?.version ?? failed?.version;
    if (version !== undefined) await requestRun(app, { project, command: "upTo", version });
  },
});
