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

/** What a report says of a baseline of findings. */
export interface BaselineFacts {
  /** Of its file, as the user sees it. */
  readonly name: string;
  /** How many problems of the project it accepts; what it accepts in migrations is counted as they go by. */
  readonly acceptedProblems: number;
  /** How many entries accept nothing any more; known once all is analysed. */
  readonly stale: () => number;
}

/** What all baselines of a run do together; undefined where there is none. */
export function baselineOf(
  reported: readonly Reported[],
  inMigrations: number,
): { readonly names: readonly string[]; readonly accepted: number; readonly stale: number } | undefined {
  const inUse = reported.flatMap(({ baseline }) => baseline ?? []);
  if (inUse.length === 0) return undefined;
  const byName = new Map(inUse.map((each) => [each.name, each]));
  return {
    names: [...byName.keys()],
    accepted: inUse.reduce((sum, { acceptedProblems }) => sum + acceptedProblems, inMigrations),
    stale: [...byName.values()].reduce((sum, each) => sum + each.stale(), 0),
  };
}

/** What a report is about: one project. */
export interface Reported extends Shown {
  readonly format: Format;
  readonly options: AnalysisOptions;
  /** Of the project as a whole. */
  readonly problems: readonly FormatProblem[];
  /** How many migrations were asked for and are history: analysed, and not reported. Absent where none may be. */
  readonly history?: number;
  /** What accepts findings that are not new. */
  readonly baseline?: BaselineFacts;
  /** A path of the project as it is called in its repository, for reports that a forge reads. */
  readonly inRepository: (path: string) => string;
  /** Analysed as they are read, once; whoever writes a report keeps none of them. */
  readonly migrations: Iterable<MigrationAnalysis>;
}
