import type { SectionAnalysis } from "../analysis/analysis.ts";
import { makeSafe, type SafePlan } from "../analysis/safely/makeSafe.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import { safePlanJson, safePlanText } from "../report/safePlan.ts";
import type { Grammar } from "../sql/grammar.ts";
import { LineIndex, type LinePosition } from "../sql/offsets.ts";
import { analysisInput } from "./analyse.ts";
import { projectsWith, type AnalysedProject } from "./chosenFile.ts";
import { Configurations } from "./configuration.ts";
import { mayEdit } from "./mayEdit.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { shownChanges } from "./shownChanges.ts";
import { errorLine, UsageError } from "./usageError.ts";
import { writeChanges } from "./writeChanges.ts";

/** A file's up section in its project. */
interface Chosen extends AnalysedProject {
  readonly section: SectionAnalysis;
  readonly version: string;
}

/**
 * `lockkeeper rewrite FILE --all`: one plan for all hazards of a migration. Each refusal, and each hazard without
 * a recipe, is a line on standard error; the exit status is 2 where there is nothing but refusals.
 */
export async function rewriteAll(
  options: Options,
  path: string,
  format: "text" | "json",
  output: Output,
): Promise<number> {
  if (options.line !== undefined || options.recipe !== undefined)
    throw new UsageError("rewrite --all: --line and --recipe are about one statement; leave them out");
  if (options.values.length > 0)
    throw new UsageError(
      "rewrite --all: --value is about one statement; write “-- lockkeeper-value COLUMN = EXPRESSION” above it",
    );
  const configurations = new Configurations(options);
  const grammar = await loadGrammar();
  const chosen = choose(path, configurations, grammar);
  const plan = planFor(chosen, grammar, configurations);
  const shownPath = chosen.reported.display(chosen.section.path);
  const place = (at: number | undefined): LinePosition =>
    new LineIndex(chosen.reported.text(chosen.section.path)).position(at ?? chosen.section.span.start);
  for (const { recipe, refused, at } of plan.refusals)
    output.err(errorLine(`${recipe}: ${refused}`, { path: shownPath, ...place(at) }));
  for (const { rule, reason, at } of plan.unplanned)
    output.err(errorLine(`${rule}: ${reason}`, { path: shownPath, ...place(at) }));
  if (plan.plans.length === 0 && plan.refusals.length > 0) return 2;
  const start = { path: shownPath, ...place(undefined), version: chosen.version };
  if (options.write && !(await mayEdit(options, chosen.project, start, output))) return 2;
  if (options.write) writeChanges(chosen.project, plan);
  const changes = shownChanges(chosen.project, chosen.reported, plan);
  const told = { plan, path: shownPath, place, changes, written: options.write };
  output.out(format === "json" ? JSON.stringify(safePlanJson(told), undefined, 2) : safePlanText(told));
  return 0;
}

function choose(path: string, configurations: Configurations, grammar: Grammar): Chosen {
  for (const { project, reported } of projectsWith(path, configurations, grammar))
    for (const { sections, migration } of reported.analysis.migrations) {
      const section = sections.find((each) => each.direction === "up" && project.covers(each.path));
      if (section !== undefined) return { project, reported, section, version: migration.version };
    }
  throw new UsageError("this file has no up section", { path });
}

function planFor(
  { project, reported, section }: Chosen,
  grammar: Grammar,
  configurations: Configurations,
): SafePlan {
  const { folder, tree } = project;
  const input = analysisInput(project, grammar, reported.analysis.options);
  const settings = { input, paths: tree.paths, grammar, batches: configurations.batches(folder) };
  return makeSafe(settings, reported.analysis, section.path, new Date().toISOString());
}
