import type { FileTree } from "./format.ts";

/** The last part of a path: `a/b.sql` gives `b.sql`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Everything before the last `/`; the empty string for a file at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Joins a folder, which may be empty, with a name. */
export function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Order by code units: what Go, Rust and `ls` under LC_ALL=C do for names without astral characters. */
export function byName(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The `.sql` files that lie directly in the tree's folder, by name; hidden ones are skipped. */
export function topLevelSql(tree: FileTree): readonly string[] {
  return tree.paths
    .filter((path) => !path.includes("/") && path.endsWith(".sql") && !path.startsWith("."))
    .sort(byName);
}

/** How sure a folder is a tool's by its names: at least `least` where any fits, the more the more of them do. */
export function likelihood(tree: FileTree, fileName: RegExp, least: number): number {
  const all = topLevelSql(tree);
  const matching = all.filter((path) => fileName.test(path));
  return matching.length === 0 ? 0 : least + (0.35 * matching.length) / all.length;
}
