import { analyseProject } from "../../server/src/analysis/analyse.ts";
import type { AnalysisInput } from "../../server/src/analysis/input.ts";
import type { AnalysisOptions, ProjectAnalysis } from "../../server/src/analysis/analysis.ts";
import type { Migration, TransactionMode } from "../../server/src/formats/format.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { rules } from "../../server/src/rules/index.ts";
import { defaultLargeTable } from "../../server/src/timeline/statistics.ts";

/** One up section of a project made in memory. */
export interface Script {
  readonly sql: string;
  readonly down?: string;
  readonly transaction?: TransactionMode;
  /** Nothing says how it is sent. */
  readonly assumed?: boolean;
}

export const options: AnalysisOptions = {
  majors: [14, 15, 16, 17, 18],
  timeZone: "UTC",
  statistics: new Map(),
  largeTable: defaultLargeTable,
  lockTimeout: "5s",
  rules: {},
};

/** Rules asked with their own severity though the preset leaves them out. */
export function asking(ids: readonly string[]): Pick<AnalysisOptions, "rules"> {
  const found = rules.filter(({ id }) => ids.includes(id));
  return { rules: Object.fromEntries(found.map(({ id, severity }) => [id, severity])) };
}

/** The input of an analysis of scripts, in order, as migrations 1, 2, 3 … of a plain project, `after` so many others. */
export async function inputOf(
  scripts: readonly Script[],
  given: Partial<AnalysisOptions> = {},
  after = 0,
): Promise<AnalysisInput> {
  const format = formatById("plain");
  if (format === undefined) throw new Error("the plain format is gone");
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  const texts = new Map<string, string>();
  const migrations = scripts.map((script, index) => migrationOf(script, String(after + index + 1), texts));
  return {
    format,
    project: { format: format.id, migrations, problems: [] },
    options: { ...options, ...given },
    text: (path) => texts.get(path),
    read: (_path, text, span) => {
      const { statements, splitProblems, pieces } = readStatements(text, span, grammar, cache);
      return { statements, problems: splitProblems, pieces };
    },
  };
}

/** The input of an analysis of a tool's files; `previous` is one of the same options. */
export async function inputOfFiles(
  tool: string,
  files: Readonly<Record<string, string>>,
  previous?: ProjectAnalysis,
): Promise<AnalysisInput> {
  const format = formatById(tool);
  if (format === undefined) throw new Error(`there is no format ${tool}`);
  const grammar = await loadGrammar();
  const text = (path: string): string | undefined => files[path];
  return {
    format,
    project: format.read({ paths: Object.keys(files), text }),
    options: previous?.options ?? { ...options, majors: [15, 18] },
    text,
    read: (_path, whole, span) => {
      const { statements, splitProblems, pieces } = readStatements(
        whole,
        span,
        grammar,
        new StatementCache(),
      );
      return { statements, problems: splitProblems, pieces };
    },
  };
}

/** Analyses scripts after those of a project that is analysed already, of which nothing is analysed again. */
export type AnalysesAfter = (scripts: readonly Script[]) => Promise<ProjectAnalysis>;

/** Opens a project with scripts of its own, after which others follow, one time these and one time those. */
export async function openProject(
  first: readonly Script[],
  given: Partial<AnalysisOptions> = {},
): Promise<AnalysesAfter> {
  const before = await inputOf(first, given);
  const known = analyseProject(before);
  return async (scripts) => {
    const after = await inputOf(scripts, given, first.length);
    const migrations = [...before.project.migrations, ...after.project.migrations];
    const text = (path: string): string | undefined => before.text(path) ?? after.text(path);
    return analyseProject({ ...before, project: { ...before.project, migrations }, text }, known);
  };
}

export async function analyseScripts(
  scripts: readonly Script[],
  given: Partial<AnalysisOptions> = {},
): Promise<ProjectAnalysis> {
  return analyseProject(await inputOf(scripts, given));
}

function migrationOf(
  { sql, down, transaction = "single", assumed = false }: Script,
  version: string,
  texts: Map<string, string>,
): Migration {
  const section = (direction: "up" | "down", text: string) => {
    const path = `${version}.${direction}.sql`;
    texts.set(path, text);
    return { direction, path, span: { start: 0, end: text.length }, transaction, splits: false, assumed };
  };
  const sections = [section("up", sql), ...(down === undefined ? [] : [section("down", down)])];
  return { version, name: "", sections, paths: sections.map(({ path }) => path) };
}
