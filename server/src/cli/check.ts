import { explainReport } from "../report/explain.ts";
import { jsonReport, type Reported } from "../report/json.ts";
import { jsonPieces } from "../report/jsonPieces.ts";
import { textReport } from "../report/text.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import { risks, type Risk } from "../timeline/risk.ts";
import type { StatementAnalysis } from "../analysis/analysis.ts";
import type { Direction } from "../formats/format.ts";
import { analyse } from "./analyse.ts";
import { Configurations } from "./configuration.ts";
import { loadProjects } from "./load.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usageError.ts";

/** `lockkeeper check PATH…`. Resolves to the exit status. */
export async function check(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  if (options.paths.length === 0) throw new UsageError("check: name at least one file or folder");
  const { reported, majors, problems } = await report(options);
  for (const line of problems) output.err(line);
  if (format === "json") output.outInPieces(jsonPieces(jsonReport(reported, majors)));
  else output.out(textReport(reported, majors));
  if (problems.length > 0) return 2;
  return exceeds(reported, options) ? 1 : 0;
}

/** `lockkeeper explain FILE`. */
export async function explain(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json", "markdown"]);
  if (options.paths.length !== 1) throw new UsageError("explain: name one migration file");
  const { reported, majors, problems } = await report(options);
  for (const line of problems) output.err(line);
  if (format === "json") output.outInPieces(jsonPieces(jsonReport(reported, majors)));
  else output.out(explainReport(reported, format));
  return problems.length > 0 ? 2 : 0;
}

async function report(options: Options) {
  const configurations = new Configurations(options);
  const loaded = loadProjects(options.paths, configurations);
  const grammar = await loadGrammar();
  const settings = loaded.projects.map((project) => configurations.analysis(project.folder, grammar));
  const reported = loaded.projects.map((project, index) =>
    analyse(project, grammar, settings[index] ?? configurations.settings(project.folder)),
  );
  const majors = [...new Set(settings.flatMap((each) => each.majors))].sort((one, other) => one - other);
  return { reported, majors, problems: loaded.problems() };
}

/**
 * Whether something is riskier than --max-risk allows, the text itself is broken, or the tool would refuse it. Of a down section only what is
 * certain to fail counts: that it drops what the up section made is its purpose.
 */
function exceeds(reported: readonly Reported[], { maxRisk }: Options): boolean {
  const sections = reported.flatMap(({ analysis }) =>
    analysis.migrations.flatMap((migration) => migration.sections),
  );
  const refused = reported.some(({ analysis }) =>
    analysis.project.problems.some(({ refuses }) => refuses !== undefined),
  );
  return (
    refused ||
    sections.some(
      ({ direction, statements, problems }) =>
        problems.length > 0 || statements.some((statement) => isTooMuch(statement, direction, maxRisk)),
    )
  );
}

function isTooMuch(
  { statement, risk, entries }: StatementAnalysis,
  direction: Direction,
  maxRisk: Risk,
): boolean {
  if (statement.problem !== undefined) return true;
  const fails = [...entries.values()].some(({ effects }) => effects.fails?.when === "always");
  return (direction === "up" || fails) && risks.indexOf(risk) > risks.indexOf(maxRisk);
}
