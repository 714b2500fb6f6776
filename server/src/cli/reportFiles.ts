import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { outputs } from "../report/outputs/index.ts";
import type { OutputContext, ReportOutput } from "../report/outputs/output.ts";
import type { Reported } from "../report/reported.ts";
import { oneOf } from "./options.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** A report that goes to a file. */
export interface ReportFile {
  readonly output: ReportOutput;
  /** Absolute. */
  readonly path: string;
}

/** What `--output FORMAT=FILE` asks for, once for each. Throws a UsageError. */
export function readOutputs(given: readonly string[]): readonly ReportFile[] {
  return given.map((each) => {
    const at = each.indexOf("=");
    const file = each.slice(at + 1);
    if (at < 0 || file === "")
      throw new UsageError(`--output ${each}: give the format and the file, such as sarif=lockkeeper.sarif`);
    const id = oneOf(
      "--output",
      each.slice(0, at),
      outputs.map((output) => output.id),
    );
    const output = outputs.find((known) => known.id === id);
    if (output === undefined) throw new UsageError(`--output ${each}: there is no such format`);
    return { output, path: resolve(file) };
  });
}

/** UTF-16 code units that are written at once. */
const atOnce = 256 * 1024;

/** Writes a report to its file, with the folders that it needs. Throws a UsageError. */
export function writeOutput(
  { output, path }: ReportFile,
  reported: readonly Reported[],
  context: OutputContext,
): void {
  const file = attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, "w");
  });
  try {
    let waiting = "";
    for (const piece of output.write(reported, context)) {
      waiting += piece;
      if (waiting.length < atOnce) continue;
      const text = waiting;
      attempt(path, () => writeSync(file, text));
      waiting = "";
    }
    attempt(path, () => writeSync(file, `${waiting}\n`));
  } finally {
    closeSync(file);
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`this file cannot be written (${code})`, { path: shown(path) });
  }
}
