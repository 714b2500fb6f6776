import type {
  Direction,
  DraftFile,
  Format,
  Migration,
  Project,
  Section,
  Surroundings,
} from "../../formats/format.ts";
import { readingSpans } from "../../formats/sending.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { readStatements, StatementCache } from "../../sql/parse.ts";
import { split } from "../../sql/split.ts";
import type { Span } from "../../sql/span.ts";
import type { PlacedStatement, Statement } from "../../sql/statement.ts";
import type { FoldedMigration, FoldedSection, History } from "../history.ts";
import { applyEdits, type FileEdit } from "../support/edits.ts";
import type { Part } from "./passage.ts";

/** A project as it is on disk or in the editor. */
export interface ProjectFiles {
  readonly format: Format;
  readonly project: Project;
  /** Every file of the folder, those of no migration too: some tools keep settings there. */
  readonly paths: readonly string[];
  readonly text: (path: string) => string;
  readonly grammar: Grammar;
  /** What else decides how a file is sent, e.g. the tool's version. */
  readonly around: Surroundings;
}

export interface FileChanges {
  readonly files: readonly DraftFile[];
  readonly edits: readonly FileEdit[];
}

/** Texts were parsed for the analysis already, and several plans are looked at for one statement. */
const cache = new StatementCache();

/** A project as it would be after changes of its files, from one of its migrations on. */
export class RewrittenProject {
  readonly project: Project;
  readonly #files: ProjectFiles;
  readonly #changed: ReadonlyMap<string, string>;
  readonly #known: ReadonlyMap<string, FoldedMigration>;

  constructor(files: ProjectFiles, history: History, from: number, changes: FileChanges) {
    this.#files = files;
    this.#changed = changedTexts(files.text, changes);
    const later = history.migrations.slice(from);
    this.#known = new Map(later.flatMap((each) => keysOf(each.migration).map((key) => [key, each])));
    const before = history.migrations.slice(0, from).map(({ migration }) => migration);
    // They are listed, since a journal may name them, but nobody looks into them again.
    const shared = new Set(later.flatMap(({ migration }) => migration.paths));
    const passedOver = new Set(before.flatMap(({ paths }) => paths.filter((path) => !shared.has(path))));
    const text = (path: string): string =>
      passedOver.has(path) && !this.#changed.has(path) ? "" : this.text(path);
    const paths = [...new Set([...files.paths, ...this.#changed.keys()])];
    const project = files.format.read({ paths, text, ...files.around });
    const old = new Set(before.flatMap(keysOf));
    const isLater = (migration: Migration): boolean => !keysOf(migration).some((key) => old.has(key));
    this.project = { ...project, migrations: project.migrations.filter(isLater) };
  }

  text(path: string): string {
    return this.#changed.get(path) ?? this.#files.text(path);
  }

  /** Whether a file would be new or another. */
  isChanged(path: string): boolean {
    return this.#changed.has(path);
  }

  /** The sections of all its migrations in one direction, in the order in which they would run. */
  parts(direction: Direction): readonly Part[] {
    const { migrations } = this.project;
    const inOrder = direction === "up" ? migrations : [...migrations].reverse();
    return inOrder.flatMap((migration) => {
      const own = migration.sections.filter((section) => section.direction === direction);
      return own.map((section, index) => ({
        ...this.#part(migration, section),
        endsSession: index === own.length - 1,
      }));
    });
  }

  #part(migration: Migration, section: Section): Omit<Part, "endsSession"> {
    const known = this.#known.get(keyIn(migration, section.path));
    const old = known?.sections.find((each) => sameSection(each, section));
    if (old !== undefined && !this.isChanged(section.path))
      return { section, statements: old.statements, previous: old.timelines };
    return {
      section,
      statements: this.#read(section, old),
      ...(old === undefined ? {} : { previous: old.timelines }),
    };
  }

  /** What stands in the file already is the identical statement, so that it need not be interpreted again. */
  #read(section: Section, old: FoldedSection | undefined): readonly PlacedStatement[] {
    const text = this.text(section.path);
    const known = new Map<string, Statement>();
    for (const { statement } of old?.statements ?? []) known.set(statement.text, statement);
    return readingSpans(text, section).flatMap((span) => this.#readSpan(text, span, known));
  }

  #readSpan(text: string, span: Span, known: ReadonlyMap<string, Statement>): readonly PlacedStatement[] {
    const { grammar } = this.#files;
    const pieces = split(text, span).pieces.filter(({ kind }) => kind === "statement");
    const placed = pieces.map(({ span: own }) => {
      const words = text.slice(own.start, own.end);
      return { statement: known.get(words) ?? cache.get(words, grammar), span: own };
    });
    // What cannot be parsed may be a matter of where statements end.
    const isWhole = placed.every(({ statement }) => statement.node !== undefined);
    return isWhole ? placed : readStatements(text, span, grammar, cache).statements;
  }
}

function changedTexts(
  text: (path: string) => string,
  { files, edits }: FileChanges,
): ReadonlyMap<string, string> {
  const changed = new Map(files.map(({ path, content }) => [path, content]));
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const own = edits.filter((edit) => edit.path === path);
    changed.set(path, applyEdits(text(path), own));
  }
  return changed;
}

/** A version alone does not tell: files may have one in common, which their tool then refuses. */
function keysOf(migration: Migration): readonly string[] {
  return migration.paths.map((path) => keyIn(migration, path));
}

function keyIn({ version }: Migration, path: string): string {
  return `${version} ${path}`;
}

/** The same file's part in the same direction; an edit above it moves it. */
function sameSection(old: FoldedSection, { path, direction }: Section): boolean {
  return old.path === path && old.direction === direction;
}
