import type { Catalog } from "../catalog/catalog.ts";
import type { Patch } from "../catalog/collections.ts";
import { deltaBetween, isNone, slotsOf } from "../catalog/delta.ts";
import type { TimelineEntry } from "./entry.ts";
import { MergedPatches } from "./mergedPatches.ts";

/**
 * How the catalogs along a run of statements differ from those that the statements were followed on: in entries that
 * none of them looks at or changes. So the difference is the same all along, and each catalog is made when asked for.
 */
export class Shift {
  readonly delta: Patch;
  readonly #made = new WeakMap<Catalog, Catalog>();
  readonly #merged = new MergedPatches();

  /** `now` is what has become of `then`, the first catalog of the run. */
  constructor(delta: Patch, then: Catalog, now: Catalog) {
    this.delta = delta;
    this.#made.set(then, now);
  }

  /** What has become of a catalog where another run begins. */
  note(then: Catalog, now: Catalog): void {
    this.#made.set(then, now);
  }

  of(catalog: Catalog): Catalog {
    const known = this.#made.get(catalog);
    if (known !== undefined) return known;
    const made = catalog.patched(this.delta, this.#merged.of);
    this.#made.set(catalog, made);
    return made;
  }
}

/** An entry that does what it did on catalogs that have changed around it. */
export class ShiftedEntry implements TimelineEntry {
  readonly statement: TimelineEntry["statement"];
  readonly outcome: TimelineEntry["outcome"];
  readonly effects: TimelineEntry["effects"];
  readonly held: TimelineEntry["held"];
  readonly transaction: TimelineEntry["transaction"];
  readonly ifTogether: TimelineEntry["ifTogether"];
  /** As it was followed. */
  readonly origin: TimelineEntry;
  readonly shift: Shift;

  constructor(origin: TimelineEntry, shift: Shift) {
    this.statement = origin.statement;
    this.outcome = origin.outcome;
    this.effects = origin.effects;
    this.held = origin.held;
    this.transaction = origin.transaction;
    this.ifTogether = origin.ifTogether;
    this.origin = origin;
    this.shift = shift;
  }

  get before(): Catalog {
    return this.shift.of(this.origin.before);
  }

  get after(): Catalog {
    return this.shift.of(this.origin.after);
  }
}

/** Part of a run of statements. */
interface Stretch {
  readonly run: readonly TimelineEntry[];
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
}

/** The shifts of one run of statements, or of migrations. */
export class Shifts {
  /** By the shift that entries had before; the same delta makes the same of it wherever it comes by. */
  readonly #made = new Map<Shift | undefined, { readonly delta: Patch; readonly shift: Shift | undefined }>();

  /**
   * The entries of a stretch on catalogs that differ by `delta`, which none of them looks at. `now` is the catalog before
   * the first of them.
   */
  entries({ run, from, to }: Stretch, delta: Patch, now: Catalog): readonly TimelineEntry[] {
    const entries: TimelineEntry[] = [];
    let before: Shift | undefined;
    let shift: Shift | undefined;
    for (let index = from; index < to; index++) {
      const old = run[index];
      if (old === undefined) break;
      const origin = old instanceof ShiftedEntry ? old.origin : old;
      const known = old instanceof ShiftedEntry ? old.shift : undefined;
      if (index === from || known !== before) {
        shift = this.after(known, delta, () => [origin.before, entries.at(-1)?.after ?? now]);
        before = known;
      }
      entries.push(shift === undefined ? origin : new ShiftedEntry(origin, shift));
    }
    return entries;
  }

  /** What a shift becomes: undefined where the catalogs are as they were followed. */
  after(
    known: Shift | undefined,
    delta: Patch,
    catalogs: () => readonly [then: Catalog, now: Catalog],
  ): Shift | undefined {
    const made = this.#made.get(known);
    if (made?.delta === delta) return made.shift;
    const [then, now] = catalogs();
    const slots = [...(known === undefined ? [] : slotsOf(known.delta)), ...slotsOf(delta)];
    const left = deltaBetween(now, then, slots);
    // Undefined where what was shifted stands where it was followed again.
    const shift = isNone(left) ? undefined : new Shift(left, then, now);
    this.#made.set(known, { delta, shift });
    return shift;
  }
}
