import { describe, expect, it } from "vitest";
import type { Lock } from "../../server/src/interpret/effects.ts";
import { atLeast, type LockMode } from "../../server/src/interpret/locks.ts";
import { HeldLocks } from "../../server/src/timeline/held.ts";
import { randomFrom, type Random } from "../support/random.ts";

const modes: readonly LockMode[] = [
  "ACCESS SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];

/** Few objects, so that the same one is often taken again, as statements do that did not change. */
const locks: readonly Lock[] = Array.from({ length: 12 }, (_, at) => `public.t${String(at)}`).flatMap(
  (name) => modes.map((mode): Lock => ({ relation: { id: `relation:${name}`, name, kind: "table" }, mode })),
);

function someLocks(random: Random, most: number): readonly Lock[] {
  return Array.from({ length: random.below(most) }, () => random.pick(locks));
}

/** As it is meant: one lock for each relation, the strongest, in the order in which relations were first locked. */
function plainly(held: readonly Lock[], taken: readonly Lock[]): readonly Lock[] {
  const merged = new Map(held.map((lock) => [lock.relation.id, lock]));
  for (const lock of taken) {
    const known = merged.get(lock.relation.id);
    if (known === undefined || !atLeast(known.mode, lock.mode)) merged.set(lock.relation.id, lock);
  }
  return [...merged.values()];
}

describe("the locks that a transaction holds", () => {
  it("are the strongest on each relation, whichever grow from one", () => {
    const random = randomFrom(7);
    for (let round = 0; round < 60; round++) {
      // A tree: each goes on from any that was there, as savepoints, majors and edits do.
      const known: { readonly held: HeldLocks; readonly meant: readonly Lock[] }[] = [
        { held: HeldLocks.none, meant: [] },
      ];
      for (let step = 0; step < 30; step++) {
        const from = random.pick(known);
        const taken = someLocks(random, 4);
        known.push({ held: from.held.and(taken), meant: plainly(from.meant, taken) });
      }
      for (const { held, meant } of known) {
        expect([...held]).toEqual(meant);
        expect(held.length).toBe(meant.length);
        for (const lock of locks)
          expect(held.has(lock)).toBe(
            meant.some(({ relation, mode }) => relation.id === lock.relation.id && atLeast(mode, lock.mode)),
          );
      }
    }
  });

  it("are the same object where nothing is added, and where the same is added again", () => {
    const random = randomFrom(3);
    for (let round = 0; round < 50; round++) {
      const first = HeldLocks.none.and(locks.slice(0, 1));
      const taken = someLocks(random, 9);
      expect(first.and(locks.slice(0, 1))).toBe(first);
      expect(first.and(taken)).toBe(first.and(taken));
    }
  });

  it("are equal where the same were taken in the same order", () => {
    const [one, two] = [HeldLocks.none.and(locks.slice(0, 9)), HeldLocks.none.and(locks.slice(0, 9))];
    expect(one).not.toBe(two);
    expect(one.equals(two)).toBe(true);
    expect(one.and(locks.slice(20, 21)).equals(two)).toBe(false);
    expect(one.and(locks.slice(20, 21)).equals(two.and(locks.slice(30, 31)))).toBe(false);
  });
});
