import { join } from "node:path";
import { analyseProject } from "../analysis/analyse.ts";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import { StatementReader } from "../analysis/statementReader.ts";
import type { Reported } from "../report/json.ts";
import type { Grammar } from "../sql/grammar.ts";
import type { LoadedProject } from "./load.ts";
import { shown } from "./shown.ts";

/** Analyses a loaded project as a whole, and keeps of the result what was asked for. */
export function analyse(project: LoadedProject, grammar: Grammar, options: AnalysisOptions): Reported {
  const { format, tree, folder, covers } = project;
  const reader = new StatementReader(grammar);
  const analysis = analyseProject({
    format,
    project: format.read(tree),
    options,
    text: (path) => tree.text(path),
    read: (path, text, span) => {
      const { statements, splitProblems } = reader.read(path, text, span);
      return { statements, problems: splitProblems };
    },
  });
  const migrations = analysis.migrations
    .map((migration) => ({
      ...migration,
      sections: migration.sections.filter(({ path }) => covers(path)),
    }))
    .filter(({ sections, migration }) => sections.length > 0 || migration.paths.some(covers));
  const problems = analysis.project.problems.filter(({ path }) => covers(path) || path === "");
  return {
    analysis: { ...analysis, migrations, project: { ...analysis.project, problems } },
    display: (path) => shown(join(folder, path)),
    text: (path) => tree.text(path) ?? "",
  };
}
