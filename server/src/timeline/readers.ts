import type { Patch } from "../catalog/collections.ts";
import type { CollectionName } from "../catalog/collections.ts";
import { slotsOf } from "../catalog/delta.ts";
import type { Outcome } from "../interpret/interpret.ts";

type Outcomes = ReadonlySet<Outcome>;

/** In shorter sections each outcome is asked what it looked at; an index would cost more than it saves. */
const shortest = 64;

/** From so many entries on, a delta is held against what each statement looked at, which is then the shorter list. */
const mostSlots = 64;

/**
 * Who looked at or changed which entry of the catalog, of one long section on one server version: it tells which statements a delta
 * concerns without asking each. It goes from one version of the section to the next, and only ever grows: what it knows
 * of outcomes that are gone does no harm, and once they are many it is made anew.
 */
export class Readers {
  readonly #known = new Set<Outcome>();
  readonly #bySlot = new Map<CollectionName, Map<string | undefined, Set<Outcome>>>();
  #last: { readonly delta: Patch; readonly concerned: readonly Outcomes[] | undefined } | undefined;

  get size(): number {
    return this.#known.size;
  }

  add(outcome: Outcome): void {
    if (this.#known.has(outcome)) return;
    this.#known.add(outcome);
    this.#last = undefined;
    for (const { collection, key } of outcome.reads) this.#note(collection, key, outcome);
    for (const { collection, key } of outcome.changes) this.#note(collection, key, outcome);
  }

  #note(collection: CollectionName, key: string | undefined, outcome: Outcome): void {
    const slots = this.#bySlot.get(collection) ?? new Map<string | undefined, Set<Outcome>>();
    this.#bySlot.set(collection, slots);
    const outcomes = slots.get(key);
    if (outcomes === undefined) slots.set(key, new Set([outcome]));
    else outcomes.add(outcome);
  }

  /** False where the outcome has looked at nothing, and changed nothing, in which the catalog differs. */
  mayConcern(delta: Patch, outcome: Outcome): boolean {
    if (this.#last?.delta !== delta) this.#last = { delta, concerned: this.#concerned(delta) };
    const { concerned } = this.#last;
    return concerned?.some((outcomes) => outcomes.has(outcome)) ?? true;
  }

  #concerned(delta: Patch): readonly Outcomes[] | undefined {
    const found = new Set<Outcomes>();
    for (const { collection, key } of slotsOf(delta)) {
      const slots = this.#bySlot.get(collection);
      for (const outcomes of [slots?.get(key), slots?.get(undefined)])
        if (outcomes !== undefined) found.add(outcomes);
      if (found.size > mostSlots) return undefined;
    }
    return [...found];
  }
}

/** What is needed of a timeline. */
interface Outcomed {
  readonly entries: readonly { readonly outcome: Outcome }[];
}

const byTimeline = new WeakMap<Outcomed, Readers>();

/** The readers of a timeline that is about to be followed by another; undefined for a short one. */
export function readersOf(timeline: Outcomed): Readers | undefined {
  const { entries } = timeline;
  if (entries.length < shortest) return undefined;
  const known = byTimeline.get(timeline);
  if (known !== undefined && known.size < 2 * entries.length) return known;
  const readers = new Readers();
  for (const { outcome } of entries) readers.add(outcome);
  byTimeline.set(timeline, readers);
  return readers;
}

/** Hands them on to the timeline that follows. */
export function keepReaders(timeline: Outcomed, readers: Readers | undefined): void {
  if (readers !== undefined) byTimeline.set(timeline, readers);
}
