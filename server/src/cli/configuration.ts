import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import { analysisOptions, batchesOf, configFile, type Batches, type Config } from "../analysis/config.ts";
import { readConfig } from "../analysis/readConfig.ts";
import { readStatistics, statisticsForm } from "../analysis/statistics/read.ts";
import { readBaseline } from "../run/baseline/readBaseline.ts";
import type { Grammar } from "../sql/grammar.ts";
import { LineIndex } from "../sql/offsets.ts";
import type { Statistics } from "../timeline/statistics.ts";
import type { Options } from "./options.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** A folder that a configuration file names. */
export interface ConfiguredFolder {
  /** Absolute. */
  readonly folder: string;
  readonly tool: string | undefined;
}

interface Found {
  readonly path: string;
  readonly config: Config;
}

/** The configuration files on the way up from a project; each is read once. All methods throw a UsageError. */
export class Configurations {
  readonly #options: Pick<Options, "postgres" | "statistics" | "tool">;
  readonly #files = new Map<string, Config>();
  readonly #statistics = new Map<string, Statistics>();

  constructor(options: Pick<Options, "postgres" | "statistics" | "tool">) {
    this.#options = options;
  }

  /**
   * The analysis options of a project: its nearest configuration file, and the command line, which wins. With its
   * baseline, where there is one.
   */
  analysis(folder: string, grammar: Grammar): AnalysisOptions {
    const settings = this.settings(folder);
    const baseline = this.baseline(folder);
    if (baseline === undefined) return settings;
    const read = readBaseline(baseline.text, settings.majors, grammar);
    if (read.ok) return { ...settings, beginning: { ...baseline, catalogs: read.catalogs } };
    const at = new LineIndex(baseline.text).position(read.problem.span.start);
    throw new UsageError(`this baseline cannot be used: ${read.problem.message}`, {
      path: shown(baseline.path),
      ...at,
    });
  }

  /** The same without the baseline. */
  settings(folder: string): AnalysisOptions {
    const found = this.#nearest(folder);
    const at = found === undefined ? "" : relative(dirname(found.path), folder).split(sep).join("/");
    const settings = analysisOptions(found?.config ?? {}, at, this.#sizes(found));
    const { postgres } = this.#options;
    return postgres === undefined ? settings : { ...settings, majors: postgres };
  }

  /** The file that the nearest configuration names as what comes before the first migration, and its text. */
  baseline(folder: string): { readonly path: string; readonly text: string } | undefined {
    const path = this.#baselinePath(this.#nearest(folder));
    return path === undefined ? undefined : { path, text: readInput(path) };
  }

  /** The baseline of findings that the nearest configuration names. */
  findings(folder: string): string | undefined {
    const found = this.#nearest(folder);
    const named = found?.config.history?.findings;
    return named === undefined || found === undefined ? undefined : resolve(dirname(found.path), named);
  }

  /** The git reference before which all is history, where the configuration says so. */
  since(folder: string): string | undefined {
    return this.#nearest(folder)?.config.history?.since;
  }

  /** The nearest configuration file. */
  file(folder: string): string | undefined {
    return this.#nearest(folder)?.path;
  }

  /** How long a run may wait for a lock, where the configuration says so. */
  lockTimeout(folder: string): string | undefined {
    return this.#nearest(folder)?.config.lockTimeout;
  }

  /** When a run ends itself, where the configuration says so. */
  stopRun(folder: string): Config["stopRun"] {
    return this.#nearest(folder)?.config.stopRun;
  }

  /** Whether a file is the baseline of the projects around it, and so no migration. */
  isBaseline(path: string): boolean {
    return this.#baselinePath(this.#nearest(dirname(path))) === path;
  }

  #baselinePath(found: Found | undefined): string | undefined {
    const named = found?.config.baseline;
    return named === undefined || found === undefined ? undefined : resolve(dirname(found.path), named);
  }

  /** The tool that the command line names, for every folder. */
  get tool(): string | undefined {
    return this.#options.tool;
  }

  /** How backfills of a project are cut up. */
  batches(folder: string): Batches {
    return batchesOf(this.#nearest(folder)?.config);
  }

  /** The migrations folders that the nearest configuration file names; undefined where it leaves that to discovery. */
  folders(path: string): readonly ConfiguredFolder[] | undefined {
    const found = this.#nearest(path);
    return found?.config.migrations?.map((each) => {
      const { folder, tool } = typeof each === "string" ? { folder: each, tool: undefined } : each;
      return { folder: resolve(dirname(found.path), folder), tool };
    });
  }

  /** The nearest configuration at a folder or above it; the file system's root ends the search. */
  #nearest(folder: string): Found | undefined {
    for (let at = folder; ; at = dirname(at)) {
      const path = join(at, configFile);
      const known = this.#files.get(path);
      if (known !== undefined) return { path, config: known };
      if (existsSync(path)) {
        const config = readFile(path);
        this.#files.set(path, config);
        return { path, config };
      }
      if (dirname(at) === at) return undefined;
    }
  }

  #sizes(found: Found | undefined): Statistics | undefined {
    const given = this.#options.statistics;
    const named = found?.config.statistics;
    const file =
      given ?? (named === undefined || found === undefined ? undefined : join(dirname(found.path), named));
    if (file === undefined) return undefined;
    const known = this.#statistics.get(file);
    if (known !== undefined) return known;
    const read = readStatistics(readInput(file));
    if (read === undefined) {
      throw new UsageError(`this is not a statistics file: ${statisticsForm}`, { path: shown(file) });
    }
    this.#statistics.set(file, read);
    return read;
  }
}

function readFile(path: string): Config {
  const text = readInput(path);
  const read = readConfig(text);
  if (read.ok) return read.config;
  const [first, ...more] = read.problems;
  const at = new LineIndex(text).position(first?.span.start ?? 0);
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  throw new UsageError(`${first?.message ?? "it cannot be used"}${others}`, { path: shown(path), ...at });
}

/** The text of a file that was named. Throws a UsageError. */
export function readInput(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new UsageError(reason, { path: shown(path) });
  }
}
