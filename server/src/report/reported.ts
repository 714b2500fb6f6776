import type { AnalysisOptions, MigrationAnalysis, ProjectAnalysis } from "../analysis/analysis.ts";
import type { Format, FormatProblem } from "../formats/format.ts";

/** A project's files as the user should see them. */
export interface Shown {
  /** Path of a project file for the report, e.g. relative to the working directory. */
  readonly display: (path: string) => string;
  readonly text: (path: string) => string;
}

/** A project with all of its analysis. */
export interface Analysed extends Shown {
  readonly analysis: ProjectAnalysis;
}

/** How many migrations of all projects are history and not reported; undefined where none may be. */
export function historyOf(reported: readonly Reported[]): number | undefined {
  const counts = reported.flatMap(({ history }) => history ?? []);
  return counts.length === 0 ? undefined : counts.reduce((sum, each) => sum + each, 0);
}

/** What a report is about: one project. */
export interface Reported extends Shown {
  readonly format: Format;
  readonly options: AnalysisOptions;
  /** Of the project as a whole. */
  readonly problems: readonly FormatProblem[];
  /** How many migrations were asked for and are history: analysed, and not reported. Absent where none may be. */
  readonly history?: number;
  /** Analysed as they are read, once; whoever writes a report keeps none of them. */
  readonly migrations: Iterable<MigrationAnalysis>;
}
