import { Catalog } from "../catalog/catalog.ts";
import type { Direction, Migration, Section } from "../formats/format.ts";
import { isAlone, readingSpans } from "../formats/sending.ts";
import type { Major } from "../interpret/target.ts";
import type { Grammar } from "../sql/grammar.ts";
import type { Span } from "../sql/span.ts";
import { StatementCache, readStatements } from "../sql/parse.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { foldSection } from "../timeline/timeline.ts";
import { readBaseline } from "./baseline/readBaseline.ts";
import { rangeOf } from "./position.ts";
import { sectionsOf, type RunProject } from "./project.ts";
import type { MigrationStatus } from "./migrationStatus.ts";

/** What the migrations make of an empty database, and what could not be followed on the way. */
export interface AppliedFold {
  readonly catalog: Catalog;
  /** One sentence each, with file and line. */
  readonly notes: readonly string[];
  /** What the migrations did, statement by statement. */
  readonly entries: readonly TimelineEntry[];
  /** To go on from there. */
  readonly fold: Folding;
}

/** Folds the up sections of the migrations that the ledger says are applied. Pure. */
export function foldApplied(
  project: RunProject,
  statuses: readonly MigrationStatus[],
  major: Major,
  grammar: Grammar,
): AppliedFold {
  const notes: string[] = [];
  const beginning = beginningOf(project, major, grammar, notes);
  const fold: Folding = {
    project,
    major,
    grammar,
    isWhole: beginning !== undefined,
    cache: new StatementCache(),
  };
  let catalog = beginning ?? Catalog.empty;
  const entries: TimelineEntry[] = [];
  for (const { migration, state } of statuses) {
    if (migration === undefined || state === "pending") continue;
    const folded = foldDirection(fold, catalog, migration, "up");
    catalog = folded.end;
    for (const { entry, section, span } of folded.statements) {
      entries.push(entry);
      const why = notFollowed(entry);
      if (why === undefined) continue;
      notes.push(`${place(section, project.files[section.path] ?? "", span)}: ${why}`);
    }
  }
  return { catalog, notes, entries, fold };
}

/** What the folds of one project share. */
export interface Folding {
  readonly project: RunProject;
  readonly major: Major;
  readonly grammar: Grammar;
  /** What no migration makes does not exist. */
  readonly isWhole: boolean;
  readonly cache: StatementCache;
}

export interface FoldedStatement {
  readonly entry: TimelineEntry;
  readonly section: Section;
  /** In the section's file. */
  readonly span: Span;
}

/** Folds the sections of a migration in one direction. Pure. */
export function foldDirection(
  { project, major, grammar, isWhole, cache }: Folding,
  start: Catalog,
  migration: Migration,
  direction: Direction,
): { readonly end: Catalog; readonly statements: readonly FoldedStatement[] } {
  let catalog = start;
  const sections = sectionsOf(migration, direction);
  const folded = sections.flatMap((section) => {
    const text = project.files[section.path] ?? "";
    const statements = readingSpans(text, section).flatMap(
      (portion) => readStatements(text, portion, grammar, cache).statements,
    );
    const timeline = foldSection(catalog, {
      mode: section.transaction,
      statements: statements.map(({ statement }) => statement),
      major,
      timeZone: "UTC",
      splits: section.splits,
      assumesMissing: !isWhole,
      endsSession: section === sections.at(-1),
      alone: (statement) => isAlone(statement.text, section),
    });
    catalog = timeline.end;
    return timeline.entries.map((entry, index) => ({
      entry,
      section,
      span: statements[index]?.span ?? section.span,
    }));
  });
  return { end: catalog, statements: folded };
}

/** The schema of the baseline; undefined where there is none, or where it cannot be read, which is noted. */
function beginningOf(
  { baseline }: RunProject,
  major: Major,
  grammar: Grammar,
  notes: string[],
): Catalog | undefined {
  if (baseline === undefined) return undefined;
  const read = readBaseline(baseline.text, [major], grammar);
  if (read.ok) return read.catalogs.get(major);
  const { line } = rangeOf(baseline.text, read.problem.span).start;
  notes.push(
    `${baseline.path}:${line + 1}: what the baseline holds shows as drift, since it cannot be used: ${read.problem.message}.`,
  );
  return undefined;
}

/** Why the fold may lack what a statement did to the database, although it ran there. */
function notFollowed({ outcome, effects }: TimelineEntry): string | undefined {
  if (outcome.notAnalysed !== undefined)
    return `what this statement did may show as drift, since it cannot be followed: ${outcome.notAnalysed}.`;
  if (effects.fails?.when !== "always") return undefined;
  return `what this statement did may show as drift, since it should have failed: ${effects.fails.message}.`;
}

function place({ path }: Section, text: string, span: Section["span"]): string {
  return `${path}:${rangeOf(text, span).start.line + 1}`;
}
