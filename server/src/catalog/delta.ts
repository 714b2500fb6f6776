import { collectionsOf, type Catalog } from "./catalog.ts";
import { type Change } from "./collections.ts";
import { type Patch } from "./collections.ts";
import { type CollectionName } from "./collections.ts";
import { type Collections } from "./collections.ts";
import type { Read } from "./edit.ts";

/*
 * Delta: the few entries in which a row of catalogs differs from the row that an earlier version of the text gave.
 * An edit makes some; statements that do not look at them do what they did, and the delta passes them by.
 */

/** One entry, without its value. */
export interface Slot {
  readonly collection: CollectionName;
  readonly key: string;
}

export const noDelta: Patch = {};

/** How `now` differs from `then` in these slots. */
export function deltaBetween(now: Catalog, then: Catalog, slots: Iterable<Slot>): Patch {
  return deltaAround(noDelta, now, then, slots);
}

/** A delta of which these slots may have become others: how `now` differs from `then`; the same object where none has. */
export function deltaAround(delta: Patch, now: Catalog, then: Catalog, slots: Iterable<Slot>): Patch {
  const own: Own<CollectionName> = {};
  for (const { collection, key } of slots) look(delta, own, collection, key, now, then);
  const looked = collectionsOf(own);
  if (looked.length === 0) return delta;
  return looked
    .filter((collection) => own[collection]?.size === 0)
    .reduce<Patch>((patch, collection) => ({ ...patch, [collection]: undefined }), { ...delta, ...own });
}

/** The collections of a delta that were changed, and so copied. */
type Own<Some extends CollectionName> = { [C in Some]?: Map<string, Collections[C] | undefined> };

function look<C extends CollectionName>(
  delta: Patch,
  own: Own<C>,
  collection: C,
  key: string,
  now: Catalog,
  then: Catalog,
): void {
  const value = now.get(collection, key);
  const isSame = value === then.get(collection, key);
  const known: Entries<C> | undefined = own[collection] ?? delta[collection];
  const has = known?.has(key) === true;
  if (isSame ? !has : has && known.get(key) === value) return;
  const copy = (own[collection] ??= new Map(known ?? []));
  if (isSame) copy.delete(key);
  else copy.set(key, value);
}

type Entries<C extends CollectionName> = ReadonlyMap<string, Collections[C] | undefined>;

function withEntries<C extends CollectionName>(
  patch: Patch,
  collection: C,
  entries: Iterable<readonly [string, Collections[C] | undefined]>,
): Patch {
  return { ...patch, [collection]: new Map(entries) };
}

export function isNone(delta: Patch): boolean {
  return collectionsOf(delta).length === 0;
}

export function sizeOf(delta: Patch): number {
  return collectionsOf(delta).reduce((size, collection) => size + (delta[collection]?.size ?? 0), 0);
}

export function* slotsOf(delta: Patch): Generator<Slot> {
  for (const collection of collectionsOf(delta)) {
    for (const key of delta[collection]?.keys() ?? []) yield { collection, key };
  }
}

/** Whether what was read is the same in a catalog that has changed from the one that was read. */
export function holdsThrough(reads: readonly Read[], delta: Patch): boolean {
  return reads.every(({ collection, key, value }) => {
    const changed = delta[collection];
    if (changed === undefined) return true;
    return key !== undefined && (!changed.has(key) || changed.get(key) === value);
  });
}

/** What is left of a delta after changes that set the same values on both sides; the same object where all is. */
export function deltaAfter(delta: Patch, changes: readonly Change[]): Patch {
  let left = delta;
  for (const { collection, key } of changes) {
    const entries = left[collection];
    if (entries?.has(key) === true) left = withoutSlot(left, collection, entries, key);
  }
  return left;
}

function withoutSlot<C extends CollectionName>(
  patch: Patch,
  collection: C,
  entries: Entries<C>,
  key: string,
): Patch {
  const rest = [...entries].filter(([other]) => other !== key);
  if (rest.length > 0) return withEntries(patch, collection, rest);
  return { ...patch, [collection]: undefined };
}

/** One patch that does what two do, the newer one last. */
export function mergePatches(older: Patch, newer: Patch): Patch {
  return collectionsOf(newer).reduce(
    (merged, collection) => withAll(merged, collection, older[collection], newer[collection]),
    older,
  );
}

function withAll<C extends CollectionName>(
  patch: Patch,
  collection: C,
  older: Entries<C> | undefined,
  newer: Entries<C> | undefined,
): Patch {
  return withEntries(patch, collection, [...(older ?? []), ...(newer ?? [])]);
}
