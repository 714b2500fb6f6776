import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  baselineEntries,
  baselineFile,
  problemEntry,
  writeFindingsBaseline,
  type BaselineEntry,
  type BaselineFiles,
} from "../analysis/baseline.ts";
import { configFile } from "../analysis/config.ts";
import { reportOn } from "./reportOn.ts";
import { Configurations } from "./configuration.ts";
import { keysFrom, readBaselineFile } from "./findingsBaseline.ts";
import { isWithin } from "./load.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { save } from "./save.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/**
 * `lockkeeper baseline PATH… [--write]`: what is found today, to be accepted as history. What the file holds of other
 * paths than those named stays. Resolves to the exit status.
 */
export async function baseline(options: Options, output: Output): Promise<number> {
  if (options.paths.length === 0) throw new UsageError("baseline: name at least one file or folder");
  if (options.paths.includes("-"))
    throw new UsageError("baseline: standard input cannot be accepted, since it has no place; name its file");
  const path = placeOf(options);
  const { loaded, reported } = await reportOn({ ...options, all: true, since: undefined });
  const keyOf = keysFrom(path);
  const found = new Map<string, BaselineEntry[]>(kept(path, options));
  const add = (key: string, entry: BaselineEntry): void =>
    void found.set(key, [...(found.get(key) ?? []), entry]);
  let findings = 0;
  const count = (entry: BaselineEntry): BaselineEntry => {
    findings += entry.rules.length;
    return entry;
  };
  reported.forEach(({ problems, migrations }, index) => {
    const folder = loaded.projects[index]?.folder ?? "";
    for (const problem of problems) add(keyOf(join(folder, problem.path)), count(problemEntry(problem)));
    for (const migration of migrations)
      for (const [file, entry] of baselineEntries(migration)) add(keyOf(join(folder, file)), count(entry));
  });
  if (options.write) save(path, writeFindingsBaseline(Object.fromEntries(found)));
  output.out(said(path, findings, options));
  const unread = loaded.problems();
  for (const line of unread) output.err(line);
  return unread.length > 0 ? 2 : 0;
}

/** The file that is named, else the one of the configuration, else one beside the configuration or where we are. */
function placeOf({ baseline: named, paths, ...options }: Options): string {
  if (named !== undefined) return resolve(named);
  const configurations = new Configurations(options);
  const [first = "."] = paths;
  const folder = resolve(first);
  const beside = configurations.file(folder);
  return (
    configurations.findings(folder) ??
    join(beside === undefined ? process.cwd() : dirname(beside), baselineFile)
  );
}

/** What is in the file already of paths that were not asked for. */
function kept(path: string, { paths }: Options): readonly (readonly [string, BaselineEntry[]])[] {
  if (!existsSync(path)) return [];
  const files: BaselineFiles = readBaselineFile(path);
  const asked = paths.map((each) => resolve(each));
  return Object.entries(files).flatMap(([key, entries]) => {
    const full = join(dirname(path), key);
    return asked.some((each) => isWithin(full, each)) ? [] : [[key, [...entries]] as const];
  });
}

function said(path: string, findings: number, { write, paths }: Options): string {
  const name = shown(path);
  const what = `${findings} ${findings === 1 ? "finding" : "findings"}`;
  if (!write) return `${what} would be accepted in ${name}. Nothing was written; give --write.`;
  return [
    `${what} accepted in ${name}.`,
    `lockkeeper check ${paths.join(" ")} --baseline ${name} reports what is new; so does check alone with this in ${configFile}:`,
    `  "history": { "findings": ${JSON.stringify(basename(path))} }`,
  ].join("\n");
}
