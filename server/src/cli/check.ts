import type { Grade } from "../recipes/inverse/downFor.ts";
import { explainReport } from "../report/explain.ts";
import { jsonReport } from "../report/json.ts";
import { jsonPieces } from "../report/jsonPieces.ts";
import { outputs } from "../report/outputs/index.ts";
import type { OutputContext } from "../report/outputs/output.ts";
import { lockTimelinePicture } from "../report/picture/lockTimeline.ts";
import type { Reported } from "../report/reported.ts";
import { Tally } from "../report/tally.ts";
import { risks } from "../timeline/risk.ts";
import type { Loaded } from "./load.ts";
import { lookOf, plainLook } from "./look.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { readOutputs, writeOutput } from "./reportFiles.ts";
import { reportOn, type Besides } from "./reportOn.ts";
import { observedOf } from "./observed.ts";
import { observedText } from "./observedText.ts";
import { errorLine, UsageError } from "./usageError.ts";
import { version } from "./version.ts";

export { baseline } from "./baseline.ts";

/**
 * `lockkeeper check PATH…`. `besides` is for those who asked for it: it brings recipes and a database's client along, which
 * all others need not load. Resolves to the exit status.
 */
export async function check(options: Options, output: Output, besides?: Besides): Promise<number> {
  const ids = outputs.map(({ id }) => id);
  const format = oneOf("--format", options.format, ids);
  const files = readOutputs(options.outputs);
  if (options.paths.length === 0) throw new UsageError("check: name at least one file or folder");
  const { reported, majors, loaded } = await reportOn(options, besides);
  const shared = files.length === 0 ? reported : reported.map(kept);
  const contextFor = (look: OutputContext["look"]): OutputContext => ({
    ...{ majors, look, tally: new Tally(), version: version() },
  });
  for (const file of files) writeOutput(file, shared, contextFor(plainLook));
  const context = contextFor(lookOf(process.env, process.stdout));
  const main = outputs.find(({ id }) => id === format);
  output.outInPieces(main?.write(shared, context) ?? []);
  if (complain(loaded, output)) return 2;
  for (const line of unsaid(context.tally, options)) output.err(line);
  return exceeds(reported, context.tally, options) ? 1 : 0;
}

/** `lockkeeper explain FILE`. */
export async function explain(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json", "markdown", "svg"]);
  const [path] = options.paths;
  if (path === undefined || options.paths.length > 1)
    throw new UsageError("explain: name one migration file");
  const { reported: once, majors, loaded } = await reportOn({ ...options, all: true });
  const reported = options.observed ? once.map(kept) : once;
  const observed = options.observed ? observedOf(reported, loaded) : [];
  if (options.observed && observed.length === 0)
    output.err(errorLine("no run of it was watched here; `up --observe` watches one", { path }));
  if (format === "svg") output.out(pictureIn(lockTimelinePicture(reported, observed), path));
  else if (format === "json")
    output.outInPieces(
      jsonPieces(jsonReport(reported, majors, new Tally(), options.observed ? { observed } : {})),
    );
  else output.out([explainReport(reported, format), ...observed.flatMap(observedText)].join("\n"));
  return complain(loaded, output) ? 2 : 0;
}

/** An SVG document is one picture: of the way up, where the file has one. */
function pictureIn(picture: string | undefined, path: string): string {
  if (picture === undefined) throw new UsageError("this file has no statements to draw", { path });
  return picture;
}

/** For several reports of one analysis it must be kept, which one report has no need of. */
function kept(project: Reported): Reported {
  return { ...project, migrations: [...project.migrations] };
}

/** Says what could not be read, which is known once all is analysed; whether there was such a thing. */
function complain(loaded: Loaded, output: Output): boolean {
  const problems = loaded.problems();
  for (const line of problems) output.err(line);
  return problems.length > 0;
}

/** Above the limit though nothing is shown there: said beside the report, so that no check fails without a word. */
function unsaid({ unsaid: found }: Tally, { maxRisk }: Options): readonly string[] {
  return found
    .filter(({ risk }) => risks.indexOf(risk) > risks.indexOf(maxRisk))
    .map(({ path, line, risk, because }) =>
      errorLine(`${risk} risk, above --max-risk ${maxRisk}, though no finding is shown: ${because}`, {
        path,
        line,
        character: 0,
      }),
    );
}

const grades: readonly Grade[] = ["reversible", "lossy", "irreversible"];

/** Whether a down is worth less than --fail-on allows, something is riskier than --max-risk allows, the text itself is broken, or the tool would refuse it. */
function exceeds(
  reported: readonly Reported[],
  { broken, worst, rollbacks }: Tally,
  { maxRisk, failOn }: Options,
): boolean {
  const worse = grades.slice(failOn === undefined ? grades.length : grades.indexOf(failOn));
  if (rollbacks.some(({ rollback }) => worse.includes(rollback.grade))) return true;
  const refused = reported.some(({ problems }) => problems.some(({ refuses }) => refuses !== undefined));
  return refused || broken || risks.indexOf(worst) > risks.indexOf(maxRisk);
}
