import { statSync } from "node:fs";
import { explainReport } from "../report/explain.ts";
import { jsonReport, type Reported } from "../report/json.ts";
import { textReport } from "../report/text.ts";
import { loadGrammar } from "../lsp/loadGrammar.ts";
import { risks, type Risk } from "../timeline/risk.ts";
import type { StatementAnalysis } from "../analysis/analysis.ts";
import type { Direction } from "../formats/format.ts";
import { configFor } from "./configuration.ts";
import { analyse, loadProjects } from "./load.ts";
import { oneOf, type Options } from "./options.ts";
import { UsageError } from "./usageError.ts";

/** Where a command writes: findings to `out`, what went wrong to `err`, each without a final newline. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** `lockkeeper check PATH…`. Resolves to the exit status. */
export async function check(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  if (options.paths.length === 0) throw new UsageError("check: name at least one file or folder");
  const { reported, majors, unreadable } = await report(options);
  for (const line of unreadable) output.err(line);
  output.out(
    format === "json"
      ? JSON.stringify(jsonReport(reported, majors), undefined, 2)
      : textReport(reported, majors),
  );
  if (unreadable.length > 0) return 2;
  return exceeds(reported, options) ? 1 : 0;
}

/** `lockkeeper explain FILE`. */
export async function explain(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json", "markdown"]);
  if (options.paths.length !== 1) throw new UsageError("explain: name one migration file");
  const { reported, majors, unreadable } = await report(options);
  for (const line of unreadable) output.err(line);
  output.out(
    format === "json"
      ? JSON.stringify(jsonReport(reported, majors), undefined, 2)
      : explainReport(reported, format),
  );
  return unreadable.length > 0 ? 2 : 0;
}

async function report(options: Options) {
  const grammar = await loadGrammar();
  const unreadable: string[] = [];
  const majors = new Set<number>();
  const reported = options.paths.flatMap((path) =>
    loadProjects(path).map((project) => {
      const settings = configFor(project.folder, options);
      for (const major of settings.majors) majors.add(major);
      const result = analyse(project, grammar, settings, statSync(path).isFile() ? path : undefined);
      unreadable.push(...project.unreadable());
      return result;
    }),
  );
  return { reported, majors: [...majors].sort((one, other) => one - other), unreadable };
}

/**
 * Whether something is riskier than --max-risk allows, or the text itself is broken. Of a down section only what is
 * certain to fail counts: that it drops what the up section made is its purpose.
 */
function exceeds(reported: readonly Reported[], { maxRisk }: Options): boolean {
  const sections = reported.flatMap(({ analysis }) =>
    analysis.migrations.flatMap((migration) => migration.sections),
  );
  return sections.some(
    ({ direction, statements, problems }) =>
      problems.length > 0 || statements.some((statement) => isTooMuch(statement, direction, maxRisk)),
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
