import { join } from "node:path";
import { crashProof, crashProofEach } from "../analysis/crashProof.ts";
import type { AnalysisInput } from "../analysis/input.ts";
import { analyseEach, analyseProject } from "../analysis/analyse.ts";
import type { Batches } from "../analysis/config.ts";
import type { AnalysisOptions, MigrationAnalysis, ProjectAnalysis } from "../analysis/analysis.ts";
import { StatementReader } from "../analysis/statementReader.ts";
import { surroundingsOf, type FormatProblem } from "../formats/format.ts";
import type { rollbackOf } from "../recipes/inverse/rollback.ts";
import type { Analysed, Reported, Shown } from "../report/reported.ts";
import type { Grammar } from "../sql/grammar.ts";
import type { BaselineInUse } from "./findingsBaseline.ts";
import type { LoadedProject } from "./load.ts";
import { inRepository } from "./repositoryRoot.ts";
import { sinceProblems } from "./sinceProblems.ts";
import { shown } from "./shown.ts";

/** What an analysis of a loaded project needs. */
export function analysisInput(
  project: LoadedProject,
  grammar: Grammar,
  options: AnalysisOptions,
): AnalysisInput {
  return inputFor(project, new StatementReader(grammar), options);
}

function inputFor(
  { format, tree }: LoadedProject,
  reader: StatementReader,
  options: AnalysisOptions,
): AnalysisInput {
  return {
    format,
    project: format.read(tree),
    around: surroundingsOf(tree),
    options,
    text: (path) => tree.text(path),
    read: (path, text, span) => {
      const { statements, splitProblems, pieces } = reader.read(path, text, span);
      return { statements, problems: splitProblems, pieces };
    },
  };
}

/** A loaded project with all of its analysis. */
export function analyse(project: LoadedProject, grammar: Grammar, options: AnalysisOptions): Analysed {
  const input = analysisInput(project, grammar, options);
  return { analysis: crashProof(input, noLog, analyseProject), ...shownOf(project) };
}

/** What a report is to have besides what is found. */
export interface Wanted {
  /** What accepts findings that are not new. */
  readonly baseline?: BaselineInUse | undefined;
  /** Where ways back are to be graded: what grades one, and how backfills are cut up. */
  readonly rollback?: { readonly grade: GradesRollback; readonly batches: Batches } | undefined;
}

/** Grades the down of a migration. */
export type GradesRollback = typeof rollbackOf;

/**
 * What a report says of a loaded project; its migrations are analysed while they are read, of those asked for, and what
 * a baseline accepts is taken away.
 */
export function report(
  project: LoadedProject,
  grammar: Grammar,
  options: AnalysisOptions,
  { baseline, rollback }: Wanted,
): Reported {
  const { isNew, folder } = project;
  const covers = (path: string): boolean => project.covers(path) && isNew?.(path) !== false;
  const reader = new StatementReader(grammar);
  const input = inputFor(project, reader, options);
  const keyOf = (path: string): string => baseline?.keyOf(join(folder, path)) ?? path;
  // What the tool refuses stops new migrations too, wherever it stands.
  const isAsked = ({ path, refuses }: FormatProblem): boolean =>
    path === "" || covers(path) || (refuses !== undefined && project.covers(path));
  const all = [
    ...problemsOf(project, input.project.problems),
    ...sinceThen(project, input),
    ...(project.ledgerProblems ?? []),
  ];
  const asked = all.filter(isAsked);
  const problems = asked.filter((each) => baseline?.accepting.accepts(keyOf(each.path), each) !== true);
  const each =
    rollback === undefined
      ? crashProofEach(input, noLog, analyseEach)
      : graded(crashProof(input, noLog, analyseProject), { project, grammar, ...rollback });
  const migrations = covered(each, covers, reader);
  return {
    ...{ format: project.format, options, ...shownOf(project), problems },
    inRepository: (path) => inRepository(join(folder, path)),
    ...(baseline === undefined
      ? {}
      : { baseline: { ...baseline, acceptedProblems: asked.length - problems.length } }),
    ...(isNew === undefined
      ? {}
      : {
          history: input.project.migrations.filter(
            ({ paths }) => paths.some(project.covers) && !paths.some(covers),
          ).length,
        }),
    migrations: baseline === undefined ? migrations : accepted(migrations, baseline, keyOf),
  };
}

function sinceThen(
  { format, tree, loose, before }: LoadedProject,
  input: AnalysisInput,
): readonly FormatProblem[] {
  if (before === undefined || loose || format.id === "plain") return [];
  const now = { ...surroundingsOf(tree), paths: tree.paths, text: (path: string) => input.text(path) };
  return sinceProblems(format, input.project, before, now);
}

interface Grading {
  readonly project: LoadedProject;
  readonly grammar: Grammar;
  readonly batches: Batches;
  readonly grade: GradesRollback;
}

/** The down of a migration hangs on all that was there before it, so the whole project is kept. */
function* graded(
  { migrations, options, project: read }: ProjectAnalysis,
  { project, grammar, batches, grade }: Grading,
): Generator<MigrationAnalysis, void, undefined> {
  const { format, tree } = project;
  const text = (path: string): string => tree.text(path) ?? "";
  const planned = {
    ...{ format, project: read, migrations, options, grammar, batches, text },
    ...{ paths: tree.paths, around: surroundingsOf(tree) },
  };
  for (const migration of migrations) {
    const rollback = grade(migration, planned);
    yield rollback === undefined ? migration : { ...migration, rollback };
  }
}

function* accepted(
  migrations: Iterable<MigrationAnalysis>,
  { accepting }: BaselineInUse,
  keyOf: (path: string) => string,
): Generator<MigrationAnalysis, void, undefined> {
  for (const migration of migrations) yield accepting.apply(migration, keyOf);
}

/** What broke is a problem of its file in the report, so there is nothing to log besides. */
function noLog(): void {
  return undefined;
}

function* covered(
  migrations: Iterable<MigrationAnalysis>,
  covers: (path: string) => boolean,
  reader: StatementReader,
): Generator<MigrationAnalysis, void, undefined> {
  for (const migration of migrations) {
    // A file is read again only where another one broke the analysis.
    reader.keep(new Set());
    const sections = migration.sections.filter(({ path }) => covers(path));
    if (sections.length > 0 || migration.migration.paths.some(covers)) yield { ...migration, sections };
  }
}

function shownOf({ folder, tree }: LoadedProject): Shown {
  return {
    display: (path) => shown(join(folder, path)),
    text: (path) => tree.text(path) ?? "",
  };
}

/** Of loose files, that they are loose; what the plain format says of itself would mislead there. */
function problemsOf(
  { loose, tree }: LoadedProject,
  problems: readonly FormatProblem[],
): readonly FormatProblem[] {
  if (!loose) return problems;
  const message =
    "No migration tool runs this file, so it is read on its own, as plain SQL: what the migrations create is not known here.";
  const span = { start: 0, end: 0 };
  return [
    ...problems.filter(({ code }) => code !== "unknown-tool"),
    ...tree.paths.map((path) => ({ code: "loose-file", path, message, span })),
  ];
}
