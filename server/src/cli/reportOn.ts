import { setFlagsFromString } from "node:v8";
import { loadGrammar } from "../disk/loadGrammar.ts";
import type { Reported } from "../report/reported.ts";
import { report, type GradesRollback } from "./analyse.ts";
import { Configurations } from "./configuration.ts";
import { Baselines } from "./findingsBaseline.ts";
import { loadAlone, loadProjects, type Loaded, type LoadedProject } from "./load.ts";
import type { Options } from "./options.ts";
import { since } from "./since.ts";
import { standardInput } from "./standardInput.ts";
import { UsageError } from "./usageError.ts";

export interface OnProjects {
  readonly reported: readonly Reported[];
  readonly majors: readonly number[];
  readonly loaded: Loaded;
}

/** What else a report needs than the files, brought along only by those who asked for it. */
export interface Besides {
  /** For ways back. */
  readonly grade?: GradesRollback | undefined;
  /** Projects without what a database has applied. */
  readonly narrow?: ((projects: readonly LoadedProject[]) => Promise<readonly LoadedProject[]>) | undefined;
}

/** What is to be said of the projects that were asked for, each analysed while it is read. */
export async function reportOn(options: Options, { grade, narrow }: Besides = {}): Promise<OnProjects> {
  const configurations = new Configurations(options);
  const chosen = loadChosen(options, configurations);
  const loaded = narrow === undefined ? chosen : { ...chosen, projects: await narrow(chosen.projects) };
  growSlowly(loaded);
  const baselines = new Baselines(options, configurations);
  const inUse = loaded.projects.map(({ folder }) => baselines.of(folder));
  const grammar = await loadGrammar();
  const settings = loaded.projects.map((project) => configurations.analysis(project.folder, grammar));
  const reported = loaded.projects.map((project, index) =>
    report(project, grammar, settings[index] ?? configurations.settings(project.folder), {
      baseline: inUse[index],
      rollback: grade === undefined ? undefined : { grade, batches: configurations.batches(project.folder) },
    }),
  );
  const majors = [...new Set(settings.flatMap((each) => each.majors))].sort((one, other) => one - other);
  return { reported, majors, loaded };
}

/** The projects asked for, and of them what is not history yet. */
export function loadChosen(options: Options, configurations: Configurations): Loaded {
  const { paths, since: given, all } = options;
  if (paths.includes("-")) return loadInput(options, configurations);
  const loaded = loadProjects(paths, configurations);
  if (all) return loaded;
  const projects = loaded.projects.map((project) => {
    const ref = given ?? configurations.since(project.folder);
    return ref === undefined ? project : since(ref, project);
  });
  return { ...loaded, projects };
}

/** The migration on standard input: in its project where its name is given, else by itself. It is never history. */
function loadInput({ paths, stdinFilename }: Options, configurations: Configurations): Loaded {
  if (paths.length > 1) throw new UsageError("check -: standard input is checked alone; name no other file");
  const given = standardInput(stdinFilename);
  return stdinFilename === undefined
    ? loadAlone(given)
    : loadProjects([stdinFilename], configurations, given);
}

/** UTF-16 code units of all files above which memory counts for more than time. */
const longText = 1024 * 1024;

/**
 * Most of what a long history leaves behind is garbage. So that less of it lies about, the heap may grow less between two
 * collections than V8 lets it: a third less memory for a tenth more time.
 */
function growSlowly({ projects }: Loaded): void {
  const lengths = projects.flatMap(({ tree }) =>
    tree.paths.map((path) => (path.endsWith(".sql") ? (tree.text(path)?.length ?? 0) : 0)),
  );
  const length = lengths.reduce((sum, each) => sum + each, 0);
  if (length > longText) setFlagsFromString("--heap-growing-percent=25");
}
