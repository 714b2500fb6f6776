import { withFilesRead } from "../analysis/analyse.ts";
import type { AnalysisInput } from "../analysis/input.ts";
import type { MigrationAnalysis, ProjectAnalysis } from "../analysis/analysis.ts";
import { surroundingsOf, type FormatProblem, type Project } from "../formats/format.ts";
import type { Span } from "../sql/span.ts";
import type { FileView, ViewedSection } from "./fileView.ts";
import type { ProjectSetup } from "./projectSetup.ts";
import { Underway } from "./underway.ts";

/** Where the files of an analysis stand in it. */
interface FileIndex {
  readonly of: (path: string) => Pick<FileView, "sections" | "leads" | "problems">;
}

/** What decides whether a file shows the same as before. */
interface Shown extends Pick<FileView, "document" | "sections" | "leads" | "problems"> {
  /** Documents are changed in place, so the version is remembered apart. */
  readonly version: number;
}

/** Up to how many files the folder as a whole is read again after each edit of one. */
const fewFiles = 64;

/**
 * One project and the one analysis that all features read. Edits only mark what changed; the work is done when
 * somebody asks, so a burst of edits costs one analysis.
 */
export class ProjectModel {
  readonly setup: ProjectSetup;
  #analysis: ProjectAnalysis | undefined;
  #underway: Underway | undefined;
  #touched = new Set<string>();
  #stale = true;
  /** An edit may have changed what only a reading of the whole folder shows. */
  #unsettled = false;
  #index: { readonly of: ProjectAnalysis; readonly files: FileIndex } | undefined;
  readonly #shown = new Map<string, { readonly shown: Shown; readonly revision: string }>();

  constructor(setup: ProjectSetup) {
    this.setup = setup;
  }

  /** The text of a file changed. */
  touch(path: string): void {
    this.#touched.add(path);
  }

  /** Files came or went. */
  reload(): void {
    this.#stale = true;
  }

  /** Reads the whole folder again where edits only had their own files read. True if that was due. */
  settle(): boolean {
    if (!this.#unsettled) return false;
    this.#stale = true;
    return true;
  }

  /** The analysis of the newest texts. */
  get analysis(): ProjectAnalysis {
    const underway = this.#begun();
    return underway instanceof Underway ? this.#keep(underway.finish()) : underway;
  }

  get paths(): ReadonlySet<string> {
    const begun = this.#begun();
    const project = begun instanceof Underway ? begun.input.project : begun.project;
    return new Set(project.migrations.flatMap(({ paths }) => paths));
  }

  /** Goes on with the analysis until it is done, or the caller has enough. True if it is not done. */
  advance(enough: () => boolean): boolean {
    const begun = this.#begun();
    if (!(begun instanceof Underway)) return false;
    while (begun.result === undefined && !enough()) begun.step();
    if (begun.result === undefined) return true;
    this.#keep(begun.result);
    return false;
  }

  /** A file of the project; undefined where the project does not know it. What comes after it may not be done yet. */
  view(path: string): FileView | undefined {
    const { sections, leads, problems } = this.#ofFile(path);
    if (sections.length === 0 && leads.length === 0 && problems.length === 0) return undefined;
    const document = this.setup.source.document(path);
    const shown = { document, version: document.version, sections, leads, problems };
    const known = this.#shown.get(path);
    const revision = known !== undefined && isSame(known.shown, shown) ? known.revision : nextRevision();
    if (revision !== known?.revision) this.#shown.set(path, { shown, revision });
    const uri = this.setup.source.uri(path);
    const whole = (): ProjectAnalysis => this.analysis;
    return {
      ...{ uri, revision, path, document, project: this.setup, sections, leads, problems },
      upTo: () => this.#upTo(path),
      get analysis() {
        return whole();
      },
    };
  }

  #isSmall({ project }: ProjectAnalysis): boolean {
    return project.migrations.length <= fewFiles;
  }

