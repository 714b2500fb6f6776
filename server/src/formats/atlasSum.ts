import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { FileTree } from "./format.ts";
import { byName } from "./paths.ts";

export const sumFile = "atlas.sum";

/** What `atlas.sum` must hold for a folder. */
export interface AtlasSum {
  /** The hash of each file, in their order; `atlas:sum ignore` leaves one out. */
  readonly files: ReadonlyMap<string, string>;
}

/** The files of a folder that Atlas reads, in its order. */
export function atlasPaths(tree: FileTree): readonly string[] {
  return tree.paths.filter((path) => !path.includes("/") && path.endsWith(".sql")).sort(byName);
}

/** As NewHashFile: one hash goes on through the names and texts of all files (sql/migrate/dir.go). */
export function sumOf(tree: FileTree): AtlasSum {
  const running = sha256.create();
  const files = new Map<string, string>();
  for (const path of atlasPaths(tree)) {
    const text = tree.text(path) ?? "";
    running.update(utf8ToBytes(path));
    if (/^[ -~]*atlas:sum +ignore/.test(text)) continue;
    running.update(utf8ToBytes(text));
    files.set(path, base64(running.clone().digest()));
  }
  return { files };
}

export function sumText({ files }: AtlasSum): string {
  const whole = sha256.create();
  for (const [path, hash] of files) whole.update(utf8ToBytes(path + hash));
  const lines = [...files].map(([path, hash]) => `${path} h1:${hash}\n`);
  return `h1:${base64(whole.digest())}\n${lines.join("")}`;
}

/** The files that an `atlas.sum` lists. */
export function readSum(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).slice(1);
  return new Map(
    lines.flatMap((line) => {
      const at = line.indexOf("h1:");
      return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 3)] as const];
    }),
  );
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
