import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileTree } from "../../server/src/formats/format.ts";

/** A folder on disk as formats see it: strict UTF-8, byte order marks kept. */
export function diskTree(folder: string): FileTree {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return { paths, text: (path) => decode(readFileSync(join(folder, path))) };
}

/** Files as data; a byte array that is not UTF-8 is a file that cannot be read as text. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>): FileTree {
  return {
    paths: Object.keys(files),
    text: (path) => {
      const content = files[path];
      return typeof content === "string" || content === undefined ? content : decode(content);
    },
  };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
