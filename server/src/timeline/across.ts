import type { Catalog } from "../catalog/catalog.ts";
import type { Change } from "../catalog/collections.ts";
import type { Patch } from "../catalog/collections.ts";
import { holds, type Read } from "../catalog/edit.ts";
import { isIn, type MajorSet } from "../catalog/serverVersion.ts";
import type { Effects } from "../interpret/effects.ts";
import type { Outcome } from "../interpret/interpret.ts";
import type { Statement } from "../sql/statement.ts";
import { isEqual } from "./isEqual.ts";
import type { Timeline, TimelineEntry } from "./entry.ts";
import { sameTransaction, type TransactionState } from "./transaction.ts";

/** Where a fold stands before a statement, or after it. */
export interface FoldPoint {
  readonly catalog: Catalog;
  readonly transaction: TransactionState;
  /** How the catalog differs from the one that the earlier version of the text had there. */
  readonly delta: Patch | undefined;
}

/** What one statement did on one major, or on several. */
export interface FoldStep {
  readonly old: TimelineEntry | undefined;
  readonly from: FoldPoint;
  readonly entry: TimelineEntry;
  readonly to: FoldPoint;
  /** The majors on which it is known to do so from there. */
  readonly alike: MajorSet;
}

/**
 * What the statements of one section did on the majors that were folded so far. Few statements ask which major they
 * run on: what the others did holds on the next major too, as long as they find the same catalog there. So are the
 * very objects the same, and whoever reads them sees that there is nothing new.
 */
export class Across {
  /** By the position of the statement. */
  readonly #steps: (FoldStep[] | undefined)[] = [];
  readonly #timelines: Timeline[] = [];

  /** The step that was taken from the same place and holds on that major. */
  step(
    index: number,
    statement: Statement,
    old: TimelineEntry | undefined,
    from: FoldPoint,
    major: number,
  ): FoldStep | undefined {
    return this.#steps[index]?.find(
      (step) =>
        step.entry.statement === statement &&
        step.old === old &&
        isIn(step.alike, major) &&
        step.from.catalog === from.catalog &&
        step.from.delta === from.delta &&
        sameTransaction(step.from.transaction, from.transaction),
    );
  }

  /** An outcome that holds on that major too, in a transaction of the same kind. */
  outcome(
    index: number,
    { before, statement, transaction }: Pick<TimelineEntry, "before" | "statement" | "transaction">,
    major: number,
  ): Outcome | undefined {
    const found = this.#steps[index]?.find(
      ({ entry, alike }) =>
        entry.statement === statement &&
        entry.ifTogether === undefined &&
        isIn(alike & entry.outcome.alike, major) &&
        runsAlike(entry.transaction, transaction) &&
        holds(entry.outcome.reads, before),
    );
    return found?.entry.outcome;
  }

  /** The same outcome, with what another major's has in common with it as the very objects. */
  adopt(index: number, statement: Statement, outcome: Outcome): Outcome {
    return (this.#steps[index] ?? []).reduce(
      (adopted, { entry }) => (entry.statement === statement ? shared(adopted, entry.outcome) : adopted),
      outcome,
    );
  }

  /** The catalog after these changes, where it is known. */
  after(index: number, before: Catalog, { changes }: Outcome): Catalog {
    const found = this.#steps[index]?.find(
      ({ entry }) => entry.before === before && entry.outcome.changes === changes,
    );
    return found?.entry.after ?? before.apply(changes);
  }

  /** What another major made of the same outcome. */
  entry(index: number, outcome: Outcome): TimelineEntry | undefined {
    return this.#steps[index]?.find(({ entry }) => entry.outcome === outcome)?.entry;
  }

  /** Keeps a step, and gives the one that is to be taken: where another major came to the same, its very own. */
  note(index: number, step: FoldStep): FoldStep {
    const known = this.#steps[index];
    const twin = known?.find((other) => isTwin(step, other));
    const beside = twin ?? known?.find((other) => leadsToSame(step, other));
    const kept = { ...step, entry: twin?.entry ?? step.entry, to: beside?.to ?? step.to };
    if (known === undefined) this.#steps[index] = [kept];
    else known.push(kept);
    return kept;
  }

  /** The timeline of another major that has gone the very same way. */
  timeline(start: Catalog, own: readonly TimelineEntry[]): Timeline | undefined {
    return this.#timelines.find(
      (known) =>
        known.start === start &&
        known.entries.length === own.length &&
        known.entries.every((entry, index) => entry === own[index]),
    );
  }

  keep(timeline: Timeline): Timeline {
    this.#timelines.push(timeline);
    return timeline;
  }
}

/** Whether two steps from the same place lead to the same place, whatever else they do. */
function leadsToSame({ old, from, entry }: FoldStep, other: FoldStep): boolean {
  return (
    other.old === old &&
    other.from.catalog === from.catalog &&
    other.from.delta === from.delta &&
    sameTransaction(other.from.transaction, from.transaction) &&
    other.entry.statement === entry.statement &&
    other.entry.after === entry.after &&
    other.entry.effects.locks === entry.effects.locks
  );
}

function isTwin(step: FoldStep, other: FoldStep): boolean {
  const { entry } = step;
  return (
    leadsToSame(step, other) &&
    other.entry.outcome === entry.outcome &&
    other.entry.effects === entry.effects &&
    other.entry.held === entry.held &&
    isEqual(other.entry.ifTogether, entry.ifTogether)
  );
}

/** Whether a statement cannot tell two transactions from each other. */
export function runsAlike(one: TransactionState, other: TransactionState): boolean {
  return one.open === other.open && one.first === other.first && one.implicit === other.implicit;
}

function shared(own: Outcome, known: Outcome): Outcome {
  const changes = sameChanges(own.changes, known.changes) ? known.changes : own.changes;
  const effects = sharedEffects(own.effects, known.effects);
  const reads = sameReads(own.reads, known.reads) ? known.reads : own.reads;
  const isSame = changes === known.changes && effects === known.effects && reads === known.reads;
  if (isSame && own.notAnalysed === known.notAnalysed && own.crashed === known.crashed) return known;
  return { ...own, changes, effects, reads };
}

function sharedEffects(own: Effects, known: Effects): Effects {
  if (isEqual(own, known)) return known;
  const locks = isEqual(own.locks, known.locks) ? known.locks : own.locks;
  const work = isEqual(own.work, known.work) ? known.work : own.work;
  return { ...own, locks, work };
}

/** In any order: each is of another entry. */
function sameChanges(one: readonly Change[], other: readonly Change[]): boolean {
  if (one.length !== other.length) return false;
  const values = new Map(other.map(({ collection, key, value }) => [`${collection} ${key}`, value]));
  return one.every(({ collection, key, value }) => {
    const name = `${collection} ${key}`;
    return values.has(name) && isEqual(value, values.get(name));
  });
}

function sameReads(one: readonly Read[], other: readonly Read[]): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every((read, at) => {
        const there = other[at];
        return (
          read === there ||
          (read.collection === there?.collection && read.key === there.key && read.value === there.value)
        );
      }))
  );
}
