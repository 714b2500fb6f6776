import type { Finding, ProjectAnalysis } from "../analysis/analysis.ts";
import { recipes } from "../recipes/index.ts";
import { appliesAt, planAt, whyNotTogether, type PlannedProject } from "../recipes/planning.ts";
import { propose } from "../recipes/propose.ts";
import type { Recipe, Refusal } from "../recipes/recipe.ts";
import type { FileEdit } from "../recipes/support/edits.ts";
import type { Rewrite } from "../recipes/rewriteInput.ts";
import { surroundingsOf } from "../formats/format.ts";
import type { StatementAnalysis } from "../analysis/analysis.ts";
import type { FileView, ViewedStatement } from "./fileView.ts";

export function isAbout(recipe: Recipe, view: FileView, viewed: ViewedStatement): boolean {
  if (viewed.statement.statement.node === undefined) return false;
  return appliesAt(recipe, viewed, plannedProject(view));
}

/** The file's project as plans are made on it. */
export function plannedProject({ project, analysis }: FileView): PlannedProject {
  const { source, format, batches, reader } = project;
  return {
    format,
    project: analysis.project,
    migrations: analysis.migrations,
    paths: source.paths,
    around: surroundingsOf(source),
    text: (path) => source.text(path) ?? "",
    grammar: reader.grammar,
    options: analysis.options,
    batches,
  };
}

/** Whether edits for several statements of a file do the same when they are made at once. */
export function workTogether(
  view: FileView,
  places: readonly ViewedStatement[],
  recipe: Recipe,
  edits: readonly FileEdit[],
): boolean {
  const now = new Date().toISOString();
  return whyNotTogether(recipe, places, edits, plannedProject(view), now) === undefined;
}

/** The recipes that are about a statement, in the order in which they are offered for these findings. */
export function recipesFor(
  view: FileView,
  viewed: ViewedStatement,
  findings: readonly Finding[],
): readonly Recipe[] {
  return propose(viewed, plannedProject(view), findings);
}

export function recipeById(id: string): Recipe | undefined {
  return recipes.find((recipe) => recipe.id === id);
}

type Plans = Map<string, Rewrite | Refusal>;

/** A lightbulb asks again and again, and once more for the edit: plans are kept as long as nothing changes. */
const known = new WeakMap<ProjectAnalysis, WeakMap<StatementAnalysis, Plans>>();

/** A recipe applied to a statement of a file, as files and edits of its project. */
export function rewriteOf(view: FileView, viewed: ViewedStatement, recipe: Recipe): Rewrite | Refusal {
  const ofProject = known.get(view.analysis) ?? new WeakMap<StatementAnalysis, Plans>();
  known.set(view.analysis, ofProject);
  const plans: Plans = ofProject.get(viewed.statement) ?? new Map<string, Rewrite | Refusal>();
  ofProject.set(viewed.statement, plans);
  const found = plans.get(recipe.id);
  if (found !== undefined) return found;
  const plan = planAt(recipe, viewed, plannedProject(view), new Date().toISOString());
  plans.set(recipe.id, plan);
  return plan;
}
