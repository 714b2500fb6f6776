import { surroundingsOf } from "../formats/format.ts";
import type { PlannedProject } from "../recipes/planning.ts";
import type { Analysed } from "../report/reported.ts";
import type { Grammar } from "../sql/grammar.ts";
import { analyse } from "./analyse.ts";
import type { Configurations } from "./configuration.ts";
import { loadProjects, type LoadedProject } from "./load.ts";
import type { Options } from "./options.ts";
import { UsageError } from "./usageError.ts";

/** A project and its analysis as a whole, whatever of it was named. */
export interface AnalysedProject {
  readonly project: LoadedProject;
  readonly reported: Analysed;
}

/** The one file that a command is about. Throws a UsageError where none or several are named. */
export function oneFile(command: string, { paths }: Options): string {
  const [path] = paths;
  if (path === undefined || paths.length > 1) throw new UsageError(`${command}: name one migration file`);
  return path;
}

/** The projects that a file belongs to, each analysed when it is asked for. */
export function* projectsWith(
  path: string,
  configurations: Configurations,
  grammar: Grammar,
): Generator<AnalysedProject> {
  for (const project of loadProjects([path], configurations).projects) {
    const everything = { ...project, covers: () => true };
    yield {
      project,
      reported: analyse(everything, grammar, configurations.analysis(project.folder, grammar)),
    };
  }
}

/** The project as plans are made on it. */
export function plannedProject(
  { project, reported: { analysis, text } }: AnalysedProject,
  grammar: Grammar,
  configurations: Configurations,
): PlannedProject {
  return {
    format: project.format,
    project: analysis.project,
    migrations: analysis.migrations,
    paths: project.tree.paths,
    around: surroundingsOf(project.tree),
    text,
    grammar,
    options: analysis.options,
    batches: configurations.batches(project.folder),
  };
}
