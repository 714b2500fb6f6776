import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { oneProject, withDatabase } from "./run.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/**
 * `lockkeeper snapshot [DIR] --database … [-o FILE]`: the schema of a database, and nothing of its data, as a file that
 * `baseline` in the configuration accepts. DIR is the project whose embedded database or container is meant.
 */
export async function snapshot(options: Options, output: Output): Promise<number> {
  const { database, output: file, paths } = options;
  if (database === undefined) throw new UsageError("snapshot: name the database with --database");
  const folder = paths.length === 0 ? resolve(".") : oneProject(options).folder;
  return withDatabase(options, folder, output, async (engine, signal) => {
    const text = await engine.schemaSnapshot(signal);
    if (file === undefined) output.out(text.trimEnd());
    else write(file, text);
    return 0;
  });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`this file cannot be written (${code})`, { path: shown(resolve(file)) });
  }
}
