import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { AnalysisOptions, Beginning } from "../analysis/analysis.ts";
import { readFindingsBaseline } from "../analysis/baseline.ts";
import { analysisOptions, batchesOf, configFile, type Batches, type Config } from "../analysis/config.ts";
import { readConfig, spanOfKey } from "../analysis/readConfig.ts";
import { readStatistics } from "../analysis/statistics/read.ts";
import type { DiscoveredProject } from "../formats/discover.ts";
import { isMajor, type Major } from "../interpret/target.ts";
import { readBaseline } from "../run/baseline/readBaseline.ts";
import type { Grammar } from "../sql/grammar.ts";
import { LineIndex } from "../sql/offsets.ts";
import type { Span } from "../sql/span.ts";
import type { Statistics } from "../timeline/statistics.ts";
import type { AcceptedFindings, HistorySetup } from "./projectSetup.ts";

/** Something wrong with a configuration file, or with a file that it names. */
export interface ConfigProblem {
  readonly message: string;
  /** In the configuration file. */
  readonly span: Span;
}

/** Told all that is wrong with a configuration file of this text, which may be nothing. */
export type ConfigReport = (path: string, text: string, problems: readonly ConfigProblem[]) => void;

/** A configuration file as it was read. */
interface Found {
  readonly path: string;
  readonly text: string;
  readonly config: Config;
  readonly problems: ConfigProblem[];
}

/**
 * What the configuration files say about the projects of a folder. The nearest one at or above a migrations folder
 * counts; a broken one is reported and counts as empty.
 */
export class ProjectOptions {
  readonly #majors: readonly Major[];
  readonly #report: ConfigReport;
  readonly #files = new Map<string, Found>();
  readonly #used = new Set<string>();
  readonly #beginnings = new Map<string, Beginning>();

  readonly #grammar: Grammar;

  /** `majors`: the personal setting, for projects that name none. */
  constructor(majors: readonly number[], grammar: Grammar, report: ConfigReport) {
    this.#grammar = grammar;
    this.#majors = majors.filter(isMajor).sort((one, other) => one - other);
    this.#report = report;
  }

