import { rollbackOf } from "../recipes/inverse/rollback.ts";
import { pendingRollouts } from "../recipes/rollouts.ts";
import { runbook } from "../report/runbook/runbook.ts";
import { oneFile } from "./chosenFile.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { reportOn } from "./reportOn.ts";
import { UsageError } from "./usageError.ts";

/** `lockkeeper runbook FILE`: Markdown for whoever runs the migration. Resolves to the exit status. */
export async function runbookFor(options: Options, output: Output): Promise<number> {
  oneOf("--format", options.format, ["text", "markdown"]);
  const path = oneFile("runbook", options);
  const { reported, loaded } = await reportOn({ ...options, all: true }, { grade: rollbackOf });
  for (const [index, project] of reported.entries())
    for (const migration of project.migrations) {
      if (!migration.sections.some(({ direction }) => direction === "up")) continue;
      const { format, tree } = loaded.projects[index] ?? {};
      const rollouts =
        format === undefined || tree === undefined
          ? []
          : pendingRollouts(format.read(tree), (each) => tree.text(each));
      const begun = rollouts.find((each) => each.migration.version === migration.migration.version);
      output.out(runbook(project, migration, begun));
      const problems = loaded.problems();
      for (const line of problems) output.err(line);
      return problems.length > 0 ? 2 : 0;
    }
  throw new UsageError("this file has no up section, so there is nothing to run", { path });
}
