import { analyseProject } from "../../server/src/analysis/analyse.ts";
import type {
  AnalysisOptions,
  MigrationAnalysis,
  ProjectAnalysis,
} from "../../server/src/analysis/analysis.ts";
import { StatementReader } from "../../server/src/analysis/statementReader.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import type { Format, MigrationDraft, Surroundings } from "../../server/src/formats/format.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { recipes } from "../../server/src/recipes/index.ts";
import {
  factsAt,
  planAt,
  type PlannedProject,
  type StatementPlace,
} from "../../server/src/recipes/planning.ts";
import type { Recipe, RecipeFacts } from "../../server/src/recipes/recipe.ts";
import { applyEdits } from "../../server/src/recipes/support/edits.ts";
import { withSeal } from "../../server/src/recipes/support/seal.ts";
import { downFor, type WrittenDown } from "../../server/src/recipes/inverse/downFor.ts";
import type { Rewrite } from "../../server/src/recipes/rewriteInput.ts";
import { options } from "../support/analyse.ts";

export const now = "2030-01-02T03:04:05.000Z";
const grammar = await loadGrammar();

/** A project in memory, analysed. */
export class TestProject {
  readonly format: Format;
  readonly files: ReadonlyMap<string, string>;
  readonly analysis: ProjectAnalysis;
  readonly around: Surroundings;
  readonly given: Partial<AnalysisOptions>;

  constructor(
    format: Format,
    files: ReadonlyMap<string, string>,
    given: Partial<AnalysisOptions> = {},
    around: Surroundings = {},
  ) {
    this.around = around;
    this.given = given;
    this.format = format;
    this.files = files;
    const reader = new StatementReader(grammar);
    const text = (path: string): string | undefined => files.get(path);
    const project = format.read({ paths: [...files.keys()], text, ...around });
    this.analysis = analyseProject({
      format,
      project,
      options: { ...options, ...given },
      text,
      read: (path, content, span) => {
        const { statements, splitProblems, pieces } = reader.read(path, content, span);
        return { statements, problems: splitProblems, pieces };
      },
    });
  }

  static of(
    formatId: string,
    drafts: readonly MigrationDraft[],
    around: Surroundings = {},
    given: Partial<AnalysisOptions> = {},
  ): TestProject {
    const format = formatById(formatId);
    if (format === undefined) throw new Error(`no format ${formatId}`);
    const empty = format.read({ paths: [], text: () => undefined });
    const files = format.write(drafts, empty, "2020-01-01T00:00:00.000Z");
    return new TestProject(format, new Map(files.map(({ path, content }) => [path, content])), given, around);
  }

  get last(): MigrationAnalysis {
    const last = this.analysis.migrations.at(-1);
    if (last === undefined) throw new Error("the project is empty");
    return last;
  }

  facts(migration: MigrationAnalysis, statement: number): RecipeFacts {
    return factsAt(this.#place(migration, statement), this.#planned);
  }

  /**
   * The verified plan for a statement of a migration, the newest unless told, as changes of the files; by default for the
   * first that the recipe is about.
   */
  rewrite(
    recipe: Recipe,
    statement?: number,
    migration: MigrationAnalysis = this.last,
    more: Partial<PlannedProject> = {},
  ): Rewrite | { readonly refused: string } {
    const at = statement ?? Math.max(this.firstFor(recipe, migration), 0);
    return planAt(recipe, this.#place(migration, at), { ...this.#planned, ...more }, now);
  }

  /** The first statement that a recipe is about, or -1. */
  firstFor(recipe: Recipe, migration: MigrationAnalysis = this.last): number {
    const up = migration.sections.find(({ direction }) => direction === "up");
    return up?.statements.findIndex((_, index) => recipe.applies(this.facts(migration, index))) ?? -1;
  }

  /** The down of a migration, the newest unless told, as `down-for` writes it. */
  downFor(migration: MigrationAnalysis = this.last): WrittenDown {
    const back = downFor(migration, this.#planned);
    if ("refused" in back) throw new Error(`refused: ${back.refused}`);
    return back;
  }

  #place(migration: MigrationAnalysis, statement: number): StatementPlace {
    const section = migration.sections.find(({ direction }) => direction === "up");
    const found = section?.statements[statement];
    if (section === undefined || found === undefined) throw new Error("there is no such statement");
    return { migration, section, statement: found };
  }

  get #planned(): PlannedProject {
    return {
      format: this.format,
      project: this.analysis.project,
      migrations: this.analysis.migrations,
      paths: [...this.files.keys()],
      around: this.around,
      text: (path) => this.files.get(path) ?? "",
      grammar,
      options: this.analysis.options,
      batches: { batchSize: 1000, batchDelay: 0 },
    };
  }

  with(given: Pick<Rewrite, "files" | "edits">): TestProject {
    const text = (path: string): string | undefined => this.files.get(path);
    const changes = withSeal(this.format, { paths: [...this.files.keys()], text, ...this.around }, given);
    const files = new Map(this.files);
    const edited = new Set(changes.edits.map(({ path }) => path));
    for (const path of edited)
      files.set(
        path,
        applyEdits(
          files.get(path) ?? "",
          changes.edits.filter((edit) => edit.path === path),
        ),
      );
    for (const { path, content, replaces } of changes.files) {
      if (files.has(path) && replaces !== true) throw new Error(`${path} is there already`);
      files.set(path, content);
    }
    return new TestProject(this.format, files, this.given, this.around);
  }

  show(): string {
    return [...this.files].map(([path, text]) => `=== ${path}\n${text}`).join("\n");
  }
}

export function recipeCalled(id: string): Recipe {
  const found = recipes.find((recipe) => recipe.id === id);
  if (found === undefined) throw new Error(`no recipe ${id}`);
  return found;
}

export function planned(result: Rewrite | { readonly refused: string }): Rewrite {
  if ("refused" in result) throw new Error(`refused: ${result.refused}`);
  return result;
}
