import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { decodeText } from "../disk/decodeText.ts";
import type { DiskTree } from "../disk/fileTree.ts";
import { shown, slashed } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** A file whose text is given, whether it is on the disk or not. */
export interface GivenFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** What a migration on standard input is called where nothing says it. */
export const unnamedInput = "stdin.sql";

/** Reads the migration on standard input. Throws a UsageError. */
export function standardInput(filename: string | undefined): GivenFile {
  const path = resolve(filename ?? unnamedInput);
  const bytes = attempt(() => readFileSync(0));
  const decoded = decodeText(bytes);
  if (!decoded.ok) throw new UsageError(`standard input ${decoded.why}`, { path: shown(path) });
  return { path, text: decoded.text };
}

function attempt(read: () => Uint8Array): Uint8Array {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // A terminal that does not wait, and an end without a beginning on Windows, are no input.
    if (code === "EOF") return new Uint8Array();
    throw new UsageError(`standard input cannot be read (${code})`);
  }
}

/** A folder with a file in it as it is given. */
export function withGiven(tree: DiskTree, given: GivenFile): DiskTree {
  const path = slashed(relative(tree.root, given.path));
  if (path.startsWith("../") || path === "..") return tree;
  return {
    root: tree.root,
    paths: tree.paths.includes(path) ? tree.paths : [...tree.paths, path],
    text: (each) => (each === path ? given.text : tree.text(each)),
    unread: (each) => (each === path ? undefined : tree.unread(each)),
    outside: (each) => tree.outside(each),
    sqlparserReads: (sql) => tree.sqlparserReads(sql),
    forget: (each) => tree.forget(each),
    problems: () => tree.problems().filter((problem) => problem.path !== path),
  };
}
