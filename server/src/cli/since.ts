import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { blobsOf, cautiousArguments, cautiousEnvironment, isBlobOfBytes } from "../disk/gitBlobs.ts";
import type { Before, LoadedProject } from "./load.ts";
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
  const { base, tip } = commitsOf(ref, folder);
  const blobs = filesOf(base, folder);
  const theirs = tip === base ? blobs : filesOf(tip, folder);
  const known = new Map<string, boolean>();
  const isNew = (path: string): boolean => {
    const is = known.get(path) ?? isOther(folder, path, blobs.get(path));
    known.set(path, is);
    return is;
  };
  const before: Before = {
    ref,
    has: (path) => blobs.has(path),
    isChanged: (path) => blobs.has(path) && isNew(path),
    text: (path) => textOf(folder, blobs.get(path) ?? theirs.get(path)),
    theirs: [...theirs.keys()].filter((path) => !blobs.has(path) && !project.tree.paths.includes(path)),
  };
  return { ...project, isNew, before };
}

function filesOf(commit: string, folder: string): ReadonlyMap<string, string> {
  const listed = git(folder, ["ls-tree", "-r", "-z", commit, "--", "."]);
  if (typeof listed !== "string")
    throw new UsageError(`git ls-tree failed in ${shown(folder)}: ${listed.message}`);
  return blobsOf(listed);
}

/** What is not there any more, or cannot be read, is not as it was either. */
function isOther(folder: string, name: string, blob: string | undefined): boolean {
  const path = join(folder, name);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return true;
  }
  if (contentOfPointer(bytes.toString("latin1")) !== undefined)
    throw new UsageError("this is a Git LFS pointer, not the file itself; fetch it first (git lfs pull)", {
      path: shown(path),
    });
  if (blob === undefined) return true;
  return !isBlobOfBytes(bytes, blob) && contentOfPointer(textOf(folder, blob) ?? "") !== sha256(bytes);
}

/** What git stores of a file that lies in Git LFS: the hash of its content. */
const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n/u;

function contentOfPointer(text: string): string | undefined {
  return pointer.exec(text.slice(0, 1024))?.[1];
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function textOf(folder: string, blob: string | undefined): string | undefined {
  const text = blob === undefined ? undefined : git(folder, ["cat-file", "blob", blob]);
  return typeof text === "string" ? text : undefined;
}

/** Of a reference, and where its history and the present one part. */
function commitsOf(ref: string, folder: string): { readonly base: string; readonly tip: string } {
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
  return { base: base.trim(), tip: commit.trim() };
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
