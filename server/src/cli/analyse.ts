import { join } from "node:path";
import { crashProof } from "../analysis/crashProof.ts";
import type { AnalysisInput } from "../analysis/input.ts";
import { analyseProject } from "../analysis/analyse.ts";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import { StatementReader } from "../analysis/statementReader.ts";
import { surroundingsOf, type FormatProblem } from "../formats/format.ts";
import type { Reported } from "../report/json.ts";
import type { Grammar } from "../sql/grammar.ts";
import type { LoadedProject } from "./load.ts";
import { shown } from "./shown.ts";

/** What an analysis of a loaded project needs. */
export function analysisInput(
  { format, tree }: LoadedProject,
  grammar: Grammar,
  options: AnalysisOptions,
): AnalysisInput {
  const reader = new StatementReader(grammar);
  return {
    format,
    project: format.read(tree),
    around: surroundingsOf(tree),
    options,
    text: (path) => tree.text(path),
    read: (path, text, span) => {
      const { statements, splitProblems, pieces } = reader.read(path, text, span);
      return { statements, problems: splitProblems, pieces };
    },
  };
}

/** Analyses a loaded project as a whole, and keeps of the result what was asked for. */
export function analyse(project: LoadedProject, grammar: Grammar, options: AnalysisOptions): Reported {
  const { tree, folder, covers } = project;
  const input = analysisInput(project, grammar, options);
  // What broke is a problem of its file in the report, so there is nothing to log besides.
  const analysis = crashProof(input, () => undefined, analyseProject);
  const migrations = analysis.migrations
    .map((migration) => ({
      ...migration,
      sections: migration.sections.filter(({ path }) => covers(path)),
    }))
    .filter(({ sections, migration }) => sections.length > 0 || migration.paths.some(covers));
  const problems = problemsOf(project, analysis.project.problems).filter(
    ({ path }) => covers(path) || path === "",
  );
  return {
    analysis: { ...analysis, migrations, project: { ...analysis.project, problems } },
    display: (path) => shown(join(folder, path)),
    text: (path) => tree.text(path) ?? "",
  };
}

/** Of loose files, that they are loose; what the plain format says of itself would mislead there. */
function problemsOf(
  { loose, tree }: LoadedProject,
  problems: readonly FormatProblem[],
): readonly FormatProblem[] {
  if (!loose) return problems;
  const message =
    "No migration tool runs this file, so it is read on its own, as plain SQL: what the migrations create is not known here.";
  const span = { start: 0, end: 0 };
  return [
    ...problems.filter(({ code }) => code !== "unknown-tool"),
    ...tree.paths.map((path) => ({ code: "loose-file", path, message, span })),
  ];
}
