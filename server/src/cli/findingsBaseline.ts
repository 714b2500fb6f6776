import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { FindingsBaseline, readFindingsBaseline, type BaselineFiles } from "../analysis/baseline.ts";
import { readInput, type Configurations } from "./configuration.ts";
import { isWithin } from "./load.ts";
import type { Options } from "./options.ts";
import { shown, slashed } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** A baseline as a run holds its findings against it. */
export interface BaselineInUse {
  readonly accepting: FindingsBaseline;
  /** As the user sees it. */
  readonly name: string;
  /** The name of a file, by its absolute path, within the baseline. */
  readonly keyOf: (path: string) => string;
  /** How many entries accept nothing any more; known once all is analysed. */
  stale(): number;
}

/** The baselines of a run, each read once. */
export class Baselines {
  readonly #options: Pick<Options, "baseline" | "all" | "paths">;
  readonly #configurations: Configurations;
  readonly #read = new Map<string, BaselineInUse>();

  constructor(options: Pick<Options, "baseline" | "all" | "paths">, configurations: Configurations) {
    this.#options = options;
    this.#configurations = configurations;
  }

  /** The one of a project, if it has any and not everything is asked for. Throws a UsageError. */
  of(folder: string): BaselineInUse | undefined {
    const { baseline, all, paths } = this.#options;
    if (all) return undefined;
    const path = baseline === undefined ? this.#configurations.findings(folder) : resolve(baseline);
    if (path === undefined) return undefined;
    const known = this.#read.get(path) ?? inUse(path, paths);
    this.#read.set(path, known);
    return known;
  }
}

function inUse(path: string, paths: readonly string[]): BaselineInUse {
  const accepting = new FindingsBaseline(readBaselineFile(path), shown(path));
  const asked = paths.map((each) => resolve(each));
  const isGone = (key: string): boolean => {
    const full = join(dirname(path), key);
    return !existsSync(full) && asked.some((each) => isWithin(full, each));
  };
  return {
    ...{ accepting, name: shown(path), keyOf: keysFrom(path) },
    stale: () => accepting.stale(isGone),
  };
}

/** What the file of a baseline holds. Throws a UsageError. */
export function readBaselineFile(path: string): BaselineFiles {
  const files = readFindingsBaseline(readInput(path));
  if (files !== undefined) return files;
  const hint = "this is no baseline of findings; `lockkeeper baseline PATH --write` writes one";
  throw new UsageError(hint, { path: shown(path) });
}

/** How files are named in the baseline at a path: from its folder, so that it works wherever the project lies. */
export function keysFrom(path: string): (file: string) => string {
  return (file) => slashed(relative(dirname(path), file));
}
