import type { DraftFile, Project } from "../../formats/format.ts";
import type { PlannedProject } from "../../recipes/planning.ts";
import { applyEdits, difference, type FileEdit } from "../../recipes/support/edits.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { analyseProject } from "../analyse.ts";
import type { ProjectAnalysis } from "../analysis.ts";
import type { Batches } from "../config.ts";
import type { AnalysisInput } from "../input.ts";

/** What a project is made of besides its files. */
export interface DraftSettings {
  readonly input: AnalysisInput;
  /** Every file of the folder. */
  readonly paths: readonly string[];
  readonly grammar: Grammar;
  readonly batches: Batches;
}

/** A project with changes that are not written yet, analysed. */
export class DraftProject {
  readonly analysis: ProjectAnalysis;
  readonly #settings: DraftSettings;
  readonly #changed: ReadonlyMap<string, string>;

  private constructor(
    settings: DraftSettings,
    changed: ReadonlyMap<string, string>,
    analysis: ProjectAnalysis,
  ) {
    this.#settings = settings;
    this.#changed = changed;
    this.analysis = analysis;
  }

  static of(settings: DraftSettings, analysis: ProjectAnalysis): DraftProject {
    return new DraftProject(settings, new Map(), analysis);
  }

  text(path: string): string {
    return this.#changed.get(path) ?? this.#settings.input.text(path) ?? "";
  }

  /** The project after more changes. */
  with({ files, edits }: Changes): DraftProject {
    const changed = new Map(this.#changed);
    for (const path of new Set(edits.map((edit) => edit.path)))
      changed.set(
        path,
        applyEdits(
          this.text(path),
          edits.filter((edit) => edit.path === path),
        ),
      );
    for (const { path, content } of files) changed.set(path, content);
    const { input, paths } = this.#settings;
    const text = (path: string): string | undefined => changed.get(path) ?? input.text(path);
    const all = [...new Set([...paths, ...changed.keys()])];
    const project: Project = input.format.read({ ...input.around, paths: all, text });
    const analysis = analyseProject({ ...input, project, text }, this.analysis);
    return new DraftProject(this.#settings, changed, analysis);
  }

  get planned(): PlannedProject {
    const { input, grammar, batches, paths } = this.#settings;
    return {
      format: input.format,
      project: this.analysis.project,
      migrations: this.analysis.migrations,
      paths: [...new Set([...paths, ...this.#changed.keys()])],
      around: input.around ?? {},
      text: (path) => this.text(path),
      grammar,
      options: input.options,
      batches,
    };
  }

  /** All changes since the project as it is written. */
  get changes(): Changes {
    const known = new Set(this.#settings.paths);
    const files: DraftFile[] = [];
    const edits: FileEdit[] = [];
    for (const [path, content] of this.#changed) {
      if (!known.has(path)) files.push({ path, content });
      const edit = known.has(path)
        ? difference(path, this.#settings.input.text(path) ?? "", content)
        : undefined;
      if (edit !== undefined) edits.push(edit);
    }
    return { files, edits };
  }
}

export interface Changes {
  readonly files: readonly DraftFile[];
  readonly edits: readonly FileEdit[];
}
