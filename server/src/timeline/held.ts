import type { Lock } from "../interpret/effects.ts";
import { atLeast } from "../interpret/locks.ts";

/** Where each relation's lock stands; lists that grow by new locks alone share it, and each knows its own length. */
type Places = Map<string, number>;

/** Rows of statements hold the same locks, so they are looked up in one index. */
const indexes = new WeakMap<readonly Lock[], Places>();

function indexOf(held: readonly Lock[]): Places {
  const known = indexes.get(held);
  // Of two lists that grow from one, the second has an index of its own.
  if (known?.size === held.length) return known;
  const index = new Map(held.map((lock, at) => [lock.relation.id, at]));
  indexes.set(held, index);
  return index;
}

function placeIn(held: readonly Lock[], index: Places, id: string): number | undefined {
  const at = index.get(id);
  return at !== undefined && held[at]?.relation.id === id ? at : undefined;
}

/** The locks held after a statement, given those held before it; the same array where nothing was added. */
export function heldAfter(held: readonly Lock[], taken: readonly Lock[]): readonly Lock[] {
  if (taken.length === 0) return held;
  const index = indexOf(held);
  let after: Lock[] | undefined;
  for (const lock of taken) {
    const { relation, mode } = lock;
    const at = placeIn(after ?? held, index, relation.id);
    const known = at === undefined ? undefined : (after ?? held)[at];
    if (known !== undefined && atLeast(known.mode, mode)) continue;
    after ??= [...held];
    if (at !== undefined) after[at] = lock;
    else index.set(relation.id, after.push(lock) - 1);
  }
  if (after === undefined) return held;
  indexes.set(after, index);
  return after;
}
