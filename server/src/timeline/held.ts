import type { Lock } from "../interpret/effects.ts";
import { atLeast } from "../interpret/locks.ts";

/** Rows of statements hold the same locks, so they are looked up in one index. */
const indexes = new WeakMap<readonly Lock[], ReadonlyMap<string, Lock>>();

function indexOf(held: readonly Lock[]): ReadonlyMap<string, Lock> {
  const known = indexes.get(held);
  if (known !== undefined) return known;
  const index = new Map(held.map((lock) => [lock.relation.id, lock]));
  indexes.set(held, index);
  return index;
}

/** The locks held after a statement, given those held before it; the same array where nothing was added. */
export function heldAfter(held: readonly Lock[], taken: readonly Lock[]): readonly Lock[] {
  if (taken.length === 0) return held;
  const index = indexOf(held);
  const stronger = taken.filter(({ relation, mode }) => {
    const known = index.get(relation.id);
    return known === undefined || !atLeast(known.mode, mode);
  });
  if (stronger.length === 0) return held;
  const merged = new Map<string, Lock>(index);
  for (const lock of stronger) merged.set(lock.relation.id, lock);
  return [...merged.values()];
}
