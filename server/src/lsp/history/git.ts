import { execFile } from "node:child_process";
import { cautiousArguments, cautiousEnvironment } from "../../disk/gitBlobs.ts";

/** Bytes of git's answer: names of files. */
const longestAnswer = 256 * 1024 * 1024;
/** Milliseconds; git reads its own files only. */
const patience = 10_000;

/** Asks git about the repository that a folder lies in; undefined where it does not answer. */
export type AskGit = (args: readonly string[]) => Promise<string | undefined>;

/**
 * Only commands that read git's own files are to be asked: what compares working files may run filters that the
 * repository names, and nothing of an untrusted folder is run. For the same reason nothing is fetched.
 */
export function gitAt(folder: string): AskGit {
  const env = { ...process.env, ...cautiousEnvironment };
  return (args) =>
    new Promise((resolve) => {
      const options = { encoding: "utf8", maxBuffer: longestAnswer, timeout: patience, env } as const;
      execFile("git", [...cautiousArguments, "-C", folder, ...args], options, (error, stdout) =>
        resolve(error === null ? stdout : undefined),
      );
    });
}
