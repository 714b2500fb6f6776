import { setFlagsFromString } from "node:v8";
import { loadGrammar } from "../disk/loadGrammar.ts";
import type { Reported } from "../report/reported.ts";
import { report } from "./analyse.ts";
import { Configurations } from "./configuration.ts";
import { Baselines } from "./findingsBaseline.ts";
import { loadProjects, type Loaded } from "./load.ts";
import type { Options } from "./options.ts";
import { since } from "./since.ts";

export interface OnProjects {
  readonly reported: readonly Reported[];
  readonly majors: readonly number[];
  readonly loaded: Loaded;
}

/** What is to be said of the projects that were asked for, each analysed while it is read. */
export async function reportOn(options: Options): Promise<OnProjects> {
  const configurations = new Configurations(options);
  const loaded = loadChosen(options, configurations);
  growSlowly(loaded);
  const baselines = new Baselines(options, configurations);
  const inUse = loaded.projects.map(({ folder }) => baselines.of(folder));
  const grammar = await loadGrammar();
  const settings = loaded.projects.map((project) => configurations.analysis(project.folder, grammar));
  const reported = loaded.projects.map((project, index) =>
    report(project, grammar, settings[index] ?? configurations.settings(project.folder), inUse[index]),
  );
  const majors = [...new Set(settings.flatMap((each) => each.majors))].sort((one, other) => one - other);
  return { reported, majors, loaded };
}

/** The projects asked for, and of them what is not history yet. */
function loadChosen({ paths, since: given, all }: Options, configurations: Configurations): Loaded {
  const loaded = loadProjects(paths, configurations);
  if (all) return loaded;
  const projects = loaded.projects.map((project) => {
    const ref = given ?? configurations.since(project.folder);
    return ref === undefined ? project : since(ref, project);
  });
  return { ...loaded, projects };
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
  if (length > longText) setFlagsFromString("--heap-growing-percent=40");
}
