import { type Catalog, type Change, type CollectionName, type Collections } from "./catalog.ts";
import type { ObjectId } from "./ids.ts";

/** One look into the catalog and what was found there. */
export interface Read {
  readonly collection: CollectionName;
  /** `undefined` stands for the collection as a whole. */
  readonly key: string | undefined;
  readonly value: unknown;
}

/**
 * A statement's working copy of the catalog. It notes what was read and what was written: where all reads still
 * find the same, the statement would do the same again, and its changes can be replayed without interpreting it
 * (this is what keeps a keystroke in a long history cheap).
 */
export class CatalogEdit {
  private readonly base: Catalog;
  private current: Catalog;
  private readonly noted = new Map<string, Read>();
  private readonly written: Change[] = [];

  constructor(base: Catalog) {
    this.base = base;
    this.current = base;
  }

  get<C extends CollectionName>(collection: C, key: string): Collections[C] | undefined {
    const slot = `${collection}\u0001${key}`;
    if (!this.noted.has(slot))
      this.noted.set(slot, { collection, key, value: this.base.get(collection, key) });
    return this.current.get(collection, key);
  }

  /** Every entry of a collection; costly for replay, since any change in it counts. */
  all<C extends CollectionName>(collection: C): Iterable<[string, Collections[C]]> {
    this.noted.set(collection, { collection, key: undefined, value: this.base.all(collection) });
    return this.current.all(collection).entries();
  }

  put(change: Change): void {
    this.written.push(change);
    this.current = this.current.apply([change]);
  }

  /** A number that makes `base` unique for ever: `relation:public.users`, then `relation:public.users#2`. */
  fresh<Id extends ObjectId>(base: Id): Id | `${Id}#${number}` {
    const next = (this.get("generation", base) ?? 0) + 1;
    this.put({ collection: "generation", key: base, value: next });
    return next === 1 ? base : `${base}#${next}`;
  }

  get reads(): readonly Read[] {
    return [...this.noted.values()];
  }

  get changes(): readonly Change[] {
    return this.written;
  }

  get catalog(): Catalog {
    return this.current;
  }
}

/** Whether every read would find in `catalog` what it found before. */
export function holds(reads: readonly Read[], catalog: Catalog): boolean {
  return reads.every(({ collection, key, value }) =>
    key === undefined ? catalog.all(collection) === value : catalog.get(collection, key) === value,
  );
}
