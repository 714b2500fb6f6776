import { basename } from "node:path";
import { discoverProjects, type DiscoveredProject } from "../formats/discover.ts";

/**
 * The migration projects at or below a folder. Discovery also goes by the folder's own name (`migrations`), which
 * the paths below it do not show.
 */
export function discoverFolder(root: string, paths: readonly string[]): readonly DiscoveredProject[] {
  const name = basename(root).replace(/^\.+/, "") || "folder";
  return discoverProjects(paths.map((path) => `${name}/${path}`)).map((found) => ({
    ...found,
    folder: found.folder.replace(/^[^/]*\/?/, ""),
  }));
}
