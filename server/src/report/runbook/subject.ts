import type { MigrationAnalysis, SectionAnalysis, StatementAnalysis } from "../../analysis/analysis.ts";
import { qualified } from "../../sql/fragment.ts";
import { LineIndex } from "../../sql/offsets.ts";
import type { Lock, Work } from "../../interpret/effects.ts";
import { atLeast, blocksWrites } from "../../interpret/locks.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Reported } from "../reported.ts";

/** A statement of the way up, with what it does on the newest of the majors on which it does most. */
export interface RunbookStatement {
  /** One-based, in its file. */
  readonly line: number;
  readonly analysis: StatementAnalysis;
  readonly section: SectionAnalysis;
  readonly entry: TimelineEntry;
}

/** What a runbook is about: the way up of one migration, and what is to be watched meanwhile. */
export interface RunbookSubject {
  readonly reported: Reported;
  readonly migration: MigrationAnalysis;
  readonly statements: readonly RunbookStatement[];
  /** The strongest lock on each table that others may wait for, in order of first use. */
  readonly locked: readonly Lock[];
  readonly work: readonly Work[];
  /** As SQL names them: `public.users`, `"Odd"."t"`. */
  readonly tables: readonly string[];
  /** Whether something stays once it is through, whatever becomes of what stands behind it. */
  readonly commitsEach: boolean;
}

export function subjectOf(reported: Reported, migration: MigrationAnalysis): RunbookSubject {
  const ups = migration.sections.filter(({ direction }) => direction === "up");
  const statements = ups.flatMap((section) => statementsOf(reported, section));
  const locked = strongest(statements.flatMap(({ entry }) => entry.effects.locks));
  return {
    reported,
    migration,
    statements,
    locked,
    work: statements.flatMap(({ entry }) => entry.effects.work),
    tables: [...new Set(locked.flatMap((lock) => nameInSql(lock, statements)))],
    commitsEach:
      ups.some(({ transaction }) => transaction === "autocommit") ||
      statements.some(({ entry }) => outside(entry) || entry.transaction.explicit),
  };
}

function statementsOf(reported: Reported, section: SectionAnalysis): readonly RunbookStatement[] {
  const lines = new LineIndex(reported.text(section.path));
  return section.statements.flatMap((analysis) => {
    const entries = [...analysis.entries.values()];
    const entry = entries.toSorted((one, other) => weight(other) - weight(one))[0];
    const line = lines.position(analysis.span.start).line + 1;
    return entry === undefined ? [] : [{ line, analysis, section, entry }];
  });
}

function weight({ effects }: TimelineEntry): number {
  return 10 * effects.work.length + effects.locks.filter(({ mode }) => blocksWrites(mode)).length;
}

/** Locks that somebody besides VACUUM and other DDL may wait for; indexes are locked with their tables. */
function strongest(locks: readonly Lock[]): readonly Lock[] {
  const found = new Map<string, Lock>();
  for (const lock of locks) {
    if (lock.relation.kind.endsWith("index") || !atLeast(lock.mode, "SHARE UPDATE EXCLUSIVE")) continue;
    const known = found.get(lock.relation.id);
    if (known === undefined || atLeast(lock.mode, known.mode)) found.set(lock.relation.id, lock);
  }
  return [...found.values()];
}

/** None for a table of which nobody knows the name. */
function nameInSql({ relation }: Lock, statements: readonly RunbookStatement[]): readonly string[] {
  for (const { entry } of statements) {
    const found = entry.before.get("relation", relation.id);
    if (found !== undefined && relation.unnamed !== true) return [qualified(found.schema, found.name).text];
  }
  return [];
}

/** Whether an index is built, or made again, while writes go on. */
export function buildsConcurrently({ work, statements }: RunbookSubject): boolean {
  return work.some(({ kind }) => kind === "index-build") && statements.some(({ entry }) => outside(entry));
}

/** Whether a statement waits for transactions that have nothing to do with its tables. */
export function waitsForSnapshots({ statements }: RunbookSubject): boolean {
  return statements.some(({ entry }) => outside(entry));
}

function outside({ effects }: TimelineEntry): boolean {
  return effects.waits.some(({ code }) => code === "old-snapshots");
}
