import { join } from "node:path";
import { discoverFolder } from "../../../server/src/disk/discoverFolder.ts";
import { readTree } from "../../../server/src/disk/fileTree.ts";
import { detectFormat } from "../../../server/src/formats/detect.ts";
import type { Format, Migration, Section } from "../../../server/src/formats/format.ts";
import { loadGrammar } from "../../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../../server/src/sql/parse.ts";
import type { PlacedStatement } from "../../../server/src/sql/statement.ts";

/** A project of migrations, read from its folder. */
export interface ReplayProject {
  readonly folder: string;
  readonly format: Format;
  readonly migrations: readonly Migration[];
  /** The statements of one section, placed in its file. */
  statements(section: Section): readonly PlacedStatement[];
  /** Statements of SQL text that is in no file. */
  read(sql: string): readonly PlacedStatement[];
  /** The line, from 1, of an offset in a file. */
  lineAt(path: string, offset: number): number;
}

/**
 * Reads a folder of migrations, or the one project below a folder, as its tool would; every `{{…}}` of a template
 * becomes `template`.
 */
export async function loadProject(path: string, template: string | undefined): Promise<ReplayProject> {
  const folder = migrationsIn(path);
  const disk = readTree(folder);
  const text = (path: string): string | undefined => {
    const raw = disk.text(path);
    return template === undefined ? raw : raw?.replaceAll(/\{\{[^}]*\}\}/g, template);
  };
  const tree = { paths: disk.paths, text };
  const detection = detectFormat(tree);
  if (detection === undefined) throw new Error(`${path} holds no migrations.`);
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  return {
    folder,
    format: detection.format,
    migrations: detection.format.read(tree).migrations,
    statements: ({ path, span }) => readStatements(text(path) ?? "", span, grammar, cache).statements,
    read: (sql) => readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements,
    lineAt: (path, offset) => (text(path) ?? "").slice(0, offset).split("\n").length,
  };
}

/** The folder itself where a tool would read it, else the migrations folder that is found below it. */
function migrationsIn(path: string): string {
  const tree = readTree(path);
  if (detectFormat(tree) !== undefined) return path;
  const [found, ...others] = discoverFolder(path, tree.paths);
  if (others.length > 0)
    throw new Error(
      `${path} holds several projects: ${[found, ...others].map((one) => one?.folder).join(", ")}.`,
    );
  return found === undefined ? path : join(path, found.folder);
}
