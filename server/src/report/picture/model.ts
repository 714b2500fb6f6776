import type { SectionAnalysis, StatementAnalysis } from "../../analysis/analysis.ts";
import type { Lock, WorkKind } from "../../interpret/effects.ts";
import { atLeast, blocksReads, blocksWrites, type LockMode } from "../../interpret/locks.ts";
import type { Major } from "../../interpret/target.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";

/** Who waits for a lock: everybody, those who write, other DDL and VACUUM, or nobody that matters. */
export type Waiting = "everybody" | "writes" | "ddl" | "nobody";

/** A statement of the section; time goes from one to the next. */
export interface Column {
  /** UTF-16, in its file. */
  readonly offset: number;
  readonly text: string;
  /** True where the time it takes grows with a table. */
  readonly takesLong: boolean;
  /** Why it is not known what it does. */
  readonly notAnalysed: string | undefined;
}

/** A lock on a relation from one statement to another, both included. */
export interface Bar {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly mode: LockMode;
  readonly waiting: Waiting;
}

/** Work on every row of a relation, during one statement. */
export interface WorkMark {
  readonly row: number;
  readonly column: number;
  readonly kind: WorkKind;
}

/** Statements that succeed or fail together; locks go with its end. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** What a section locks, statement by statement, on one major. */
export interface Picture {
  readonly major: Major;
  readonly columns: readonly Column[];
  readonly blocks: readonly Block[];
  /** Names of relations, in order of their first lock. */
  readonly rows: readonly string[];
  readonly bars: readonly Bar[];
  readonly works: readonly WorkMark[];
}

/** The picture of a section on the newest of its majors; undefined where nothing of it was folded. */
export function pictureOf({ statements, timelines }: SectionAnalysis): Picture | undefined {
  const major = [...timelines.keys()].at(-1);
  if (major === undefined) return undefined;
  const entries = statements.map(({ entries: own }) => own.get(major));
  const blocks = blocksOf(entries);
  const locks = entries.map((entry) => (entry === undefined ? [] : [...entry.held, ...entry.effects.locks]));
  const rows = [...new Set(locks.flat().filter(isDrawn).map(nameOf))];
  return {
    ...{ major, blocks, rows },
    columns: statements.map((each, index) => columnOf(each, entries[index])),
    bars: rows.flatMap((name, row) => blocks.flatMap((block) => barsIn(block, name, row, locks))),
    works: entries.flatMap((entry, column) => worksOf(entry, column, rows)),
  };
}

/** Indexes are locked with their tables. */
function isDrawn({ relation, mode }: Lock): boolean {
  return !relation.kind.endsWith("index") && isDrawnMode(mode);
}

/** What only reads or writes rows keeps nobody waiting. */
export function isDrawnMode(mode: LockMode): boolean {
  return atLeast(mode, "SHARE UPDATE EXCLUSIVE");
}

function nameOf({ relation }: Lock): string {
  return relation.name;
}

function columnOf(
  { statement, span, notAnalysed }: StatementAnalysis,
  entry: TimelineEntry | undefined,
): Column {
  const text = statement.text.replaceAll(/\s+/gu, " ").trim();
  return { offset: span.start, text, takesLong: (entry?.effects.work.length ?? 0) > 0, notAnalysed };
}

function blocksOf(entries: readonly (TimelineEntry | undefined)[]): readonly Block[] {
  const blocks: { from: number; to: number }[] = [];
  for (const [index, entry] of entries.entries()) {
    const last = blocks.at(-1);
    const before = entries[index - 1];
    const goesOn = entry !== undefined && before?.transaction.start === entry.transaction.start;
    if (last !== undefined && goesOn) last.to = index;
    else blocks.push({ from: index, to: index });
  }
  return blocks;
}

/** The stretches of one transaction in which a relation is locked as strongly. */
function barsIn({ from, to }: Block, name: string, row: number, locks: readonly (readonly Lock[])[]): Bar[] {
  const bars: { row: number; from: number; to: number; mode: LockMode; waiting: Waiting }[] = [];
  for (let column = from; column <= to; column++) {
    const own = (locks[column] ?? []).filter((lock) => nameOf(lock) === name && isDrawn(lock));
    const mode = strongest(own.map((lock) => lock.mode));
    const last = bars.at(-1);
    if (mode === undefined) continue;
    if (last?.mode === mode && last.to === column - 1) last.to = column;
    else bars.push({ row, from: column, to: column, mode, waiting: waitingFor(mode) });
  }
  return bars;
}

function strongest(modes: readonly LockMode[]): LockMode | undefined {
  return modes.reduce<LockMode | undefined>(
    (best, mode) => (best === undefined || atLeast(mode, best) ? mode : best),
    undefined,
  );
}

export function waitingFor(mode: LockMode): Waiting {
  if (blocksReads(mode)) return "everybody";
  if (blocksWrites(mode)) return "writes";
  return atLeast(mode, "SHARE UPDATE EXCLUSIVE") ? "ddl" : "nobody";
}

function worksOf(
  entry: TimelineEntry | undefined,
  column: number,
  rows: readonly string[],
): readonly WorkMark[] {
  return (entry?.effects.work ?? []).flatMap(({ relation, kind }) => {
    const row = rows.indexOf(relation.name);
    return row < 0 ? [] : [{ row, column, kind }];
  });
}
