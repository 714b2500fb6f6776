import { join } from "node:path";
import type { MigrationAnalysis, SectionAnalysis, StatementAnalysis } from "../analysis/analysis.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import { recipes } from "../recipes/index.ts";
import type { Recipe, RecipeFacts } from "../recipes/recipe.ts";
import { rewrite, type Rewrite } from "../recipes/write.ts";
import type { Reported } from "../report/json.ts";
import { rewriteJson, rewriteText } from "../report/rewrite.ts";
import { LineIndex } from "../sql/offsets.ts";
import type { Severity } from "../rules/rule.ts";
import { analyse } from "./analyse.ts";
import { Configurations } from "./configuration.ts";
import { loadProjects, type LoadedProject } from "./load.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";
import { writeChanges } from "./writeChanges.ts";

/** A statement of a file, with all around it. */
interface Chosen {
  readonly project: LoadedProject;
  readonly reported: Reported;
  readonly migration: MigrationAnalysis;
  readonly section: SectionAnalysis;
  readonly statement: StatementAnalysis;
}

/** `lockkeeper rewrite FILE --line N`. Resolves to the exit status. */
export async function rewriteFile(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  const [path] = options.paths;
  if (path === undefined || options.paths.length > 1)
    throw new UsageError("rewrite: name one migration file");
  if (options.line === undefined)
    throw new UsageError("rewrite: say with --line N on which line the statement is");
  const configurations = new Configurations(options);
  const grammar = await loadGrammar();
  const chosen = choose(path, options.line, configurations, grammar);
  const facts: RecipeFacts = {
    ...factsOf(chosen),
    ...configurations.batches(chosen.project.folder),
    grammar,
  };
  const { recipe, result } = plan(chosen, facts, options.recipe);
  const place = placeOf(chosen);
  if ("refused" in result) throw new UsageError(result.refused, { path: place.path, ...place.range.start });
  const shownChanges = changesOf(chosen, result);
  if (options.write) writeChanges(chosen.project.folder, result, chosen.reported.text);
  output.out(
    format === "json"
      ? JSON.stringify(rewriteJson(recipe.id, place, result, shownChanges), undefined, 2)
      : rewriteText(result, shownChanges, options.write),
  );
  return 0;
}

function choose(
  path: string,
  line: number,
  configurations: Configurations,
  grammar: Awaited<ReturnType<typeof loadGrammar>>,
): Chosen {
  const { projects } = loadProjects([path], configurations);
  for (const project of projects) {
    const { folder } = project;
    const everything = { ...project, covers: () => true };
    const reported = analyse(everything, grammar, configurations.analysis(folder));
    for (const migration of reported.analysis.migrations)
      for (const section of migration.sections.filter((each) => project.covers(each.path))) {
        const lines = new LineIndex(reported.text(section.path));
        const statement = section.statements.find(
          ({ span }) => lines.position(span.start).line < line && line <= lines.position(span.end).line + 1,
        );
        if (statement !== undefined) return { project, reported, migration, section, statement };
      }
  }
  throw new UsageError("there is no statement on this line", { path, line: line - 1 });
}

function factsOf({
  project: { format },
  reported: { analysis },
  section,
  statement,
}: Chosen): Omit<RecipeFacts, "batchSize" | "batchDelay" | "grammar"> {
  const { id, label, hasDown, canAutocommit } = format;
  return {
    statement,
    section,
    tool: { id, label, hasDown, canAutocommit },
    majors: analysis.options.majors,
    lockTimeout: analysis.options.lockTimeout,
  };
}

/** The recipe asked for; else the first that gives a plan, those for the worst finding before others. */
function plan(
  chosen: Chosen,
  facts: RecipeFacts,
  asked: string | undefined,
): { readonly recipe: Recipe; readonly result: ReturnType<typeof rewrite> } {
  if (asked !== undefined && !recipes.some(({ id }) => id === asked)) {
    const names = recipes.map(({ id }) => id).join(", ");
    throw new UsageError(`--recipe ${asked}: there is no such recipe; use one of ${names}`);
  }
  const wanted = asked === undefined ? inOrder(chosen.statement) : recipes.filter(({ id }) => id === asked);
  const results = wanted
    .filter((recipe) => chosen.statement.statement.node !== undefined && recipe.applies(facts))
    .map((recipe) => ({ recipe, result: apply(recipe, chosen, facts) }));
  const found = results.find(({ result }) => !("refused" in result)) ?? results[0];
  if (found !== undefined) return found;
  const { path, range } = placeOf(chosen);
  const message =
    asked === undefined ? "no recipe is about this statement" : `${asked} is not about this statement`;
  throw new UsageError(message, { path, ...range.start });
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function inOrder({ findings }: StatementAnalysis): readonly Recipe[] {
  const named = [...findings]
    .sort((one, other) => weights[one.severity] - weights[other.severity])
    .flatMap(({ recipes: ids }) => ids);
  const place = ({ id }: Recipe): number => (named.includes(id) ? named.indexOf(id) : named.length);
  return [...recipes].sort((one, other) => place(one) - place(other));
}

function apply(recipe: Recipe, chosen: Chosen, facts: RecipeFacts): ReturnType<typeof rewrite> {
  const { project, reported, migration } = chosen;
  return rewrite({
    recipe,
    facts,
    migration: migration.migration,
    down: migration.sections.find(({ direction }) => direction === "down"),
    project: reported.analysis.project,
    format: project.format,
    text: reported.text,
    now: new Date().toISOString(),
  });
}

function placeOf({ reported, section, statement }: Chosen) {
  const lines = new LineIndex(reported.text(section.path));
  const range = { start: lines.position(statement.span.start), end: lines.position(statement.span.end) };
  return { path: reported.display(section.path), range };
}

/** The changes with paths as the user sees them and ranges as editors count. */
function changesOf({ project, reported }: Chosen, { files, edits }: Rewrite) {
  return {
    files: files.map(({ path, content }) => ({ path: shown(join(project.folder, path)), content })),
    edits: edits.map(({ path, span, newText }) => {
      const lines = new LineIndex(reported.text(path));
      const range = { start: lines.position(span.start), end: lines.position(span.end) };
      return { path: reported.display(path), range, newText };
    }),
  };
}
