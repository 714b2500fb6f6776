import { statSync } from "node:fs";
import { basename, dirname, join, posix, relative, resolve } from "node:path";
import { discoverFolder } from "../disk/discoverFolder.ts";
import { readTree, type DiskTree } from "../disk/fileTree.ts";
import { detectFormat } from "../formats/detect.ts";
import { discoverProjects, isSkippedFolder } from "../formats/discover.ts";
import type { FileTree, Format, FormatProblem } from "../formats/format.ts";
import { formatFor } from "../formats/named.ts";
import { plain } from "../formats/plain.ts";
import type { ConfiguredFolder, Configurations } from "./configuration.ts";
import { shown, slashed } from "./shown.ts";
import { withGiven, type GivenFile } from "./standardInput.ts";
import { errorLine, UsageError } from "./usageError.ts";

/** A project's folder on disk, read as a tool's. */
export interface LoadedProject {
  /** Absolute path of the migrations folder. */
  readonly folder: string;
  readonly format: Format;
  readonly tree: FileTree;
  /** True for `.sql` files that no tool would run; they are read as plain SQL. */
  readonly loose: boolean;
  /** Whether a file of the project, relative to its folder, was asked for. */
  readonly covers: (path: string) => boolean;
  /** Whether it is more than history, which is not reported; absent where everything is. */
  readonly isNew?: (path: string) => boolean;
  /** The files as a git reference has them, where only what is new since then is reported. */
  readonly before?: Before;
  /** What the database that was asked says of the files. */
  readonly ledgerProblems?: readonly FormatProblem[];
}

/** The files of a project, by paths relative to its folder, where the work on them began. */
export interface Before {
  /** As the user named it. */
  readonly ref: string;
  readonly has: (path: string) => boolean;
  /** Of one that was there. */
  readonly isChanged: (path: string) => boolean;
  readonly text: (path: string) => string | undefined;
  /** What the reference has got since then, and is not here yet. */
  readonly theirs: readonly string[];
}

export interface Loaded {
  readonly projects: readonly LoadedProject[];
  /** One line each: what could not be read. Complete once the projects are analysed. */
  problems(): readonly string[];
}

/** How far above a single file its project is looked for: Flyway's subfolders, Prisma's folder for each migration. */
const levelsAbove = 3;

/** The projects that files or folders stand for; a file stands for its place in its project. Throws a UsageError. */
export function loadProjects(
  paths: readonly string[],
  configurations: Configurations,
  given?: GivenFile,
): Loaded {
  const trees = new Map<string, DiskTree>();
  const open = (folder: string): DiskTree => {
    const known = trees.get(folder) ?? asGiven(readTree(folder), given);
    trees.set(folder, known);
    return known;
  };
  const projects = merged(paths.flatMap((path) => loadPath(path, configurations, open, given)));
  return {
    projects,
    problems: () => [...new Set([...trees.values()].flatMap((tree) => linesOf(tree, projects)))],
  };
}

type Open = (folder: string) => DiskTree;

function asGiven(tree: DiskTree, given: GivenFile | undefined): DiskTree {
  return given === undefined ? tree : withGiven(tree, given);
}

/** A migration that belongs to no project, such as one from standard input. */
export function loadAlone({ path, text }: GivenFile): Loaded {
  const name = basename(path);
  const tree: FileTree = { paths: [name], text: (each) => (each === name ? text : undefined) };
  const covers = () => true;
  return {
    projects: [{ folder: dirname(path), format: plain, tree, loose: true, covers }],
    problems: () => [],
  };
}

function loadPath(
  path: string,
  configurations: Configurations,
  open: Open,
  given: GivenFile | undefined,
): readonly LoadedProject[] {
  const full = resolve(path);
  const isFile = full === given?.path || kindOf(full, path) === "file";
  const folders =
    named(full, isFile, configurations) ?? configurations.folders(isFile ? dirname(full) : full);
  const configured = folders?.filter(({ folder }) => isWithin(folder, full) || isWithin(full, folder)) ?? [];
  const around = configured.length > 0 ? undefined : folderAround(full, isFile, open);
  const found =
    configured.length > 0
      ? configured.flatMap((each) => configuredProject(each, open))
      : projectsBelow(around ?? (isFile ? dirname(full) : full), open, configurations);
  const asked = found
    .map((project) => ({ ...project, covers: (file: string) => isWithin(join(project.folder, file), full) }))
    .filter(holdsSomething);
  if (asked.length === 0) throw nothingFound(path, full, isFile, open);
  return asked;
}

/** The folder itself, where the command line names its tool. */
function named(
  full: string,
  isFile: boolean,
  { tool }: Configurations,
): readonly ConfiguredFolder[] | undefined {
  return tool === undefined ? undefined : [{ folder: isFile ? dirname(full) : full, tool }];
}

function holdsSomething({ tree, covers }: LoadedProject): boolean {
  return tree.paths.some((path) => path.endsWith(".sql") && covers(path));
}

function kindOf(full: string, path: string): "file" | "folder" {
  try {
    return statSync(full).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reasons: Readonly<Record<string, string>> = {
      EACCES: "permission denied",
      ELOOP: "this link goes round in a circle",
    };
    throw new UsageError(reasons[code] ?? "there is no such file or folder", { path });
  }
}

