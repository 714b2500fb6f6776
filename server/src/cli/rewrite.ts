import type { MigrationAnalysis, SectionAnalysis, StatementAnalysis } from "../analysis/analysis.ts";
import { withoutPlan } from "../analysis/safely/unplanned.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import { recipes } from "../recipes/index.ts";
import { planAt, type PlannedProject } from "../recipes/planning.ts";
import { propose } from "../recipes/propose.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { Rewrite } from "../recipes/rewriteInput.ts";
import { rewriteJson, rewriteText, type ShownChanges } from "../report/rewrite.ts";
import type { Grammar } from "../sql/grammar.ts";
import { LineIndex, type LinePosition } from "../sql/offsets.ts";
import { adapterFile, saveAdapter, type AdapterFile } from "./adapter.ts";
import { oneFile, plannedProject, projectsWith, type AnalysedProject } from "./chosenFile.ts";
import { Configurations } from "./configuration.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { errorLine, UsageError } from "./usageError.ts";
import { mayEdit } from "./mayEdit.ts";
import { rewriteAll } from "./rewriteAll.ts";
import { shownChanges } from "./shownChanges.ts";
import { showWays } from "./ways.ts";
import { writeChanges } from "./writeChanges.ts";

/** A statement of a file, with all around it. */
interface Chosen extends AnalysedProject {
  readonly migration: MigrationAnalysis;
  readonly section: SectionAnalysis;
  readonly statement: StatementAnalysis;
}

/** `lockkeeper rewrite FILE --line N[:COLUMN]` and `… --all`. Resolves to the exit status. */
export async function rewriteFile(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  const path = oneFile("rewrite", options);
  if (options.all && options.adapter !== undefined)
    throw new UsageError("rewrite --adapter is for one statement: say which with --line");
  if (options.all) return rewriteAll(options, path, format, output);
  if (options.line === undefined)
    throw new UsageError(
      "rewrite: say with --line N on which line the statement is, or --all for the whole file",
    );
  const configurations = new Configurations(options);
  const grammar = await loadGrammar();
  const chosen = choose(path, { line: options.line, column: options.column }, configurations, grammar);
  const planned = {
    ...plannedProject(chosen, grammar, configurations),
    values: options.values,
    byApplication: options.adapter !== undefined,
  };
  if (options.ways) return showWays(chosen, planned, options, format, output);
  const { recipe, result, refusals } = plan(chosen, planned, options.recipe);
  const place = placeOf(chosen);
  const at = { path: place.path, ...place.range.start };
  for (const { id, refused } of refusals) output.err(errorLine(`${id}: ${refused}`, at));
  if (result === undefined) return 2;
  if (recipe.mitigates === true && options.recipe === undefined)
    for (const reason of reasonsFor(chosen)) output.err(errorLine(reason, at));
  const adapter = adapterFile(options.adapter, recipe, result);
  const changes = withFile(shownChanges(chosen.project, chosen.reported, result), adapter);
  if (
    options.write &&
    !(await mayEdit(options, chosen.project, { ...at, version: versionOf(chosen) }, output))
  )
    return 2;
  if (options.write && adapter !== undefined) saveAdapter(adapter);
  if (options.write) writeChanges(chosen.project, result);
  output.out(
    format === "json"
      ? JSON.stringify(rewriteJson(recipe.id, place, result, changes), undefined, 2)
      : rewriteText(result, changes, options.write),
  );
  return 0;
}

function withFile(changes: ShownChanges, file: AdapterFile | undefined): ShownChanges {
  return file === undefined ? changes : { ...changes, files: [...changes.files, file] };
}

/** One-based. */
interface Spot {
  readonly line: number;
  readonly column: number | undefined;
}

function choose(path: string, spot: Spot, configurations: Configurations, grammar: Grammar): Chosen {
  for (const { project, reported } of projectsWith(path, configurations, grammar))
    for (const migration of reported.analysis.migrations)
      for (const section of migration.sections.filter((each) => project.covers(each.path))) {
        const lines = new LineIndex(reported.text(section.path));
        const statement = section.statements.find(({ span }) =>
          holds(spot, lines.position(span.start), lines.position(span.end)),
        );
        if (statement !== undefined) return { project, reported, migration, section, statement };
      }
  throw new UsageError("there is no statement on this line", { path, line: spot.line - 1 });
}

/** Whether a statement lies on the line; with a column, whether it is the one there. */
function holds({ line, column }: Spot, start: LinePosition, end: LinePosition): boolean {
  if (start.line >= line || line > end.line + 1) return false;
  if (column === undefined) return true;
  const isBefore = line - 1 === start.line && column - 1 < start.character;
  const isBehind = line - 1 === end.line && column - 1 > end.character;
  return !isBefore && !isBehind;
}

interface Refused {
  readonly id: string;
  readonly refused: string;
}

interface Planned {
  readonly recipe: Recipe;
  /** Undefined where there is no plan. */
  readonly result: Rewrite | undefined;
  readonly refusals: readonly Refused[];
}

/** The recipe asked for; else the first that gives a plan. What only mitigates is no substitute for what was refused. */
function plan(chosen: Chosen, planned: PlannedProject, asked: string | undefined): Planned {
  if (asked !== undefined && !recipes.some(({ id }) => id === asked)) {
    const names = recipes.map(({ id }) => id).join(", ");
    throw new UsageError(`--recipe ${asked}: there is no such recipe; use one of ${names}`);
  }
  const proposed = propose(chosen, planned, chosen.statement.findings);
  const wanted = asked === undefined ? proposed : proposed.filter(({ id }) => id === asked);
  const refusals: Refused[] = [];
  for (const recipe of wanted) {
    if (recipe.mitigates === true && refusals.length > 0) break;
    const result = planAt(recipe, chosen, planned, new Date().toISOString());
    if (!("refused" in result)) return { recipe, result, refusals };
    refusals.push({ id: recipe.id, refused: result.refused });
  }
  const [first] = wanted;
  if (first !== undefined) return { recipe: first, result: undefined, refusals };
  const { path, range } = placeOf(chosen);
  const message =
    asked === undefined
      ? ["no recipe is about this statement", ...reasonsFor(chosen)].join(". ")
      : `${asked} is not about this statement`;
  throw new UsageError(message, { path, ...range.start });
}

/** Why what is found there has no recipe. */
function reasonsFor({ statement }: Chosen): readonly string[] {
  return statement.findings.flatMap(({ rule }) => {
    const reason = withoutPlan(rule);
    return reason === undefined ? [] : [`${rule}: ${reason}`];
  });
}

function versionOf({ migration }: Chosen): string {
  return migration.migration.version;
}

function placeOf({ reported, section, statement }: Chosen) {
  const lines = new LineIndex(reported.text(section.path));
  const range = { start: lines.position(statement.span.start), end: lines.position(statement.span.end) };
  return { path: reported.display(section.path), range };
}
