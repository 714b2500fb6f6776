import { readFileSync, realpathSync, readdirSync, statSync } from "node:fs";
import type { Dirent } from "node:fs";
import { join } from "node:path";
import type { FileTree, Unread } from "../formats/format.ts";
import { decodeText } from "./decodeText.ts";
import { sqlparserReads } from "./loadSqlparser.ts";

/** Something on the disk that cannot be read; the rest of the folder is read all the same. */
export interface DiskProblem {
  /** Relative to the folder, with `/`; empty for the folder itself. */
  readonly path: string;
  readonly code:
    | "binary-file"
    | "cyclic-link"
    | "file-too-large"
    | "invalid-utf8"
    | "not-utf8"
    | "too-many-files"
    | "unreadable-file"
    | "unreadable-folder";
  readonly message: string;
}

/** A folder on disk. Files are read when first asked for and kept; make a new one when files come or go. */
export interface DiskTree extends FileTree {
  /** Absolute path. */
  readonly root: string;
  /** What could not be read so far; complete once every file was asked for. */
  problems(): readonly DiskProblem[];
  /** The file's bytes changed: read it again when it is next asked for. */
  forget(path: string): void;
  unread(path: string): Unread | undefined;
  outside(path: string): string | undefined;
  sqlparserReads(sql: string): boolean;
}

export interface TreeLimits {
  /** Bytes above which a file is not read. */
  readonly fileSize: number;
  readonly files: number;
}

const defaults: TreeLimits = { fileSize: 16 * 1024 * 1024, files: 50_000 };

/** Folders that hold no migrations of the project itself and are often huge. */
const skipped = new Set([".git", ".hg", ".svn", "node_modules"]);

/** Lists a folder with everything below it. Never throws: what cannot be read is a problem. */
export function readTree(root: string, limits: Partial<TreeLimits> = {}): DiskTree {
  const walker = new Walker(root, { ...defaults, ...limits });
  walker.walk("");
  return walker;
}

class Walker implements DiskTree {
  readonly root: string;
  readonly paths: string[] = [];
  private readonly limits: TreeLimits;
  private found: DiskProblem[] = [];
  private readonly files = new Map<string, string | undefined>();
  private readonly around = new Map<string, string | undefined>();
  /** Real paths of the folders between the root and here: entering one again would never end. */
  private readonly trail: string[] = [];

  constructor(root: string, limits: TreeLimits) {
    this.root = root;
    this.limits = limits;
  }

  problems(): readonly DiskProblem[] {
    return this.found;
  }

  text(path: string): string | undefined {
    if (!this.files.has(path)) this.files.set(path, this.read(path));
    return this.files.get(path);
  }

  /** Nothing that cannot be read out there is a problem: it was only looked for. */
  outside(path: string): string | undefined {
    if (!this.around.has(path))
      this.around.set(path, readOutside(join(this.root, path), this.limits.fileSize));
    return this.around.get(path);
  }

  sqlparserReads(sql: string): boolean {
    return sqlparserReads(sql);
  }

  forget(path: string): void {
    this.files.delete(path);
    this.around.clear();
    this.found = this.found.filter((problem) => problem.path !== path);
  }

  walk(folder: string): void {
    const real = this.attempt(folder, "unreadable-folder", () => realpathSync(join(this.root, folder)));
    if (real === undefined) return;
    if (this.trail.includes(real)) {
      this.report(
        folder,
        "cyclic-link",
        `${folder} is a link to a folder that contains it; it was not followed.`,
      );
      return;
    }
    const entries = this.attempt(folder, "unreadable-folder", () =>
      readdirSync(real, { withFileTypes: true }),
    );
    this.trail.push(real);
    for (const entry of entries ?? []) {
      if (this.paths.length >= this.limits.files) {
        this.tooMany();
        break;
      }
      this.visit(folder === "" ? entry.name : `${folder}/${entry.name}`, entry);
    }
    this.trail.pop();
  }

  unread(path: string): Unread | undefined {
    const { code, message } = this.found.find((problem) => problem.path === path) ?? {};
    const isUnread = code === "file-too-large" || code === "unreadable-file";
    return isUnread && message !== undefined ? { code, message } : undefined;
  }

  private visit(path: string, entry: Dirent): void {
    const kind = entry.isSymbolicLink() ? this.followed(path) : entry;
    if (kind?.isDirectory() === true) {
      if (!skipped.has(entry.name)) this.walk(path);
    } else if (kind?.isFile() === true) {
      this.paths.push(path);
    }
  }

  private followed(path: string): { isDirectory(): boolean; isFile(): boolean } | undefined {
    return this.attempt(path, "unreadable-file", () => statSync(join(this.root, path)));
  }

  private read(path: string): string | undefined {
    const bytes = this.attempt(path, "unreadable-file", () => {
      const full = join(this.root, path);
      const { size } = statSync(full);
      return size > this.limits.fileSize ? size : readFileSync(full);
    });
    if (bytes === undefined) return undefined;
    if (typeof bytes === "number") {
      this.report(
        path,
        "file-too-large",
        `${path} has ${megabytes(bytes)} MB and was not read; the limit is ${megabytes(this.limits.fileSize)} MB.`,
      );
      return undefined;
    }
    const decoded = decodeText(bytes);
    if (decoded.ok) return decoded.text;
    this.report(path, decoded.code, `${path} ${decoded.why}`);
    return undefined;
  }

  private attempt<T>(path: string, code: DiskProblem["code"], action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : "";
      const where = path === "" ? this.root : path;
      this.report(
        path,
        reason === "ELOOP" ? "cyclic-link" : code,
        `${where} cannot be read: ${explain(reason)}.`,
      );
      return undefined;
    }
  }

  private tooMany(): void {
    if (this.found.some(({ code }) => code === "too-many-files")) return;
    this.report(
      "",
      "too-many-files",
      `${this.root} holds more than ${this.limits.files} files; the others were not read.`,
    );
  }

  private report(path: string, code: DiskProblem["code"], message: string): void {
    this.found.push({ path, code, message });
  }
}

function readOutside(path: string, limit: number): string | undefined {
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > limit) return undefined;
    const decoded = decodeText(readFileSync(path));
    return decoded.ok ? decoded.text : undefined;
  } catch {
    // It is not there, or not for us to read: as good as absent.
    return undefined;
  }
}

function explain(reason: string): string {
  switch (reason) {
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "ELOOP":
      return "its links go round in a circle";
    case "ENOENT":
      return "it does not exist, or is a link to nothing";
    case "ENOTDIR":
      return "it is not a folder";
    default:
      return reason === "" ? "unknown reason" : reason;
  }
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, "");
}
