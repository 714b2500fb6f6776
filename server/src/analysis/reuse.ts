import type { Major } from "../interpret/target.ts";
import type { PlacedStatement } from "../sql/statement.ts";
import type { Timeline, TimelineEntry } from "../timeline/entry.ts";
import type { SectionAnalysis, StatementAnalysis } from "./analysis.ts";

type Timelines = ReadonlyMap<Major, Timeline>;
type Entries = ReadonlyMap<Major, TimelineEntry>;

/** A statement's place in its section. */
interface Place {
  readonly index: number;
  /** How many statements the section has. */
  readonly length: number;
}

/**
 * What is known of a statement from the section's earlier version, where it does what it did: the identical object where
 * nothing at all is new, as it is in front of the edit, else one with its new place. Undefined where the rules have to
 * look at it again. Asked for every statement at every keystroke.
 */
export function reused(
  previous: SectionAnalysis | undefined,
  placed: PlacedStatement,
  timelines: Timelines,
  { index, length }: Place,
): StatementAnalysis | undefined {
  if (previous === undefined) return undefined;
  const { statements } = previous;
  const alike = (each: StatementAnalysis | undefined): StatementAnalysis | undefined =>
    isAlike(each, placed, timelines, index) ? each : undefined;
  // Statements behind the edit are found from the end.
  const old = alike(statements[index]) ?? alike(statements[index + statements.length - length]);
  if (old === undefined) return undefined;
  const isSame = isIdentical(old.entries, timelines, index);
  if (isSame && old.findings === old.own && old.span.start === placed.span.start) return old;
  const entries = isSame ? old.entries : entriesAt(timelines, index);
  const { statement, risk, because, notAnalysed, crash, own } = old;
  return { statement, span: placed.span, entries, risk, because, notAnalysed, crash, findings: own, own };
}

/** What a statement does on each major. */
export function entriesAt(timelines: Timelines, index: number): Entries {
  const entries = new Map<Major, TimelineEntry>();
  for (const [major, timeline] of timelines) {
    const entry = timeline.entries[index];
    if (entry !== undefined) entries.set(major, entry);
  }
  return entries;
}

/** Whether it is the same statement, and all that rules look at is the same. */
function isAlike(
  old: StatementAnalysis | undefined,
  { statement }: PlacedStatement,
  timelines: Timelines,
  index: number,
): boolean {
  if (old?.statement !== statement) return false;
  for (const [major, { entries }] of timelines) {
    const before = old.entries.get(major);
    const now = entries[index];
    if (before !== now && !(before !== undefined && now !== undefined && doesTheSame(before, now)))
      return false;
  }
  return true;
}

function doesTheSame(before: TimelineEntry, now: TimelineEntry): boolean {
  return (
    before.outcome === now.outcome &&
    before.effects === now.effects &&
    before.held === now.held &&
    before.ifTogether === now.ifTogether &&
    before.transaction.open === now.transaction.open &&
    before.transaction.explicit === now.transaction.explicit
  );
}

function isIdentical(old: Entries, timelines: Timelines, index: number): boolean {
  for (const [major, { entries }] of timelines) if (old.get(major) !== entries[index]) return false;
  return true;
}
