import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import { analysisOptions, configFile, readConfig, readStatistics, type Config } from "../analysis/config.ts";
import { readInput } from "./load.ts";
import type { Options } from "./options.ts";
import { UsageError } from "./usageError.ts";

/** The analysis options of a project: its nearest configuration file, and the command line, which wins. */
export function configFor(folder: string, options: Options): AnalysisOptions {
  const found = findConfig(folder);
  const config = found === undefined ? {} : readFile(found);
  const file =
    options.statistics ??
    (config.statistics === undefined || found === undefined
      ? undefined
      : join(dirname(found), config.statistics));
  const statistics = file === undefined ? undefined : readStatistics(readInput(file));
  if (file !== undefined && statistics === undefined) {
    throw new UsageError(`${file}: not a statistics file (an array of {schema, table, rows, bytes})`);
  }
  const settings = analysisOptions(config, statistics);
  return options.postgres === undefined ? settings : { ...settings, majors: options.postgres };
}

/** The configuration of a folder or of one above it; the file system's root ends the search. */
export function findConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, configFile);
    if (existsSync(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}

function readFile(path: string): Config {
  const read = readConfig(readFileSync(path, "utf8"));
  if (read.ok) return read.config;
  throw new UsageError(`${relative(process.cwd(), path)}:1:1: ${read.problems.join("; ")}`);
}
