import type { Lock } from "../interpret/effects.ts";
import { atLeast } from "../interpret/locks.ts";

/** The locks held after a statement, given those held before it; the same array where nothing was added. */
export function heldAfter(held: readonly Lock[], taken: readonly Lock[]): readonly Lock[] {
  const merged = new Map(held.map((lock) => [lock.relation.id, lock]));
  let changed = false;
  for (const lock of taken) {
    const known = merged.get(lock.relation.id);
    if (known !== undefined && atLeast(known.mode, lock.mode)) continue;
    merged.set(lock.relation.id, lock);
    changed = true;
  }
  return changed ? [...merged.values()] : held;
}
