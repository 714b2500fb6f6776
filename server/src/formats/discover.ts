import { flywayName } from "./flywayNames.ts";
import { formats } from "./index.ts";
import { planFile } from "./sqitchPlan.ts";
import { baseName, byName, folderOf } from "./paths.ts";

/** A folder that looks like a migration project. */
export interface DiscoveredProject {
  /** Relative to the root that was searched; empty where the root itself is the project. */
  readonly folder: string;
  /** A format id that files near the folder speak for, to be passed to `detectFormat`. */
  readonly hint?: string;
  /** True where the user has named the tool that `hint` is. */
  readonly named?: boolean;
}

/** Folders of tools and builds, whose migrations are nobody's work here. */
const skipped = new Set([
  "node_modules",
  "target",
  "dist",
  "build",
  "out",
  "vendor",
  "bower_components",
  "coverage",
]);
const migrationsFolder = /^(.*[_-])?migrations?([_-].*)?$/i;
const numbered = /^\d+[_\-. ].*\.sql$|^\d+\.sql$/;
const paired = /\.(up|down)\.sql$/;
const sqitchFolder = /^(?:deploy|revert|verify)$/;
const perFolder = /^(\d[^/]*)\/(up|down|migration)\.sql$/;

/**
 * The migration projects among all paths below a root, without configuration: folders of numbered or paired
 * `.sql` files, folders called migrations, and folders of one folder for each migration. Where nothing looks so,
 * every folder that directly holds `.sql` files is one. No text is read.
 */
export function discoverProjects(paths: readonly string[]): readonly DiscoveredProject[] {
  const candidates = paths.filter((path) => !path.split("/").some(isSkippedFolder));
  const found = new Set(candidates.flatMap((path) => projectOf(path) ?? []));
  // Its scripts are named as one likes.
  for (const path of candidates) if (baseName(path) === planFile) found.add(folderOf(path));
  if (found.size === 0) {
    for (const path of candidates) if (path.endsWith(".sql")) found.add(folderOf(path));
  }
  const folders = [...found].filter((folder) => !isPart(folder, found)).sort(byName);
  const signed = signsOf(paths);
  return folders.map((folder) => {
    const hint = hintFor(folder, signed);
    return hint === undefined ? { folder } : { folder, hint };
  });
}

/** Whether a folder belongs to tools or builds, or is hidden. */
export function isSkippedFolder(part: string): boolean {
  return part.startsWith(".") || skipped.has(part);
}

/** The project that a file speaks for, if any. */
function projectOf(path: string): string | undefined {
  if (!path.endsWith(".sql")) return undefined;
  const folder = folderOf(path);
  const parent = folderOf(folder);
  // graphile-migrate's, beside what is still being written.
  if (baseName(folder) === "committed" && numbered.test(baseName(path))) return parent;
  if (perFolder.test(`${baseName(folder)}/${baseName(path)}`)) return parent;
  if (flywayName(path) !== undefined) return nearestMigrations(folder) ?? folder;
  const name = baseName(path);
  if (migrationsFolder.test(baseName(folder)) || numbered.test(name) || paired.test(name)) return folder;
  return name === "migration.sql" && migrationsFolder.test(baseName(parent)) ? parent : undefined;
}

/** The nearest folder upwards that is called migrations: Flyway reads its subfolders too. */
function nearestMigrations(folder: string): string | undefined {
  for (let at = folder; at !== ""; at = folderOf(at)) if (migrationsFolder.test(baseName(at))) return at;
  return undefined;
}

/** True for a folder that is one migration of another project, or one of Flyway's or Sqitch's subfolders. */
function isPart(folder: string, found: ReadonlySet<string>): boolean {
  const name = baseName(folder);
  if (folder === "" || !found.has(folderOf(folder))) return false;
  return sqitchFolder.test(name) || (/^\d/.test(name) && !migrationsFolder.test(name));
}

/** The folders that hold a sign of a tool (`Format.signs`). */
function signsOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const signs = formats.flatMap(({ id, signs: own = [] }) => own.map((sign) => ({ id, sign })));
  const found = new Map<string, string>();
  for (const path of paths) {
    for (const { id, sign } of signs) {
      const whole = `/${path}`;
      if (!sign.endsWith("/") && whole.endsWith(`/${sign}`)) found.set(folderOf(path), id);
      else if (sign.endsWith("/") && `${folderOf(whole)}/`.endsWith(`/${sign}`))
        found.set(folderOf(folderOf(path)), id);
    }
  }
  return found;
}

/** The nearest sign upwards. */
function hintFor(folder: string, found: ReadonlyMap<string, string>): string | undefined {
  for (let at = folder; ; at = folderOf(at)) {
    const sign = found.get(at);
    if (sign !== undefined || at === "") return sign;
  }
}
