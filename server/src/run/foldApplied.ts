import { Catalog } from "../catalog/catalog.ts";
import type { Section } from "../formats/format.ts";
import { isAlone, readingSpans } from "../formats/sending.ts";
import type { Major } from "../interpret/target.ts";
import type { Grammar } from "../sql/grammar.ts";
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
}

/** Folds the up sections of the migrations that the ledger says are applied. Pure. */
export function foldApplied(
  project: RunProject,
  statuses: readonly MigrationStatus[],
  major: Major,
  grammar: Grammar,
): AppliedFold {
  const cache = new StatementCache();
  const notes: string[] = [];
  const beginning = beginningOf(project, major, grammar, notes);
  let catalog = beginning ?? Catalog.empty;
  for (const { migration, state } of statuses) {
    if (migration === undefined || state === "pending") continue;
    const sections = sectionsOf(migration, "up");
    for (const section of sections) {
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
        assumesMissing: beginning === undefined,
        endsSession: section === sections.at(-1),
        alone: (statement) => isAlone(statement.text, section),
      });
      catalog = timeline.end;
      timeline.entries.forEach((entry, index) => {
        const why = notFollowed(entry);
        const start = statements[index]?.span ?? section.span;
        if (why !== undefined) notes.push(`${place(section, text, start)}: ${why}`);
      });
    }
  }
  return { catalog, notes };
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
