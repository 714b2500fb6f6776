import type { Major } from "../interpret/target.ts";
import type { PlacedStatement } from "../sql/statement.ts";
import type { Timeline, TimelineEntry } from "../timeline/entry.ts";
import { doesTheSame } from "./alike.ts";
import type { SectionAnalysis, StatementAnalysis } from "./analysis.ts";

type Timelines = ReadonlyMap<Major, Timeline>;

/** What one major's timeline says, and what it said in the section's earlier version. */
interface Pair {
  readonly now: readonly TimelineEntry[];
  readonly before: readonly TimelineEntry[];
}

/**
 * What is known of a section's statements from its earlier version, for those that do what they did: the identical
 * object where nothing at all is new, as it is in front of the edit, else one with its new place. Asked for every
 * statement at every keystroke, so it compares objects only.
 */
export class Reuse {
  readonly #statements: readonly StatementAnalysis[];
  readonly #timelines: Timelines;
  readonly #pairs: readonly Pair[];
  /** How much further from the start a statement behind the edit stood. */
  readonly #shift: number;
  readonly #isOldAlike: (entry: TimelineEntry) => boolean;

  /**
   * `length`: how many statements the section has now; `isOldAlike`: whether what a statement works on was there before
   * the migration as it was in the earlier version.
   */
  constructor(
    previous: SectionAnalysis | undefined,
    timelines: Timelines,
    length: number,
    isOldAlike: (entry: TimelineEntry) => boolean,
  ) {
    this.#isOldAlike = isOldAlike;
    this.#statements = previous?.statements ?? [];
    this.#timelines = timelines;
    this.#shift = this.#statements.length - length;
    this.#pairs = [...timelines].map(([major, { entries }]) => ({
      now: entries,
      before: previous?.timelines.get(major)?.entries ?? [],
    }));
  }

  /** Undefined where the rules have to look at the statement again. */
  of(placed: PlacedStatement, index: number): StatementAnalysis | undefined {
    const at = this.#formerIndex(placed, index);
    const old = this.#statements[at];
    if (old === undefined) return undefined;
    const isSame = this.#isIdentical(index, at);
    if (isSame && old.findings === old.own && old.span.start === placed.span.start) return old;
    const entries = isSame ? old.entries : entriesAt(this.#timelines, index);
    const { statement, risk, because, notAnalysed, crash, own, concerned, runsBodies } = old;
    // As analyseStatement writes it, so that V8 gives both one hidden class.
    return {
      statement,
      span: placed.span,
      entries,
      risk,
      because,
      notAnalysed,
      crash,
      findings: own,
      own,
      concerned,
      runsBodies,
    };
  }

  /** Where it stood, counted from the start or, behind the edit, from the end; -1 for nowhere. */
  #formerIndex(placed: PlacedStatement, index: number): number {
    if (this.#isAlike(placed, index, index)) return index;
    const fromEnd = index + this.#shift;
    return this.#shift !== 0 && this.#isAlike(placed, index, fromEnd) ? fromEnd : -1;
  }

  /** Whether it is the same statement as the one that stood there, and all that rules look at is the same. */
  #isAlike({ statement }: PlacedStatement, index: number, at: number): boolean {
    if (this.#statements[at]?.statement !== statement) return false;
    for (const { now, before } of this.#pairs) {
      const own = now[index];
      const known = before[at];
      if (own !== known && !(own !== undefined && known !== undefined && doesTheSame(known, own)))
        return false;
      if (own !== undefined && !this.#isOldAlike(own)) return false;
    }
    return true;
  }

  #isIdentical(index: number, at: number): boolean {
    for (const { now, before } of this.#pairs) if (now[index] !== before[at]) return false;
    return true;
  }
}

/** What a statement does on each major. */
export function entriesAt(timelines: Timelines, index: number): ReadonlyMap<Major, TimelineEntry> {
  const entries = new Map<Major, TimelineEntry>();
  for (const [major, timeline] of timelines) {
    const entry = timeline.entries[index];
    if (entry !== undefined) entries.set(major, entry);
  }
  return entries;
}
