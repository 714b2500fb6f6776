import type {
  FileTree,
  Format,
  FormatProblem,
  LedgerSettings,
  Migration,
  Section,
} from "../formats/format.ts";

/** All that the runner needs of a project, as data that crosses a process boundary. */
export interface RunProject {
  /** URI of the migrations folder, without a trailing slash. */
  readonly uri: string;
  /** Id of the format. */
  readonly format: string;
  /** In the tool's order, without what it does not run. */
  readonly migrations: readonly Migration[];
  /**
   * By path relative to the folder, the text of every file that a migration names and that is readable. As it is on
   * disk, byte order mark included, since that is what migration tools send; not an unsaved editor's.
   */
  readonly files: Readonly<Record<string, string>>;
  /** What the tool refuses to run, file by file or as a whole. */
  readonly refused: readonly FormatProblem[];
  readonly ledgerSettings?: LedgerSettings;
  /** What was there before the first migration, as the file that the configuration names says it. */
  readonly baseline?: Baseline | undefined;
  /** How long a migration may wait for a lock, in PostgreSQL's notation, where the configuration says so. */
  readonly lockTimeout?: string | undefined;
  /** When a run ends itself, where the configuration says so. */
  readonly stopRun?: StopLimits | undefined;
}

export interface Baseline {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** When a run ends itself, as the configuration has it: it goes beyond one of these. */
export interface StopLimits {
  /** How long another session waits for it, in PostgreSQL's notation. */
  readonly longestWait?: string | undefined;
  /** How many sessions wait for it, or for one that waits for it. */
  readonly blockedSessions?: number | undefined;
  /** How far the slowest replica is behind, in PostgreSQL's notation. */
  readonly replicaLag?: string | undefined;
}

/** Reads a folder's files through its format. Files that are not text are left out; running one is refused. */
export function runProject(uri: string, format: Format, tree: FileTree): RunProject {
  const { migrations: all, problems, ledgerSettings } = format.read(tree);
  const migrations = all.filter(({ draft }) => draft !== true);
  const refused = problems.flatMap((problem) => refusalOf(problem, format));
  const files: Record<string, string> = {};
  for (const path of new Set(migrations.flatMap((migration) => migration.paths))) {
    const text = tree.text(path);
    if (text !== undefined) files[path] = text;
  }
  const settings = ledgerSettings === undefined ? {} : { ledgerSettings };
  return { uri: uri.replace(/\/+$/, ""), format: format.id, migrations, files, refused, ...settings };
}

/** What is too large for us, or may not be read by us, is no problem of the tool's. */
function refusalOf(problem: FormatProblem, { label }: Format): readonly FormatProblem[] {
  if (problem.code === "unreadable-file") return [{ ...problem, refuses: "file" }];
  if (problem.code !== "file-too-large") return problem.refuses === undefined ? [] : [problem];
  const message = `${problem.message} Divide it, or run it with ${label} itself.`;
  return [{ ...problem, refuses: "file", message }];
}

export function sectionsOf(migration: Migration, direction: Section["direction"]): readonly Section[] {
  return migration.sections.filter((section) => section.direction === direction);
}

/** The exact bytes of a file on disk, for checksums. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The file's URI, encoded as editors do. */
export function uriOf(project: RunProject, path: string): string {
  return `${project.uri}/${path.split("/").map(encodeSegment).join("/")}`;
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