function nothingFound(path: string, full: string, isFile: boolean, open: Open): UsageError {
  if (isFile) return new UsageError("this is not a migration; its name should end in .sql", { path });
  const unreadable = open(full)
    .problems()
    .find((problem) => problem.path === "");
  return new UsageError(unreadable?.message ?? "no migrations found; name a folder that holds .sql files", {
    path,
  });
}

/**
 * The folder of the project that a path is a part of, where its place says so: `migrations` for
 * `migrations/05_add/migration.sql`. No disk is read for files: another tool's folders are not looked into.
 */
function folderAround(full: string, isFile: boolean, open: Open): string | undefined {
  const inside = isFile ? "" : open(full).paths.find((path) => path.endsWith(".sql"));
  if (inside === undefined) return undefined;
  const file = join(full, inside);
  let top = isFile ? dirname(full) : full;
  for (let level = 0; level < levelsAbove; level++) top = dirname(top);
  const [found] = discoverProjects([slashed(relative(top, file))]);
  if (found === undefined) return undefined;
  const folder = join(top, found.folder);
  return isWithin(full, folder) && folder !== full ? folder : undefined;
}

function configuredProject({ folder, tool }: ConfiguredFolder, open: Open): readonly LoadedProject[] {
  const tree = open(folder);
  const detection = detectFormat(tree, tool);
  if (detection === undefined) return [];
  if (tool !== undefined && detection.format.id !== tool) {
    const message = `nothing here can be read as ${tool}; it looks like ${detection.format.label}`;
    throw new UsageError(message, { path: shown(folder) });
  }
  const format = formatFor(detection.format, tool);
  return [{ folder, format, tree, loose: false, covers: () => true }];
}

function projectsBelow(root: string, open: Open, configurations: Configurations): readonly LoadedProject[] {
  const tree = open(root);
  const projects = discoverFolder(root, tree.paths).flatMap(({ folder: inside, hint }) => {
    const part = inside === "" ? tree : subtree(tree, inside);
    const detection = detectFormat(part, hint);
    if (detection === undefined) return [];
    return [
      { folder: join(root, inside), format: detection.format, tree: part, loose: false, covers: () => true },
    ];
  });
  return [...projects, ...looseFiles(root, tree, projects, configurations)];
}

/**
 * The `.sql` files that no project's tool would run, e.g. a data fix beside diesel's folders. Nothing is left out in
 * silence: they are read as plain SQL, each folder on its own.
 */
function looseFiles(
  root: string,
  tree: DiskTree,
  projects: readonly LoadedProject[],
  configurations: Configurations,
): readonly LoadedProject[] {
  const taken = new Set(
    projects.flatMap(({ folder, format, tree: part }) =>
      format.read(part).migrations.flatMap(({ paths }) => paths.map((path) => join(folder, path))),
    ),
  );
  const folders = new Map<string, string[]>();
  for (const path of tree.paths) {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    const skipped = !name.endsWith(".sql") || name.startsWith(".") || parts.some(isSkippedFolder);
    if (skipped || taken.has(join(root, path)) || configurations.isBaseline(join(root, path))) continue;
    const folder = parts.join("/");
    folders.set(folder, [...(folders.get(folder) ?? []), name]);
  }
  return [...folders].map(([inside, names]) => ({
    folder: join(root, inside),
    format: plain,
    tree: {
      paths: names,
      text: (name) => tree.text(inside === "" ? name : `${inside}/${name}`),
      unread: (name) => tree.unread(inside === "" ? name : `${inside}/${name}`),
    },
    loose: true,
    covers: () => true,
  }));
}

function subtree(tree: DiskTree, folder: string): FileTree {
  const prefix = `${folder}/`;
  const paths = tree.paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  return {
    paths,
    text: (path) => tree.text(prefix + path),
    unread: (path) => tree.unread(prefix + path),
    outside: (path) => tree.outside(posix.join(folder, path)),
    sqlparserReads: (sql) => tree.sqlparserReads(sql),
  };
}

/** Paths that lead to the same project ask for more of it, not for it again. */
function merged(projects: readonly LoadedProject[]): readonly LoadedProject[] {
  const found = new Map<string, LoadedProject>();
  for (const project of projects) {
    const key = `${project.folder}\n${project.format.id}\n${String(project.loose)}`;
    const known = found.get(key);
    found.set(
      key,
      known === undefined
        ? project
        : { ...known, covers: (path) => known.covers(path) || project.covers(path) },
    );
  }
  return [...found.values()];
}

/** Everything on the disk that could not be read, as far as it may hold migrations that were asked for. */
function linesOf(tree: DiskTree, projects: readonly LoadedProject[]): readonly string[] {
  return tree
    .problems()
    .filter(({ path, code }) => {
      if (code !== "unreadable-file" && !path.endsWith(".sql")) return true;
      const full = join(tree.root, path);
      return projects.some(
        ({ folder, covers }) => isWithin(full, folder) && covers(slashed(relative(folder, full))),
      );
    })
    .map(({ path, message }) => errorLine(message, { path: shown(join(tree.root, path)) }));
}

/** Whether a path is a folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  const way = slashed(relative(folder, path));
  return way === "" || (way !== ".." && !way.startsWith("../") && !/^[A-Za-z]:/.test(way));
}
