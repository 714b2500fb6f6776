import { relative } from "node:path";
import { isWithin } from "./load.ts";
import { slashed } from "./shown.ts";

/** Where the runners of GitHub and GitLab say that the repository lies. */
const named = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] as const;

/** How forges call a file: from the root of the repository where a runner tells it, else from the working directory. */
export function inRepository(path: string): string {
  const roots = named.flatMap((name) => process.env[name] ?? []);
  const root = roots.find((each) => each !== "" && isWithin(path, each)) ?? process.cwd();
  const way = relative(root, path);
  return slashed(way === "" ? "." : way);
}
