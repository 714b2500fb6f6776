import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where embedded databases, and what was seen of runs, live between calls: the user's own data folder. */
export function storageFolder(): string {
  const { LOCKKEEPER_HOME, XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (LOCKKEEPER_HOME !== undefined && LOCKKEEPER_HOME !== "") return LOCKKEEPER_HOME;
  return join(XDG_DATA_HOME ?? LOCALAPPDATA ?? join(homedir(), ".local", "share"), "lockkeeper");
}

/** Tells a project's folder from others, as a name. */
export function projectKey(folder: string): string {
  return createHash("sha256").update(folder).digest("hex").slice(0, 16);
}
