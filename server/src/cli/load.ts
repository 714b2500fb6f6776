import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { analyseProject } from "../analysis/analyse.ts";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import { StatementReader } from "../analysis/statementReader.ts";
import { readTree, type DiskTree } from "../disk/fileTree.ts";
import { detectFormat, formatById } from "../formats/detect.ts";
import { discoverProjects } from "../formats/discover.ts";
import type { FileTree, Format } from "../formats/format.ts";
import type { Grammar } from "../sql/grammar.ts";
import type { Reported } from "../report/json.ts";
import { UsageError } from "./usageError.ts";

/** A project's folder on disk, read as a tool's. */
export interface LoadedProject {
  /** Absolute path of the migrations folder. */
  readonly folder: string;
  readonly format: Format;
  readonly tree: FileTree;
  /** One line each: what could not be read. */
  readonly unreadable: () => readonly string[];
}

/** How far above a single file its project is looked for: Prisma and diesel keep a folder for each migration. */
const levelsAbove = 2;

/** The projects at or below a path; a file stands for the project it belongs to. Throws a UsageError. */
export function loadProjects(path: string): readonly LoadedProject[] {
  const full = resolve(path);
  const isFile = kindOf(full, path) === "file";
  const found = isFile ? projectOfFile(full) : projectsBelow(full);
  if (found.length === 0)
    throw new UsageError(`${path}: no migrations found; give a folder that holds .sql files`);
  return found;
}

function kindOf(full: string, shown: string): "file" | "folder" {
  try {
    return statSync(full).isDirectory() ? "folder" : "file";
  } catch (error) {
    const reason =
      error instanceof Error && "code" in error && error.code === "EACCES"
        ? "permission denied"
        : "no such file or folder";
    throw new UsageError(`${shown}: ${reason}`);
  }
}

function projectOfFile(file: string): readonly LoadedProject[] {
  let folder = dirname(file);
  for (let level = 0; level <= levelsAbove; level++, folder = dirname(folder)) {
    const project = projectsBelow(folder).find((each) => {
      const path = slashed(relative(each.folder, file));
      return each.format.read(each.tree).migrations.some(({ paths }) => paths.includes(path));
    });
    if (project !== undefined) return [project];
  }
  return [];
}

function projectsBelow(root: string): readonly LoadedProject[] {
  const tree = readTree(root);
  const { paths } = tree;
  const unreadableRoot = tree.problems().find(({ path }) => path === "");
  if (unreadableRoot !== undefined && paths.length === 0) throw new UsageError(unreadableRoot.message);
  const projects = discoverProjects(withFolderName(root, paths)).flatMap(({ folder, hint }) => {
    const inside = folder.replace(/^[^/]*\/?/, "");
    const part = inside === "" ? tree : subtree(tree, inside);
    const detection = detectFormat(part, hint);
    if (detection === undefined) return [];
    const unreadable = (): readonly string[] => problemsOf(tree, inside);
    return [{ folder: join(root, inside), format: detection.format, tree: part, unreadable }];
  });
  return [...projects, ...looseFiles(root, tree, projects)];
}

/**
 * The `.sql` files that no project's tool would run, e.g. a data fix beside diesel's folders. Nothing is left out in
 * silence: they are read as plain SQL, on their own.
 */
function looseFiles(
  root: string,
  tree: DiskTree,
  projects: readonly LoadedProject[],
): readonly LoadedProject[] {
  const taken = new Set(
    projects.flatMap(({ folder, format, tree: part }) =>
      format.read(part).migrations.flatMap(({ paths }) => paths.map((path) => join(folder, path))),
    ),
  );
  const loose = tree.paths.filter((path) => path.endsWith(".sql") && !taken.has(join(root, path)));
  const plain = formatById("plain");
  if (loose.length === 0 || plain === undefined) return [];
  const part: FileTree = { paths: loose, text: (path) => tree.text(path) };
  return [{ folder: root, format: plain, tree: part, unreadable: () => [] }];
}

/** Discovery also goes by the folder's own name (`migrations`), which the paths below it do not show. */
function withFolderName(root: string, paths: readonly string[]): readonly string[] {
  const name = basename(root).replace(/^\.+/, "") || "folder";
  return paths.map((path) => `${name}/${path}`);
}

function subtree(tree: DiskTree, folder: string): FileTree {
  const prefix = `${folder}/`;
  const paths = tree.paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  return { paths, text: (path) => tree.text(prefix + path) };
}

function problemsOf(tree: DiskTree, folder: string): readonly string[] {
  return tree
    .problems()
    .filter(({ path }) => (path.startsWith(folder) && path.endsWith(".sql")) || path === folder)
    .map(({ path, message }) => `${slashed(relative(process.cwd(), join(tree.root, path)))}:1:1: ${message}`);
}

/** Analyses a loaded project; `only` keeps the report to one file. */
export function analyse(
  project: LoadedProject,
  grammar: Grammar,
  options: AnalysisOptions,
  only?: string,
): Reported {
  const { format, tree, folder } = project;
  const reader = new StatementReader(grammar);
  const read = format.read(tree);
  const analysis = analyseProject({
    format,
    project: read,
    options,
    text: (path) => tree.text(path),
    read: (path, text, span) => {
      const { statements, splitProblems } = reader.read(path, text, span);
      return { statements, problems: splitProblems };
    },
  });
  const wanted = only === undefined ? undefined : slashed(relative(folder, resolve(only)));
  const migrations = analysis.migrations
    .map((migration) => ({
      ...migration,
      sections: migration.sections.filter(({ path }) => wanted === undefined || path === wanted),
    }))
    .filter(({ sections }) => wanted === undefined || sections.length > 0);
  return {
    analysis: { ...analysis, migrations },
    display: (path) => slashed(relative(process.cwd(), join(folder, path))) || ".",
    text: (path) => tree.text(path) ?? "",
  };
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/** Reads a text file that an option names. Throws a UsageError. */
export function readInput(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`${path}: cannot be read`);
  }
}
