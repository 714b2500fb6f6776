import { setFlagsFromString } from "node:v8";
import { explainReport } from "../report/explain.ts";
import { jsonReport } from "../report/json.ts";
import { jsonPieces } from "../report/jsonPieces.ts";
import type { Reported } from "../report/reported.ts";
import { Tally } from "../report/tally.ts";
import { textReport } from "../report/text.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import { risks } from "../timeline/risk.ts";
import { report } from "./analyse.ts";
import { Configurations } from "./configuration.ts";
import { loadProjects, type Loaded } from "./load.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { since } from "./since.ts";
import { UsageError } from "./usageError.ts";

/** `lockkeeper check PATH…`. Resolves to the exit status. */
export async function check(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  if (options.paths.length === 0) throw new UsageError("check: name at least one file or folder");
  const { reported, majors, loaded } = await reportOn(options);
  const tally = new Tally();
  output.outInPieces(
    format === "json" ? jsonPieces(jsonReport(reported, majors, tally)) : textReport(reported, majors, tally),
  );
  if (complain(loaded, output)) return 2;
  return exceeds(reported, tally, options) ? 1 : 0;
}

/** `lockkeeper explain FILE`. */
export async function explain(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json", "markdown"]);
  if (options.paths.length !== 1) throw new UsageError("explain: name one migration file");
  const { reported, majors, loaded } = await reportOn(options);
  if (format === "json") output.outInPieces(jsonPieces(jsonReport(reported, majors, new Tally())));
  else output.out(explainReport(reported, format));
  return complain(loaded, output) ? 2 : 0;
}

interface OnProjects {
  readonly reported: readonly Reported[];
  readonly majors: readonly number[];
  readonly loaded: Loaded;
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

async function reportOn(options: Options): Promise<OnProjects> {
  const configurations = new Configurations(options);
  const loaded = loadChosen(options, configurations);
  growSlowly(loaded);
  const grammar = await loadGrammar();
  const settings = loaded.projects.map((project) => configurations.analysis(project.folder, grammar));
  const reported = loaded.projects.map((project, index) =>
    report(project, grammar, settings[index] ?? configurations.settings(project.folder)),
  );
  const majors = [...new Set(settings.flatMap((each) => each.majors))].sort((one, other) => one - other);
  return { reported, majors, loaded };
}

/** The projects asked for, and of them what is not history yet. */
function loadChosen({ paths, since: ref }: Options, configurations: Configurations): Loaded {
  const loaded = loadProjects(paths, configurations);
  return ref === undefined
    ? loaded
    : { ...loaded, projects: loaded.projects.map((project) => since(ref, project)) };
}

/** Says what could not be read, which is known once all is analysed; whether there was such a thing. */
function complain(loaded: Loaded, output: Output): boolean {
  const problems = loaded.problems();
  for (const line of problems) output.err(line);
  return problems.length > 0;
}

/** Whether something is riskier than --max-risk allows, the text itself is broken, or the tool would refuse it. */
function exceeds(reported: readonly Reported[], { broken, worst }: Tally, { maxRisk }: Options): boolean {
  const refused = reported.some(({ problems }) => problems.some(({ refuses }) => refuses !== undefined));
  return refused || broken || risks.indexOf(worst) > risks.indexOf(maxRisk);
}