  /** The projects that the configuration at the root names, or undefined where it leaves that to discovery. */
  projects(root: string): readonly DiscoveredProject[] | undefined {
    return this.#at(root)?.config.migrations?.map((each) => {
      const { folder, tool } = typeof each === "string" ? { folder: each, tool: undefined } : each;
      const path = folder.replace(/^\.\//, "").replace(/\/+$/, "").replace(/^\.$/, "");
      return { folder: path, ...(tool === undefined ? {} : { hint: tool, named: true }) };
    });
  }

  /** `folder`: absolute path of a migrations folder. */
  analysis(folder: string): AnalysisOptions {
    const found = this.#nearest(folder);
    const config = found?.config ?? {};
    const [first] = this.#majors;
    const own: Config =
      config.postgres !== undefined || first === undefined ? {} : { postgres: [...this.#majors] };
    const at = found === undefined ? "" : relative(dirname(found.path), folder).split(sep).join("/");
    const settings = analysisOptions(
      { ...config, ...own },
      at,
      found === undefined ? undefined : this.#statistics(found),
    );
    const beginning = found === undefined ? undefined : this.#beginning(found, settings.majors);
    return beginning === undefined ? settings : { ...settings, beginning };
  }

  /** The path of the configuration file that counts for a folder, whether it is there or is yet to be made at `root`. */
  configurationOf(folder: string, root: string): string {
    return this.#nearest(folder)?.path ?? join(root, configFile);
  }

  /** How backfills are cut up; `folder` as above. */
  batches(folder: string): Batches {
    return batchesOf(this.#nearest(folder)?.config);
  }

  /** How long a migration may wait for a lock, where the configuration says so; `folder` as above. */
  lockTimeout(folder: string): string | undefined {
    return this.#nearest(folder)?.config.lockTimeout;
  }

  /** When a run ends itself, where the configuration says so; `folder` as above. */
  stopRun(folder: string): Config["stopRun"] {
    return this.#nearest(folder)?.config.stopRun;
  }

  /** What the configuration says of the history of a project; `folder` as above. */
  history(folder: string): HistorySetup {
    const found = this.#nearest(folder);
    const { since } = found?.config.history ?? {};
    if (found === undefined) return { folder, since, findings: undefined };
    const tellsSince = (isKnown: boolean): void => this.#since(found, isKnown);
    return {
      folder,
      since,
      findings: this.#accepted(found, folder),
      ...(since === undefined ? {} : { tellsSince }),
    };
  }

  /** Whether a configuration file names this file. */
  uses(path: string): boolean {
    return this.#used.has(path);
  }

  #nearest(folder: string): Found | undefined {
    for (let at = folder; ; at = dirname(at)) {
      const found = this.#at(at);
      if (found !== undefined) return found;
      if (dirname(at) === at) return undefined;
    }
  }

  #at(folder: string): Found | undefined {
    const path = join(folder, configFile);
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    if (!existsSync(path)) return undefined;
    const found = readFile(path);
    this.#files.set(path, found);
    this.#report(path, found.text, found.problems);
    return found;
  }

  /** Says that the reference of the history is of no use, or takes that back: a branch may be fetched later. */
  #since(found: Found, isKnown: boolean): void {
    const { path, text, config, problems } = found;
    const name = config.history?.since ?? "";
    const words = `git knows no commit \`${name}\` that this branch has come from, so that nothing is history by it.`;
    if (!isKnown) {
      this.#blame(found, "history", words);
      return;
    }
    const at = problems.findIndex(({ message }) => message === `history: ${words}`);
    if (at < 0) return;
    problems.splice(at, 1);
    this.#report(path, text, problems);
  }

  /** Says what is wrong with a file that the configuration names under `key`, where it does; once. */
  #blame({ path, text, problems }: Found, key: "baseline" | "statistics" | "history", words: string): void {
    const message = `${key}: ${words}`;
    if (problems.some((problem) => problem.message === message)) return;
    problems.push({ message, span: spanOfKey(text, key) });
    this.#report(path, text, problems);
  }

  /** What the projects' history begins with; a baseline that cannot be used is reported and counts as none. */
  #beginning(found: Found, majors: readonly Major[]): Beginning | undefined {
    const { path, config } = found;
    if (config.baseline === undefined) return undefined;
    const file = resolve(dirname(path), config.baseline);
    this.#used.add(file);
    const key = `${majors.join()} ${file}`;
    const known = this.#beginnings.get(key);
    if (known !== undefined) return known;
    const text = textOf(file);
    if (text === undefined) {
      this.#blame(found, "baseline", `${config.baseline} is not there, or cannot be read.`);
      return undefined;
    }
    const read = readBaseline(text, majors, this.#grammar);
    if (read.ok) {
      const beginning = { path: file, text, catalogs: read.catalogs };
      this.#beginnings.set(key, beginning);
      return beginning;
    }
    const { line, character } = new LineIndex(text).position(read.problem.span.start);
    const place = `${config.baseline}:${line + 1}:${character + 1}`;
    this.#blame(found, "baseline", `${place} cannot be used: ${read.problem.message}`);
    return undefined;
  }

  /** The baseline of findings; one that cannot be used is reported and accepts nothing. */
  #accepted(found: Found, folder: string): AcceptedFindings | undefined {
    const { path, config } = found;
    const name = config.history?.findings;
    if (name === undefined) return undefined;
    const file = resolve(dirname(path), name);
    this.#used.add(file);
    const text = textOf(file);
    const files = text === undefined ? undefined : readFindingsBaseline(text);
    if (files === undefined) {
      this.#blame(found, "history", `${name} is not there, or is no baseline of findings.`);
      return undefined;
    }
    const keyOf = (each: string): string => relative(dirname(file), join(folder, each)).split(sep).join("/");
    return { files, name, keyOf };
  }

  #statistics(found: Found): Statistics | undefined {
    const { path, config } = found;
    if (config.statistics === undefined) return undefined;
    const file = join(dirname(path), config.statistics);
    this.#used.add(file);
    const text = textOf(file);
    const statistics = text === undefined ? undefined : readStatistics(text);
    if (statistics === undefined) {
      this.#blame(found, "statistics", `${config.statistics} is not there, or is not a statistics file.`);
    }
    return statistics;
  }
}

function readFile(path: string): Found {
  const text = textOf(path);
  if (text === undefined) {
    const unread = { message: "it cannot be read", span: { start: 0, end: 0 } };
    return { path, text: "", config: {}, problems: [unread] };
  }
  const read = readConfig(text);
  return read.ok
    ? { path, text, config: read.config, problems: [] }
    : { path, text, config: {}, problems: [...read.problems] };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
