import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { blobsOf, cautiousArguments, cautiousEnvironment, isBlobOfBytes } from "../disk/gitBlobs.ts";
import type { LoadedProject } from "./load.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** Bytes of git's answer: names of files. */
const longestAnswer = 256 * 1024 * 1024;

/**
 * A project of which only the files count that are not as they were where the work on them began: where the history of
 * `ref` and the present one part. What is not committed counts as well. Throws a UsageError where git cannot tell.
 */
export function since(ref: string, project: LoadedProject): LoadedProject {
  const { folder } = project;
  const listed = git(folder, ["ls-tree", "-r", "-z", baseOf(ref, folder), "--", "."]);
  if (typeof listed !== "string")
    throw new UsageError(`git ls-tree failed in ${shown(folder)}: ${listed.message}`);
  const blobs = blobsOf(listed);
  const known = new Map<string, boolean>();
  const isNew = (path: string): boolean => {
    const is = known.get(path) ?? isOther(join(folder, path), blobs.get(path));
    known.set(path, is);
    return is;
  };
  return { ...project, isNew };
}

/** What is not there any more, or cannot be read, is not as it was either. */
function isOther(path: string, blob: string | undefined): boolean {
  if (blob === undefined) return true;
  try {
    return !isBlobOfBytes(readFileSync(path), blob);
  } catch {
    return true;
  }
}

function baseOf(ref: string, folder: string): string {
  const where = `--since ${ref}`;
  const inside = git(folder, ["rev-parse", "--is-inside-work-tree"]);
  if (typeof inside !== "string")
    throw new UsageError(
      inside.missing
        ? `${where}: git is not installed`
        : `${where}: ${shown(folder)} is in no git repository`,
    );
  const commit = git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  const shallow = git(folder, ["rev-parse", "--is-shallow-repository"]) === "true\n";
  const more = shallow ? "; this clone is shallow, so fetch more of the history (git fetch --unshallow)" : "";
  if (typeof commit !== "string") throw new UsageError(`${where}: there is no such commit here${more}`);
  const base = git(folder, ["merge-base", commit.trim(), "HEAD"]);
  if (typeof base !== "string")
    throw new UsageError(`${where}: it has no commit in common with what is checked out${more}`);
  return base.trim();
}

interface Refused {
  /** There is no git. */
  readonly missing: boolean;
  readonly message: string;
}

function git(folder: string, args: readonly string[]): string | Refused {
  try {
    return execFileSync("git", [...cautiousArguments, "-C", folder, ...args], {
      encoding: "utf8",
      env: { ...process.env, ...cautiousEnvironment },
      maxBuffer: longestAnswer,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { missing, message: error instanceof Error ? error.message : String(error) };
  }
}
