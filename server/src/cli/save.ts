import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** Writes a file, with the folders that it needs; `wx` only where there is none. Throws a UsageError. */
export function save(path: string, content: string, flag: "w" | "wx" = "w"): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { flag });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`this file cannot be written (${code})`, { path: shown(path) });
  }
}
