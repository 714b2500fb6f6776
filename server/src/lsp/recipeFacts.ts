import { recipes } from "../recipes/index.ts";
import type { Recipe, RecipeFacts } from "../recipes/recipe.ts";
import { rewrite, type Rewrite } from "../recipes/write.ts";
import type { FileView, ViewedStatement } from "./fileView.ts";

/** What a recipe may know of a statement. */
export function factsFor(
  { project, analysis }: FileView,
  { statement, section }: ViewedStatement,
): RecipeFacts {
  const { id, label, hasDown, canAutocommit } = project.format;
  return {
    statement,
    section,
    tool: { id, label, hasDown, canAutocommit },
    majors: analysis.options.majors,
    lockTimeout: analysis.options.lockTimeout,
    ...project.batches,
    grammar: project.reader.grammar,
  };
}

/** The recipes that are about a statement. */
export function recipesFor(view: FileView, viewed: ViewedStatement): readonly Recipe[] {
  if (viewed.statement.statement.node === undefined) return [];
  const facts = factsFor(view, viewed);
  return recipes.filter((recipe) => recipe.applies(facts));
}

export function recipeById(id: string): Recipe | undefined {
  return recipes.find((recipe) => recipe.id === id);
}

/** A recipe applied to a statement of a file, as files and edits of its project. */
export function rewriteOf(
  view: FileView,
  viewed: ViewedStatement,
  recipe: Recipe,
): Rewrite | { readonly refused: string } {
  const { project, analysis } = view;
  return rewrite({
    recipe,
    facts: factsFor(view, viewed),
    migration: viewed.migration.migration,
    down: viewed.migration.sections.find(({ direction }) => direction === "down"),
    project: analysis.project,
    format: project.format,
    text: (path) => project.source.text(path) ?? "",
    now: new Date().toISOString(),
  });
}
