import { blobsOf } from "../../disk/gitBlobs.ts";
import type { AskGit } from "./git.ts";

/** The files of a project as they were where the work on them began. */
export interface BaseFiles {
  /** Where that is, as the user calls it, e.g. `origin/main`. */
  readonly name: string;
  /** What git calls the content of each file; by the path in the project. */
  readonly blobs: ReadonlyMap<string, string>;
}

/** Branches that work begins at, where nobody says which. */
const usual = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/**
 * What a project's folder held where the history of `ref` and the present one part; of the first usual branch that
 * there is where no `ref` is given. Undefined where git cannot tell.
 */
export async function readBase(git: AskGit, ref: string | undefined): Promise<BaseFiles | undefined> {
  for (const name of ref === undefined ? usual : [ref]) {
    const base = await baseOf(git, name);
    if (base === undefined) continue;
    const listed = await git(["ls-tree", "-r", "-z", base, "--", "."]);
    if (listed === undefined) return undefined;
    return { name: name === "origin/HEAD" ? await headOf(git) : name, blobs: blobsOf(listed) };
  }
  return undefined;
}

async function baseOf(git: AskGit, name: string): Promise<string | undefined> {
  const commit = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  if (commit === undefined) return undefined;
  return (await git(["merge-base", commit.trim(), "HEAD"]))?.trim();
}

/** The branch that a remote's HEAD stands for. */
async function headOf(git: AskGit): Promise<string> {
  const name = await git(["rev-parse", "--abbrev-ref", "origin/HEAD"]);
  return name === undefined ? "origin/HEAD" : name.trim();
}