  /** The analysis of the newest texts as far as it is: done, or under way. */
  #begun(): ProjectAnalysis | Underway {
    const begun = this.#underway ?? this.#analysis;
    if (begun !== undefined && !this.#stale && this.#touched.size === 0) return begun;
    const known = this.#underway?.soFar() ?? this.#analysis;
    const isWhole = known === undefined || this.#stale || this.#isSmall(known);
    const input = isWhole
      ? this.#input(this.#explained(this.setup.format.read(this.setup.source)))
      : withFilesRead(this.#input(known.project), this.#touched);
    this.#underway = new Underway(input, known, this.setup.log);
    this.#touched.clear();
    this.#stale = false;
    this.#unsettled = !isWhole;
    return this.#underway;
  }

  #upTo(path: string): readonly MigrationAnalysis[] {
    const begun = this.#begun();
    if (begun instanceof Underway) return begun.upTo(path);
    const last = begun.migrations.findLastIndex(({ migration }) => migration.paths.includes(path));
    return begun.migrations.slice(0, last + 1);
  }

  #keep(analysis: ProjectAnalysis): ProjectAnalysis {
    this.#analysis = analysis;
    this.#underway = undefined;
    return analysis;
  }

  #ofFile(path: string): Pick<FileView, "sections" | "leads" | "problems"> {
    const begun = this.#begun();
    if (begun instanceof Underway) return filesOf(begun.of(path), begun.input.project.problems).of(path);
    if (this.#index?.of !== begun)
      this.#index = { of: begun, files: filesOf(begun.migrations, begun.project.problems) };
    return this.#index.files.of(path);
  }

  #explained(project: Project): Project {
    const better = this.setup.source.problems();
    const known = new Set(better.map(({ path }) => path));
    const others = project.problems.filter(({ code, path }) => code !== "not-text" || !known.has(path));
    return { ...project, problems: [...others, ...better] };
  }

  #input(project: Project): AnalysisInput {
    const { format, options, source, reader } = this.setup;
    return {
      format,
      project,
      options,
      around: surroundingsOf(source),
      text: (path) => source.text(path),
      read: (path, text, span) => {
        const { statements, splitProblems, pieces } = reader.read(path, text, span);
        return { statements, problems: splitProblems, pieces };
      },
    };
  }
}

/** Sorts what is said of migrations by file. */
function filesOf(migrations: readonly MigrationAnalysis[], said: readonly FormatProblem[]): FileIndex {
  const sections = new Map<string, ViewedSection[]>();
  const leads = new Map<string, MigrationAnalysis[]>();
  const problems = new Map<string, FormatProblem[]>();
  for (const migration of migrations) {
    for (const section of migration.sections) add(sections, section.path, { migration, section });
    const [first] = migration.migration.paths;
    if (first !== undefined) add(leads, first, migration);
  }
  for (const problem of said) add(problems, problem.path, problem);
  for (const list of sections.values())
    list.sort((one, other) => one.section.span.start - other.section.span.start);
  return {
    of: (path) => ({
      sections: sections.get(path) ?? [],
      leads: leads.get(path) ?? [],
      problems: problems.get(path) ?? [],
    }),
  };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

let revisions = 0;

function nextRevision(): string {
  revisions += 1;
  return String(revisions);
}

/** Whether nothing that a file's features show has changed. */
function isSame(before: Shown, now: Shown): boolean {
  return (
    before.document === now.document &&
    before.version === now.version &&
    alike(before.sections, now.sections, (one, other) => one.section === other.section) &&
    alike(before.leads, now.leads, (one, other) => alike(one.findings, other.findings, sameWords)) &&
    alike(before.problems, now.problems, sameWords)
  );
}

function alike<T>(one: readonly T[], other: readonly T[], equal: (one: T, other: T) => boolean): boolean {
  return (
    one === other ||
    (one.length === other.length && one.every((each, index) => isEqualTo(each, other[index], equal)))
  );
}

function isEqualTo<T>(one: T, other: T | undefined, equal: (one: T, other: T) => boolean): boolean {
  return one === other || (other !== undefined && equal(one, other));
}

interface Worded {
  readonly message: string;
  readonly span: Span;
}

function sameWords(one: Worded, other: Worded): boolean {
  return (
    one.message === other.message && one.span.start === other.span.start && one.span.end === other.span.end
  );
}
