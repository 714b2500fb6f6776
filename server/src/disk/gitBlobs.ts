import { createHash } from "node:crypto";

/*
 * Whether a file is as a commit has it, told without git comparing working files: for that it may run filters and monitors
 * that the repository names, and nothing of an untrusted folder is run.
 */

/** Keeps git from running what a repository names, and from fetching. */
export const cautiousEnvironment = {
  GIT_ALLOW_PROTOCOL: "",
  GIT_NO_LAZY_FETCH: "1",
  GIT_OPTIONAL_LOCKS: "0",
} as const;

/** The same, before the command. */
export const cautiousArguments: readonly string[] = ["-c", "core.fsmonitor=false"];

/** What git calls the content of each file, by path: the answer of `git ls-tree -r -z`. */
export function blobsOf(listed: string): ReadonlyMap<string, string> {
  return new Map(
    listed.split("\0").flatMap((line) => {
      const tab = line.indexOf("\t");
      const [, kind, blob] = line.slice(0, tab).split(" ");
      return tab < 0 || kind !== "blob" || blob === undefined ? [] : [[line.slice(tab + 1), blob] as const];
    }),
  );
}

/**
 * Whether a text is the content that git calls `blob`. Editors hold texts without a byte order mark, and git may
 * have written line ends of its own.
 */
export function isBlob(text: string, blob: string): boolean {
  return [text, `\uFEFF${text}`].some((form) => isBlobOfBytes(Buffer.from(form, "utf8"), blob));
}

/** The same of a file's bytes, which need be no text. */
export function isBlobOfBytes(bytes: Buffer, blob: string): boolean {
  const unix = Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
  const algorithm = blob.length > 40 ? "sha256" : "sha1";
  return [bytes, unix].some((form) => blobName(form, algorithm) === blob);
}

function blobName(bytes: Buffer, algorithm: string): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
