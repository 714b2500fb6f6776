import type { FileTree, Format, Migration, Section } from "../formats/format.ts";

/** A file as it is on disk; the text that migration tools send is this, not an unsaved editor's. */
export interface RunFile {
  /** Without a byte order mark. */
  readonly text: string;
  /** Whether the file begins with a byte order mark, which checksums of some tools cover. */
  readonly bom: boolean;
}

/** All that the runner needs of a project, as data that crosses a process boundary. */
export interface RunProject {
  /** URI of the migrations folder, without a trailing slash. */
  readonly uri: string;
  /** Id of the format. */
  readonly format: string;
  /** In the tool's order. */
  readonly migrations: readonly Migration[];
  /** By path relative to the folder, every file that a migration names and that is readable text. */
  readonly files: Readonly<Record<string, RunFile>>;
}

/** Reads a folder's files through its format. Files that are not text are left out; running one is refused. */
export function runProject(uri: string, format: Format, tree: RunTree): RunProject {
  const { migrations } = format.read(tree);
  const files: Record<string, RunFile> = {};
  for (const path of new Set(migrations.flatMap((migration) => migration.paths))) {
    const text = tree.text(path);
    if (text !== undefined) files[path] = { text, bom: tree.hasBom?.(path) ?? false };
  }
  return { uri: uri.replace(/\/+$/, ""), format: format.id, migrations, files };
}

/** A tree that may also know which files begin with a byte order mark. */
export interface RunTree extends FileTree {
  hasBom?(path: string): boolean;
}

export function sectionsOf(migration: Migration, direction: Section["direction"]): readonly Section[] {
  return migration.sections.filter((section) => section.direction === direction);
}

/** The exact bytes of a file on disk, for checksums. */
export function bytesOf(file: RunFile): Uint8Array {
  return new TextEncoder().encode(file.bom ? `\uFEFF${file.text}` : file.text);
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
